import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.models import Indicator, Target
from plans.models import AdoptionAct, Element, Level, Membership, Section
from portal.versioning import Conflict

pytestmark = pytest.mark.both


def element(plan, code, prefix="os"):
    return Element.objects.get(level__plan=plan, level__prefix=prefix, code=code)


def refused(row):
    """The fields that full_clean refuses, with their messages."""
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    return refusal.value.message_dict


def test_a_parent_of_the_wrong_level_is_refused(atop):
    row = element(atop, "1.1")
    row.parent = element(atop, "2.1")
    assert list(refused(row)) == ["parent"]


def test_a_parent_of_another_plan_is_refused(atop, it_plan):
    row = element(atop, "1.1")
    row.parent = element(it_plan, "1", "ax")
    assert list(refused(row)) == ["parent"]


def test_a_root_takes_no_parent_and_a_child_needs_one(atop):
    root, child = element(atop, "1", "og"), element(atop, "1.1")
    root.parent, child.parent = element(atop, "2", "og"), None
    assert [list(refused(row)) for row in (root, child)] == [["parent"], ["parent"]]


def test_misplaced_elements_are_found_in_one_query(atop, it_plan, django_assert_num_queries):
    wrong = element(atop, "1.1"), element(atop, "2", "og"), element(it_plan, "1.9", "m")
    Element.objects.filter(pk=wrong[0].pk).update(parent=None)
    Element.objects.filter(pk=wrong[1].pk).update(parent=element(atop, "3", "og"))
    Element.objects.filter(pk=wrong[2].pk).update(parent=element(atop, "1", "og"))
    with django_assert_num_queries(1):
        assert set(Element.objects.misplaced()) == set(wrong)


def test_the_database_refuses_a_second_element_with_the_same_code(atop):
    row = element(atop, "1.1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Element.objects.create(level=row.level, parent=row.parent, code="1.1", title="Alt obiectiv")
    assert refused(Element(level=row.level, parent=row.parent, code="1.1", title="x")) == {
        "__all__": ["Nivelul are deja un element cu acest cod."]
    }


def test_elements_without_a_code_may_be_many(atop):
    level = Level.objects.get(plan=atop, prefix="on")
    Element.objects.create(level=level, title="Al cincilea")
    assert level.elements.filter(code="").count() == 5


def test_the_database_refuses_an_element_under_itself(atop):
    row = element(atop, "1.1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Element.objects.filter(pk=row.pk).update(parent=row)


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("a\x00b", "Textul conține un caracter nepermis (U+0000) la poziția 2. Ștergeți-l și salvați din nou."),
        ("a\ud800", "Textul conține un caracter nepermis (U+D800) la poziția 2. Ștergeți-l și salvați din nou."),
        ("x" * 20_001, "Asigurați-vă că această valoare are cel mult 20000 de caractere (are 20001)."),
    ],
)
def test_text_that_the_database_cannot_hold_is_refused(atop, title, message):
    row = element(atop, "1.1")
    row.title = title
    assert refused(row) == {"title": [message]}


def test_text_is_normalised_however_it_is_saved(atop):
    row = element(atop, "1.1")
    row.title = "Poliţişti\u00a0şi  jandarmi"
    row.save()
    assert row.title == "Polițiști și jandarmi"
    row.refresh_from_db()
    assert row.title == "Polițiști și jandarmi"
    Element.objects.filter(pk=row.pk).update(title="Ţinta")
    assert Element.objects.get(pk=row.pk).title == "Ținta"
    assert Element.objects.filter(title="Ţinta").count() == 1


def test_a_save_that_did_not_see_the_last_one_is_refused(atop):
    one, other = element(atop, "1.1"), element(atop, "1.1")
    one.title = "Primul text"
    one.save()
    other.title = "Al doilea text"
    with pytest.raises(Conflict):
        other.save()
    kept = element(atop, "1.1")
    assert (kept.title, kept.version) == ("Primul text", 2)


def test_every_save_is_in_the_history(atop):
    row = element(atop, "1.1")
    before = row.title
    row.title = "Alt text"
    row.save()
    assert [h.title for h in row.history.order_by("-history_id")][:1] == ["Alt text"]
    row.title = before
    row.save()
    assert [h.title for h in row.history.order_by("-history_id")][:2] == [before, "Alt text"]


