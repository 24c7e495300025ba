"""What changed between two documents: each kind of change, and what is true of any two."""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans import document as d
from plans.document import sequences
from plans.document.comparison import compare
from tests.plans.render.plan_documents import OWNER, element, levels, plan

YEAR = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
LEVELS = levels(("o", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
ELEMENTS = (
    element("o", "1"),
    *(element("m", f"1.{n}", "o-1") for n in range(1, 6)),
    element("o", "2"),
    element("m", "2.1", "o-2", description="Un text cu mai multe cuvinte.", extra={"riscuri": "Mici"}),
)
TARGET = d.TargetValue(
    kind="at_least", value=Decimal(4), upper_value=None, text="", period_start=YEAR[0], period_end=YEAR[1]
)
INDICATOR = d.IndicatorValue(
    uid="i", element="m-2.1", title="Numărul", joiner="", nature="count", minimal=False, targets=(TARGET,)
)
OLD = plan(levels=LEVELS, elements=ELEMENTS, indicators=(INDICATOR,))


def altered_document(old=OLD, /, **fields):
    return compare(old, dataclasses.replace(old, **fields))


def with_element(uid, **fields):
    return tuple(dataclasses.replace(one, **fields) if one.uid == uid else one for one in ELEMENTS)


def with_indicator(**fields):
    return altered_document(indicators=(dataclasses.replace(INDICATOR, **fields),))


def field_changes(pair):
    return [(change.field, change.old, change.new) for change in pair.fields]


def test_what_tells_one_edition_from_another_is_no_change():
    mark = d.EditionMark(number=2, published_at=OLD.edition.published_at, note="Altă notă.")
    assert altered_document(edition=mark).is_empty


def test_an_element_that_only_one_document_has_is_added_or_removed():
    shorter = dataclasses.replace(OLD, elements=ELEMENTS[:-1], indicators=())
    (removed,) = compare(OLD, shorter).elements
    (added,) = compare(shorter, OLD).elements
    assert (removed.is_removed, removed.old, removed.new) == (True, ELEMENTS[-1], None)
    assert (added.is_added, added.old, added.new) == (True, None, ELEMENTS[-1])
    assert ("riscuri", None, "Mici") in field_changes(added)
    assert [one.is_added for one in added.indicators] == [True]


def test_an_element_under_another_one_is_moved_and_its_neighbours_are_not():
    (pair,) = altered_document(elements=with_element("m-1.2", parent="o-2")).elements
    assert (pair.new.uid, pair.is_moved, pair.is_reordered, field_changes(pair)) == ("m-1.2", True, False, [])


def test_the_last_of_five_put_first_is_one_move():
    order = [ELEMENTS[0], ELEMENTS[5], *ELEMENTS[1:5], *ELEMENTS[6:]]
    (pair,) = altered_document(elements=tuple(order)).elements
    assert (pair.new.uid, pair.is_moved, pair.is_reordered) == ("m-1.5", False, True)


def test_an_element_taken_out_moves_no_other():
    assert [pair.old.uid for pair in altered_document(elements=ELEMENTS[:2] + ELEMENTS[3:]).elements] == ["m-1.2"]


def test_an_element_with_another_code_is_renumbered():
    (pair,) = altered_document(
        elements=with_element("m-1.2", code="1.9", printed_code="1.9.", address="m-1.9")
    ).elements
    assert (pair.is_renumbered, pair.is_moved, field_changes(pair)) == (True, False, [])


@pytest.mark.parametrize(
    ("field", "value", "told_as"),
    [
        ("title", "Alt titlu", (ELEMENTS[-1].title, "Alt titlu")),
        ("description", "Alt text", ("Un text cu mai multe cuvinte.", "Alt text")),
        ("responsible", "Direcția", (None, "Direcția")),
        ("completion_due", YEAR[1], (None, YEAR[1])),
        ("institutions", (OWNER,), (None, OWNER.name)),
        ("contributes_to", (d.ElementLink(uid="o-1", plan="x", address="o-1", label="1. Unu"),), (None, "1. Unu")),
    ],
)
def test_each_text_of_an_element_is_compared(field, value, told_as):
    (pair,) = altered_document(elements=with_element("m-2.1", **{field: value})).elements
    assert field_changes(pair) == [(field, *told_as)]


def test_a_column_of_the_plans_own_is_compared():
    (pair,) = altered_document(elements=with_element("m-2.1", extra={"riscuri": "Mari"})).elements
    assert field_changes(pair) == [("riscuri", "Mici", "Mari")]


def test_an_indicator_on_another_element_is_moved_and_told_where_it_stands_now():
    (pair,) = with_indicator(element="m-1.1").elements
    (indicator,) = pair.indicators
    assert (pair.new.uid, indicator.is_moved, field_changes(indicator)) == ("m-1.1", True, [])


def test_an_indicator_of_the_plan_itself_stands_apart():
    old = dataclasses.replace(OLD, indicators=(dataclasses.replace(INDICATOR, element=None),))
    (pair,) = altered_document(old, indicators=()).indicators
    assert (pair.is_removed, pair.old.uid) == (True, "i")


def test_a_target_is_compared_with_the_one_for_the_same_period():
    later = dataclasses.replace(TARGET, value=Decimal("0"), reason="Un motiv")
    next_year = dataclasses.replace(TARGET, period_start=datetime.date(2027, 1, 1), period_end=YEAR[1])
    (pair,) = with_indicator(targets=(next_year, later)).elements
    changed_one, added = pair.indicators[0].targets
    assert field_changes(changed_one) == [("value", Decimal(4), Decimal(0))]
    assert (changed_one.new.reason, added.is_added) == ("Un motiv", True)


def test_a_target_written_with_other_decimals_or_set_on_another_day_is_the_same():
    same = dataclasses.replace(TARGET, value=Decimal("4.00"), set_on=YEAR[0], reason="Un motiv")
    assert with_indicator(targets=(same,)).is_empty


def test_zero_is_not_nothing():
    (pair,) = with_indicator(baseline_value=Decimal(0)).elements
    assert field_changes(pair.indicators[0]) == [("baseline_value", None, Decimal(0))]


def test_rows_without_identity_are_matched_by_their_text():
    sections = tuple(d.SectionValue(heading=f"Partea {n}", body=f"Textul părții {n}.") for n in "ABC")
    old = dataclasses.replace(OLD, sections=sections)
    reworded = dataclasses.replace(sections[2], body="Alt text.")
    found = altered_document(old, sections=(sections[0], d.SectionValue(heading="Anexă"), reworded)).sections
    assert [(p.is_added, p.is_removed, field_changes(p)) for p in found] == [
        (False, True, [("heading", "Partea B", None), ("body", "Textul părții B.", None)]),
        (True, False, [("heading", None, "Anexă")]),
        (False, False, [("body", "Textul părții C.", "Alt text.")]),
    ]


def test_a_section_that_moved_is_moved_also_when_it_was_reworded():
    sections = tuple(d.SectionValue(heading=f"Partea {n}", body=f"Textul părții {n}.") for n in "ABC")
    old = dataclasses.replace(OLD, sections=sections)
    a, b, c = sections
    assert [(p.new, p.is_moved, field_changes(p)) for p in altered_document(old, sections=(b, c, a)).sections] == [
        (a, True, [])
    ]
    reworded = dataclasses.replace(a, body="Alt text.")
    assert [
        (p.new, p.is_moved, field_changes(p)) for p in altered_document(old, sections=(b, c, reworded)).sections
    ] == [(reworded, True, [("body", "Textul părții A.", "Alt text.")])]


def test_what_a_level_is_how_its_codes_look_and_where_it_stands_are_compared():
    changed_level = dataclasses.replace(LEVELS[1], kind="action", code_format="Acțiunea {code}:", parent=None)
    found = altered_document(OLD, levels=(LEVELS[0], changed_level)).levels
    assert [field_changes(pair) for pair in found] == [
        [
            ("kind", LEVELS[1].kind, "action"),
            ("code_format", LEVELS[1].code_format, "Acțiunea {code}:"),
            ("parent", LEVELS[0].name, None),
        ]
    ]


def test_a_section_that_shows_another_level_says_which():
    old = dataclasses.replace(
        OLD, sections=(d.SectionValue(heading="Tabel", block="elements", level=LEVELS[0].prefix),)
    )
    shown = d.SectionValue(heading="Tabel", block="elements", level=LEVELS[1].prefix)
    (pair,) = altered_document(old, sections=(shown,)).sections
    assert field_changes(pair) == [("level", LEVELS[0].name, LEVELS[1].name)]


def test_levels_budget_signatories_acts_and_the_plan_itself_are_compared():
    line = d.BudgetLineValue(label="Total", year=2026, amount=Decimal(10), unit="lei", share=None, is_total=True)
    act = d.ActValue(kind="hcj", issuer=OWNER, title="HCJ nr. 1", number="1")
    signatory = d.SignatoryValue(preamble="", office="Președinte", name="")
    old = dataclasses.replace(OLD, budget=(line,), acts=(act,), signatories=(signatory,))
    found = altered_document(
        old,
        subtitle="Subtitlu",
        levels=(dataclasses.replace(LEVELS[0], name="Țel"), LEVELS[1]),
        budget=(dataclasses.replace(line, amount=Decimal(20)),),
        acts=(),
        signatories=(dataclasses.replace(signatory, preamble="Semnează"),),
    )
    assert [(c.field, c.old, c.new) for c in found.plan] == [("subtitle", None, "Subtitlu")]
    assert field_changes(found.levels[0]) == [("name", "Obiectiv", "Țel")]
    assert field_changes(found.budget[0]) == [("amount", Decimal(10), Decimal(20))]
    assert [pair.is_removed for pair in found.acts] == [True]
    assert field_changes(found.signatories[0]) == [("preamble", None, "Semnează")]


@st.composite
def documents(draw):
    """Documents of the same plan with some elements, in some order, with some words."""
    kept = draw(st.permutations(range(6)))[: draw(st.integers(0, 6))]
    roots = (element("o", "1"), element("o", "2"))
    below = tuple(
        element("m", str(n), draw(st.sampled_from(["o-1", "o-2"])), title=draw(st.sampled_from(["Unu", "Doi"])))
        for n in kept
    )
    return dataclasses.replace(OLD, elements=roots + below, indicators=())


@given(documents(), documents())
@settings(max_examples=100, deadline=None)
def test_what_one_way_adds_the_other_way_removes_and_nothing_else_is_told(old, new):
    assert compare(old, old).is_empty
    there, back = compare(old, new), compare(new, old)
    assert {p.new.uid for p in there.elements if p.is_added} == new.by_uid.keys() - old.by_uid.keys()
    assert {p.new.uid for p in there.elements if p.is_added} == {p.old.uid for p in back.elements if p.is_removed}
    assert all(change.old != change.new for pair in there.elements for change in pair.fields)
    moved = {p.new.uid for p in there.elements if p.is_moved}
    assert moved == {u for u in old.by_uid.keys() & new.by_uid.keys() if old.by_uid[u].parent != new.by_uid[u].parent}


@given(st.permutations(range(8)))
@settings(max_examples=100, deadline=None)
def test_what_did_not_move_kept_its_order(order):
    moved = sequences.moved_items(range(8), order)
    kept = [item for item in order if item not in moved]
    assert kept == sorted(kept)
