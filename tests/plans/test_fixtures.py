"""The two real plans are in the fixtures word for word, and nothing else is."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.models import Indicator, Target
from plans.editions.composition import compose
from plans.models import Element
from portal.text import normalise

SOURCES = Path(__file__).parent.parent / "sources"
BULLET = re.compile(r"^(· |- ?)")
CODE = re.compile(r"^(\d+(?:\.\d+)*)\.? ?(?=[^\d.])")


def source_words(name):
    """The source text as words: letters normalised, bullets dropped, codes in one form."""
    lines = [" ".join(normalise(line).split()) for line in (SOURCES / name).read_text(encoding="utf-8").split("\n")]
    words = []
    for line in filter(None, lines):
        words += CODE.sub(r"\1. ", BULLET.sub("", line)).split()
    return words


def as_document(plan):
    return compose(plan, number=1, published_at=None, note="")


def roots_with_children(document, prefix):
    for root in document.roots(prefix):
        yield f"{root.printed_code} {root.title}"
        for child in document.children.get(root.uid, []):
            cells = [
                document.printed_indicators(child) if c.field == "indicators" else getattr(child, c.field)
                for c in document.level[child.level].columns
            ]
            yield " ".join([child.printed_code, child.title, *cells])


def block(document, section):
    """What the plan prints after a section's text."""
    if section.block == "elements":
        child = next((level for level in document.levels if level.parent == section.level), None)
        if child:
            heads = [document.level[section.level], child]
            yield " ".join([*(h.name_plural for h in heads), *(c.label for c in child.columns)])
        if section.numbered_columns:
            yield " ".join(str(n) for n in range(2 + len(child.columns)))
        yield from roots_with_children(document, section.level)
    elif section.block == "indicators":
        yield from (indicator.title for indicator in document.indicators_of[None])
    elif section.block == "signatures":
        yield from (s.preamble for s in document.signatories)
        yield from (s.office for s in document.signatories)
        yield from (s.name for s in document.signatories)


def printed_words(document, head):
    """The document as words, in the order in which the source prints it."""
    statements = list(head)
    for section in document.sections:
        statements += [section.heading, section.body, *block(document, section)]
    return " ".join(statements).split()


def test_the_police_plan_is_the_source_word_for_word(atop):
    document = as_document(atop)
    title = " ".join(document.title.upper().replace(" ", ""))
    assert printed_words(document, [title, document.subtitle]) == source_words("atop-2024.txt")


def test_the_it_plan_is_the_source_word_for_word(it_plan):
    document = as_document(it_plan)
    act, (county, council) = document.acts[0], document.letterhead.split("\n")
    head = [act.annex, county, "la", act.title, council, document.title.upper(), document.subtitle]
    without_commas = [w if w not in ("PREȘEDINTE,", "JUDEȚULUI,") else w[:-1] for w in source_words("it-2019.txt")]
    assert printed_words(document, head) == without_commas


def counts(plan):
    found = {}
    for prefix in Element.objects.filter(level__plan=plan).values_list("level__prefix", flat=True):
        found[prefix] = found.get(prefix, 0) + 1
    return found


def test_the_plans_have_the_elements_and_indicators_that_were_counted(atop, it_plan):
    assert counts(atop) == {"on": 4, "og": 6, "os": 39, "pr": 4}
    assert counts(it_plan) == {"obs": 4, "ax": 4, "m": 14}
    assert atop.indicators.count() == 13
    assert it_plan.indicators.count() == 23


def test_directions_and_measures_hang_where_the_source_prints_them(atop, it_plan):
    def children(plan, prefix):
        return [
            list(e.children.order_by("position").values_list("code", flat=True))
            for e in Element.objects.filter(level__plan=plan, level__prefix=prefix).order_by("position")
        ]

    assert children(atop, "og") == [[f"{i}.{j}" for j in range(1, n + 1)] for i, n in enumerate([8, 10, 6, 5, 3, 7], 1)]
    assert children(it_plan, "ax") == [
        ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"],
        ["1.8", "1.9", "1.10"],
        ["1.11", "1.12"],
        ["1.13", "1.14"],
    ]


def test_no_element_is_misplaced(atop, it_plan):
    assert list(Element.objects.misplaced()) == []


def test_the_budget_is_the_one_in_the_printed_paragraph(atop):
    paragraph = atop.section_set.get(block="budget").body
    lines = list(atop.budgetline_set.all())
    assert [(line.amount, line.share) for line in lines] == [
        (Decimal("245232.31"), None),
        (Decimal("191982.16"), Decimal("78.28")),
        (Decimal("12472.25"), Decimal("5.09")),
        (Decimal("38550.00"), Decimal("15.72")),
        (Decimal("372.00"), Decimal("0.15")),
        (Decimal("1855.90"), Decimal("0.76")),
    ]
    printed = re.findall(r"[\d.]+,\d\d(?= mii lei)", paragraph)
    assert [f"{line.amount:,.2f}".translate(str.maketrans(",.", ".,")) for line in lines] == printed
    shares = re.findall(r"[\d]+,\d\d(?=%)", paragraph)
    assert [f"{line.share}".replace(".", ",") for line in lines if line.share is not None] == shares
    assert [line.label in paragraph for line in lines] == [True] * 6


def test_terms_are_kept_as_printed(it_plan):
    measures = Element.objects.filter(level__plan=it_plan, level__prefix="m").order_by("parent__position", "position")
    assert [m.evaluation_term for m in measures] == ["anual", "Anual", "Anual", "bianual"] + [""] * 10
    assert [m.completion_term for m in measures] == [str(m.completion_due.year) for m in measures]
    assert {(m.completion_due.month, m.completion_due.day) for m in measures} == {(12, 31)}


def test_nothing_is_invented_that_the_plans_do_not_say(db):
    empty = {
        "unit": "",
        "direction": "",
        "baseline_value": None,
        "definition": "",
        "frequency": "",
        "institution": None,
    }
    assert {tuple(row) for row in Indicator.objects.values_list(*empty)} == {tuple(empty.values())}
    assert Target.objects.count() == 0


@pytest.mark.parametrize("fixture", ["institutions", "plan_atop_2024", "plan_it_2019"])
def test_fixtures_have_no_cedilla_and_no_database_ids(fixture):
    text = (Path(__file__).parents[2] / "fixtures" / f"{fixture}.json").read_text(encoding="utf-8")
    assert re.findall("[şţŞŢ\u00a0]", text) == []
    assert '"pk"' not in text
