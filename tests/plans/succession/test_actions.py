import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.editions.composition import compose
from plans.editions.readiness import readiness
from plans.models import Element, Level, Membership, Plan, Section
from plans.outline import CODE, PK, load_outline
from plans.succession.actions import SuccessionChoices, elements_to_copy, succeed, year_proposals
from plans.succession.renewal import Renewal
from tests.plans.typed_columns import typed_level

YEAR_2024 = datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)
YEAR_2025 = datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
RENEWAL = Renewal(YEAR_2024, YEAR_2025)


def next_of(source, **changed):
    values = {
        "slug": "atop-2025",
        "short_title": "Planul strategic ATOP 2025",
        "title": source.title,
        "subtitle": source.subtitle,
        "letterhead": source.letterhead,
        "owner": source.owner,
        "reviewer": source.reviewer,
        "period_start": YEAR_2025[0],
        "period_end": YEAR_2025[1],
    }
    return Plan(**values | changed)


def everything(source, **changed):
    levels = frozenset(source.level_set.values_list("pk", flat=True))
    years = frozenset(one.key for one in year_proposals(source, RENEWAL))
    return SuccessionChoices(**{"levels": levels, "years": years} | changed)


def element(plan, code, prefix="os"):
    return Element.objects.get(level__plan=plan, level__prefix=prefix, code=code)


def outline(plan):
    return [(depth, row[CODE]) for depth, row in load_outline(plan).walk()]


@pytest.fixture
def successor(atop, people):
    return succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop))


def test_the_successor_has_the_whole_tree_and_each_element_knows_what_it_continues(atop, successor):
    assert successor.continues == atop
    assert outline(successor) == outline(atop)
    originals = [row[PK] for _depth, row in load_outline(atop).walk()]
    copies = [row[PK] for _depth, row in load_outline(successor).walk()]
    continued = dict(Element.objects.filter(level__plan=successor).values_list("pk", "continues"))
    assert [continued[pk] for pk in copies] == originals
    assert (len(set(copies) & set(originals)), Element.objects.misplaced().count()) == (0, 0)


def test_the_original_stays_as_it_was(atop, people):
    before = compose(atop, number=1, published_at=datetime.datetime.now(datetime.UTC), note="")
    succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop))
    assert compose(atop, number=1, published_at=before.edition.published_at, note="") == before


def test_acts_are_never_copied_and_the_rest_stands_in_the_same_order(it_plan, people):
    made = succeed(
        it_plan,
        by=people.editor,
        successor=next_of(it_plan, slug="informatizare-2026"),
        chosen=everything(it_plan),
    )
    assert (it_plan.adoptionact_set.count(), made.adoptionact_set.count()) == (1, 0)
    assert list(made.signatory_set.values_list("office", "name")) == list(
        it_plan.signatory_set.values_list("office", "name")
    )
    assert list(made.level_set.values_list("prefix", "parent__prefix", "columns")) == list(
        it_plan.level_set.values_list("prefix", "parent__prefix", "columns")
    )


def test_only_the_years_that_were_agreed_are_renewed(atop, people, successor):
    headings = dict(successor.section_set.values_list("position", "heading"))
    bodies = dict(successor.section_set.values_list("position", "body"))
    assert headings[50] == "Indicatorii de performanță minimali pentru serviciul polițienesc stabiliți pentru anul 2025"
    assert "Programul de Guvernare 2020-2024" in bodies[20]
    assert "în anul 2023 au fost alocate" in bodies[60]
    kept = succeed(
        atop, by=people.editor, successor=next_of(atop, slug="atop-25"), chosen=everything(atop, years=frozenset())
    )
    assert list(kept.section_set.values_list("heading", "body")) == list(
        atop.section_set.values_list("heading", "body")
    )


def test_every_year_that_would_change_is_proposed_with_what_stands_around_it(atop):
    found = [(one.place, one.old, one.new) for one in year_proposals(atop, RENEWAL)]
    assert [(old, new) for _place, old, new in found] == [("2024", "2025")] * 5