def test_a_level_does_not_hang_under_itself_or_another_plan(atop, it_plan):
    og, os = (Level.objects.get(plan=atop, prefix=p) for p in ("og", "os"))
    og.parent = os
    assert refused(og) == {"parent": ["Nivelul de deasupra ar ajunge sub el însuși."]}
    os.parent = Level.objects.get(plan=it_plan, prefix="ax")
    assert refused(os) == {"parent": ["Nivelul de deasupra este al altui plan."]}


@pytest.mark.parametrize(
    "columns",
    [
        "text",
        [{"field": "a"}],
        [{"field": "a", "label": ""}],
        [{"field": "a", "label": "A"}, {"field": "a", "label": "B"}],
        [["a", "A"]],
    ],
)
def test_columns_are_pairs_of_field_and_heading(atop, columns):
    level = Level.objects.get(plan=atop, prefix="og")
    level.columns = columns
    assert list(refused(level)) == ["columns"]


@pytest.mark.parametrize("prefix", ["OS", "o s", "ș", "os-1", "nouălitere", "x/y", "os\n"])
def test_a_prefix_has_only_small_plain_letters(atop, prefix):
    level = Level.objects.get(plan=atop, prefix="og")
    level.prefix = prefix
    assert list(refused(level)) == ["prefix"]


def test_the_database_refuses_a_section_with_elements_of_no_level(atop):
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(plan=atop, block="elements")
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(plan=atop, level=Level.objects.get(plan=atop, prefix="og"))


def test_the_database_refuses_dates_in_the_wrong_order(atop, people):
    atop.period_end = "2023-12-31"
    with pytest.raises(IntegrityError), transaction.atomic():
        atop.save()
    membership = Membership.objects.filter(user=people.editor).first()
    membership.valid_until = "2001-01-01"
    with pytest.raises(IntegrityError), transaction.atomic():
        membership.save()


@pytest.mark.parametrize(
    ("kind", "values", "fits"),
    [
        ("exact", {"value": 1}, True),
        ("at_least", {"value": 0}, True),
        ("at_most", {}, False),
        ("range", {"value": 1, "upper_value": 2}, True),
        ("range", {"value": 2, "upper_value": 1}, False),
        ("range", {"value": 2}, False),
        ("text", {"text": "platformă funcțională"}, True),
        ("text", {}, False),
        ("text", {"text": "x", "value": 1}, False),
        ("to_be_set", {}, True),
        ("to_be_set", {"value": 1}, False),
        ("exact", {"value": 1, "upper_value": 2}, False),
    ],
)
def test_the_database_keeps_a_targets_values_to_its_kind(atop, kind, values, fits):
    indicator = Indicator.objects.filter(plan=atop).first()

    def save():
        with transaction.atomic():
            Target.objects.create(
                indicator=indicator, kind=kind, period_start="2024-01-01", period_end="2024-12-31", **values
            )

    if not fits:
        with pytest.raises(IntegrityError):
            save()
    else:
        save()
    assert indicator.targets.count() == int(fits)


def test_an_indicator_belongs_to_an_element_of_its_own_plan(atop, it_plan):
    indicator = Indicator.objects.filter(plan=atop).first()
    indicator.element = element(it_plan, "1.9", "m")
    assert refused(indicator) == {"element": ["Elementul este al altui plan."]}


def test_deleting_an_element_deletes_what_hangs_on_it_and_promotes_nothing(it_plan):
    element(it_plan, "2", "ax").delete()
    assert Element.objects.filter(level__plan=it_plan, level__prefix="m").count() == 11
    assert Indicator.objects.filter(plan=it_plan).count() == 17
    assert list(Element.objects.misplaced()) == []


@pytest.mark.parametrize(
    "address", ["ftp://cjcluj.ro/act.pdf", "javascript:alert(1)", "file:///etc/passwd", "cjcluj.ro"]
)
def test_an_act_is_found_at_a_web_address_only(atop, address):
    act = AdoptionAct(
        plan=atop, issuer=atop.owner, kind="atop", title="Hotărârea nr. 4/2024", number="4/2024", url=address
    )
    assert list(refused(act)) == ["url"]