def test_a_branch_left_out_stays_behind_with_all_below_it(atop, people):
    left = element(atop, "2", "og")
    chosen = everything(atop, left_out=frozenset([left.pk, element(atop, "1.3").pk]))
    made = succeed(atop, by=people.editor, successor=next_of(atop), chosen=chosen)
    missing = {code for _depth, code in outline(atop)} - {code for _depth, code in outline(made)}
    assert missing == {"1.3", "2", *(f"2.{number}" for number in range(1, 11))}
    assert len(outline(atop)) - len(outline(made)) == 12
    assert [row[CODE] for row in elements_to_copy(atop, chosen)] == [code for _depth, code in outline(made)]


def test_without_a_level_what_hangs_below_it_stays_behind_and_the_sections_still_have_their_levels(atop, people):
    levels = frozenset(atop.level_set.exclude(prefix="og").values_list("pk", flat=True))
    made = succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop, levels=levels))
    prefixes = Element.objects.filter(level__plan=made).values_list("level__prefix", flat=True)
    assert set(prefixes) == {"on", "pr"}
    assert made.section_set.filter(level__plan=made).count() == 3


def test_without_texts_the_headings_and_the_blocks_are_left(atop, people):
    made = succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop, texts=False))
    assert set(made.section_set.values_list("body", flat=True)) == {""}
    assert list(made.section_set.values_list("position", "block")) == [
        (20, "elements"),
        (40, "elements"),
        (50, "indicators"),
        (60, "budget"),
        (70, "elements"),
        (90, "signatures"),
    ]


@pytest.mark.parametrize(
    ("budget", "first"), [("labels", ("credite bugetare", 2024, 0, None, True)), ("sums", None), ("", ())]
)
def test_the_budget_comes_with_its_sums_or_with_its_labels_or_not_at_all(atop, people, budget, first):
    made = succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop, budget=budget))
    lines = list(made.budgetline_set.values_list("label", "year", "amount", "share", "is_total"))
    if first is None:
        label, year, *rest = atop.budgetline_set.values_list("label", "year", "amount", "share", "is_total")[0]
        first = (label, year + 1, *rest)
    assert lines[:1] == ([first] if first else [])
    assert len(lines) == (6 if first else 0)


def test_terms_move_with_the_period_stay_or_are_emptied(it_plan, people):
    def of(terms, slug):
        values = {"slug": slug, "period_start": datetime.date(2026, 1, 1), "period_end": datetime.date(2032, 12, 31)}
        chosen = everything(it_plan, terms=terms)
        made = succeed(it_plan, by=people.editor, successor=next_of(it_plan, **values), chosen=chosen)
        return [
            Element.objects.filter(level__plan=made, code=code).values_list("completion_term", "completion_due").get()
            for code in ("1.1", "1.2")
        ]

    originals = [
        (row.completion_term, row.completion_due) for row in (element(it_plan, code, "m") for code in ("1.1", "1.2"))
    ]
    assert of("kept", "a") == originals
    assert of("", "b") == [("", None)] * 2
    assert of("renewed", "c") == [(str(int(term) + 7), due.replace(year=due.year + 7)) for term, due in originals]


def test_links_lead_to_the_copies_and_what_stays_behind_is_not_contributed_to(atop, it_plan, people):
    first, second, third = (element(atop, code) for code in ("1.1", "1.2", "1.3"))
    axis = element(it_plan, "1", "ax")
    first.contributes_to.add(second, third, axis)
    first.institutions.add(atop.owner)
    chosen = everything(atop, left_out=frozenset([third.pk]))
    made = succeed(atop, by=people.editor, successor=next_of(atop), chosen=chosen)
    copy = element(made, "1.1")
    assert set(copy.contributes_to.all()) == {element(made, "1.2"), axis}
    assert list(copy.institutions.all()) == [atop.owner]


@pytest.mark.both
def test_every_copied_row_has_the_beginning_of_its_history_with_its_links(atop, people):
    element(atop, "1.1").institutions.add(atop.owner)
    made = succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop))
    rows = [made, *made.level_set.all(), *made.section_set.all(), *Element.objects.filter(level__plan=made)]
    told = {(row.history.count(), row.history.first().history_user, row.history.first().history_type) for row in rows}
    assert told == {(1, people.editor, "+")}
    record = element(made, "1.1").history.get()
    assert [link.institution_id for link in record.institutions.all()] == [atop.owner_id]


@pytest.mark.both
def test_the_same_successor_sent_twice_is_made_once_and_another_one_needs_another_address(atop, people, successor):
    again = succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop))
    assert (again, Plan.objects.filter(continues=atop).count(), len(outline(again))) == (successor, 1, 53)
    with pytest.raises(ValidationError) as refused:
        succeed(atop, by=people.editor, successor=next_of(atop, title="Altul"), chosen=everything(atop))
    assert refused.value.message_dict == {"slug": ["Alt plan are deja această adresă. Scrieți alta."]}


def test_who_may_not_write_the_plan_or_for_the_new_owner_makes_no_successor(atop, it_plan, people):
    Membership.objects.filter(user=people.editor, institution=it_plan.owner).delete()
    refused = [
        (people.reviewer, next_of(atop)),
        (people.reporter, next_of(atop)),
        (people.outsider, next_of(atop)),
        (people.editor, next_of(atop, owner=it_plan.owner)),
    ]
    for person, successor in refused:
        with pytest.raises(PermissionDenied):
            succeed(atop, by=person, successor=successor, chosen=everything(atop))
    assert Plan.objects.filter(continues=atop).count() == 0


@pytest.mark.both
def test_a_copy_that_fails_at_its_end_leaves_nothing(atop, people, monkeypatch):
    from indicators.editing import copying

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(copying, "copy_to_successor", fail)
    counts = (Plan.objects.count(), Element.objects.count(), Level.objects.count(), Section.objects.count())
    with pytest.raises(RuntimeError):
        succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop))
    assert (Plan.objects.count(), Element.objects.count(), Level.objects.count(), Section.objects.count()) == counts


@pytest.mark.both
def test_the_queries_of_a_copy_do_not_depend_on_the_size_of_the_plan(atop, people):
    def queries_of_a_copy(slug):
        with CaptureQueriesContext(connection) as queries:
            succeed(atop, by=people.editor, successor=next_of(atop, slug=slug), chosen=everything(atop))
        # SQLite takes a thousand values at once; PostgreSQL inserts five hundred rows at once.
        return len([query for query in queries if not query["sql"].startswith("INSERT")])

    queries_of_a_copy("first")
    few = queries_of_a_copy("a")
    level, parent = Level.objects.get(plan=atop, prefix="os"), element(atop, "3", "og")
    Element.objects.bulk_create(
        Element(level=level, parent=parent, position=1000 + n, title="x", code=f"9.{n}") for n in range(300)
    )
    assert queries_of_a_copy("b") == few


def test_the_successor_of_a_ready_plan_is_ready(atop, successor):
    assert [problem.message for problem in readiness(successor) if problem.is_error] == []


def test_a_budget_without_its_sums_asks_for_each_of_them(successor):
    said = [problem.message for problem in readiness(successor) if "suma este 0" in problem.message]
    assert said[0] == "„credite bugetare”, 2024: suma este 0. Completați-o, dacă nu este chiar zero."
    assert len(said) == successor.budgetline_set.count()


@pytest.mark.parametrize(("budget", "sums"), [("labels", {}), ("sums", {"buget": "1250.5"}), ("", {})])
def test_sums_of_elements_are_taken_along_only_where_sums_were_chosen(it_plan, people, budget, sums):
    row = typed_level(it_plan, note="Rămâne", buget="1250.5")
    period = {"period_start": datetime.date(2026, 1, 1), "period_end": datetime.date(2032, 12, 31)}
    new = next_of(it_plan, slug="informatizare-2026", short_title="Planul 2026", **period)
    made = succeed(it_plan, by=people.editor, successor=new, chosen=everything(it_plan, budget=budget))
    assert Element.objects.get(level__plan=made, continues=row).extra == {"note": "Rămâne", **sums}


def test_a_retired_element_that_is_taken_along_is_promised_again(atop, people):
    row = element(atop, "2.5")
    Element.objects.filter(pk=row.pk).update(retired_on=YEAR_2024[0], retired_reason="Preluat de minister.")
    made = succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop))
    assert not Element.objects.get(level__plan=made, continues=row).is_retired
