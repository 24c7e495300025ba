"""What a document says of an element or an indicator, thing by thing."""

import datetime
from decimal import Decimal

import pytest

from plans import document as d
from plans.render.facts import (
    DocumentFact,
    column_text,
    default_field_name,
    element_facts,
    indicator_facts,
    indicator_kind,
    target_text,
)
from tests.plans.render.plan_documents import OWNER, element, levels, plan

LEVELS = levels(("m", "Măsură", "Măsuri"), columns=(("responsible", "Cine"), ("riscuri", "Riscurile")))
OTHER = d.InstitutionValue(code="ipj", name="IPJ Cluj", short_name="IPJ")
YEAR = {"period_start": datetime.date(2026, 1, 1), "period_end": datetime.date(2026, 12, 31)}


def text_of(field, **fields):
    one = element("m", "1", **fields)
    return column_text(plan(levels=LEVELS, elements=(one,)), one, field)


def indicator(**fields):
    return d.IndicatorValue(
        **{"uid": "i", "element": None, "title": "T", "joiner": "", "nature": "count", "minimal": False, **fields}
    )


def promised(kind, value=None, upper=None, text="", unit="dosare", nature="count"):
    numbers = [None if number is None else Decimal(number) for number in (value, upper)]
    target = d.TargetValue(kind=kind, value=numbers[0], upper_value=numbers[1], text=text, **YEAR)
    return target_text(target, indicator(unit=unit, nature=nature)).replace("\u00a0", " ")


def facts(**fields):
    return [(fact.label, fact.text.replace("\u00a0", " ")) for fact in indicator_facts(indicator(**fields))]


def test_institutions_are_said_by_their_names():
    assert text_of("institutions", institutions=(OWNER, OTHER)) == "Consiliul Județean Cluj; IPJ Cluj"


def test_what_it_contributes_to_is_said_by_its_labels():
    links = tuple(d.ElementLink(uid=one, plan="p", address=one, label=one.upper()) for one in "ab")
    assert text_of("contributes_to", contributes_to=links) == "A; B"


def test_a_term_is_said_as_printed_though_its_date_is_known():
    assert text_of("completion_term", completion_term="anual", completion_due=datetime.date(2026, 3, 1)) == "anual"


def test_a_term_that_is_only_a_date_is_said_as_one():
    assert text_of("completion_term", completion_due=datetime.date(2026, 3, 1)) == "1 martie 2026"


def test_the_date_of_one_term_is_not_that_of_the_other():
    assert text_of("evaluation_term", completion_due=datetime.date(2026, 3, 1)) == ""


def test_a_column_of_the_plans_own_comes_from_what_else_is_said():
    assert [text_of("riscuri", extra={"riscuri": "mici"}), text_of("riscuri")] == ["mici", ""]


def test_indicators_are_said_as_printed_in_one_cell():
    one = element("m", "1")
    two = [indicator(element=one.uid, title="Numărul"), indicator(element=one.uid, title="gradul", joiner=" și ")]
    document = plan(levels=LEVELS, elements=(one,), indicators=tuple(two))
    assert column_text(document, one, "indicators") == "Numărul și gradul"


def said_of(one, **options):
    return element_facts(plan(levels=LEVELS, elements=(one,)), one, **options)


def test_the_columns_of_the_level_come_first_under_their_printed_names():
    one = element("m", "1", description="Pe larg", responsible="Direcția", extra={"riscuri": "mici", "alte_surse": "x"})
    assert said_of(one) == [
        DocumentFact("responsible", "Cine", "Direcția"),
        DocumentFact("riscuri", "Riscurile", "mici"),
        DocumentFact("description", "Descriere", "Pe larg"),
        DocumentFact("alte_surse", "Alte surse", "x"),
    ]


def test_what_is_empty_is_not_said():
    assert said_of(element("m", "1")) == []


def test_what_stands_elsewhere_is_not_said_again():
    one = element("m", "1", description="Pe larg", responsible="Direcția")
    assert [fact.field for fact in said_of(one, but={"description"})] == ["responsible"]


def test_a_field_without_a_heading_has_the_portals_name_or_its_own():
    assert [default_field_name("responsible"), default_field_name("surse_de_date")] == ["Responsabili", "Surse de date"]


@pytest.mark.parametrize(("minimal", "words"), [(False, "tip: număr"), (True, "indicator minimal, tip: număr")])
def test_a_minimal_indicator_says_so(minimal, words):
    assert indicator_kind(indicator(minimal=minimal)) == words


def test_an_unknown_nature_is_said_as_it_is():
    assert indicator_kind(indicator(nature="altceva")) == "tip: altceva"


def test_an_indicator_that_says_nothing_more_has_no_facts():
    assert facts() == []


def test_all_that_is_said_of_an_indicator_has_its_name_and_order():
    target = d.TargetValue(kind="at_most", value=Decimal(3), upper_value=None, text="", **YEAR)
    assert facts(
        definition="Cum se numără",
        unit="dosare",
        direction="decrease",
        baseline_value=Decimal(25),
        baseline_period="2025",
        baseline_source="raport",
        targets=(target,),
        verification_source="registru",
        frequency="yearly",
        institution=OTHER,
    ) == [
        ("Definiție", "Cum se numără"),
        ("Unitatea de măsură", "dosare"),
        ("Sensul bun", "scădere"),
        ("Valoarea de referință", "25 de dosare, 2025, raport"),
        ("Ținta pentru 2026", "cel mult 3 dosare"),
        ("Sursa de verificare", "registru"),
        ("Raportat", "anual"),
        ("Instituția care raportează", "IPJ Cluj"),
    ]


def test_a_baseline_of_zero_is_one():
    assert facts(baseline_value=Decimal(0)) == [("Valoarea de referință", "0")]


def test_a_baseline_without_a_number_still_has_its_period():
    assert facts(baseline_period="2025") == [("Valoarea de referință", "2025")]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("at_least", "cel puțin 5 dosare"), ("at_most", "cel mult 5 dosare"), ("exact", "exact 5 dosare")],
)
def test_a_target_says_on_which_side_of_its_number(kind, words):
    assert promised(kind, 5) == words


def test_a_range_says_both_numbers_and_the_unit_once():
    assert promised("range", 3, 25) == "între 3 și 25 de dosare"


def test_a_target_of_zero_is_one():
    assert promised("at_most", 0) == "cel mult 0 dosare"


def test_a_target_with_words_says_both():
    assert promised("at_least", 5, text="în fiecare lună") == "cel puțin 5 dosare, în fiecare lună"


def test_a_target_in_words_says_them_alone():
    assert promised("text", text="mai bine") == "mai bine"


def test_a_target_of_nothing_is_to_be_set():
    assert promised("to_be_set") == "de stabilit"


def test_a_milestone_of_one_is_to_be_done_and_another_is_a_number():
    said = [promised("exact", number, unit="", nature="milestone") for number in (1, 2)]
    assert said == ["realizat", "exact 2"]


@pytest.mark.parametrize(
    ("nature", "words"),
    [
        ("count", "număr"),
        ("ratio", "raport"),
        ("percent", "procent"),
        ("change", "evoluție față de altă perioadă"),
        ("milestone", "jalon (există sau nu)"),
        ("qualitative", "calitativ"),
        ("reference", "trimitere la alt document"),
    ],
)
def test_each_nature_has_its_words(nature, words):
    assert indicator_kind(indicator(nature=nature)) == f"tip: {words}"


def test_each_direction_has_its_words():
    said = [facts(direction=one)[0][1] for one in ("increase", "decrease", "maintain", "range", "context_only")]
    assert said == ["creștere", "scădere", "menținere", "într-un interval", "numai context, fără apreciere"]


def test_each_frequency_has_its_words():
    said = [facts(frequency=one)[0][1] for one in ("monthly", "quarterly", "half_yearly", "yearly")]
    assert said == ["lunar", "trimestrial", "semestrial", "anual"]


def test_one_of_something_is_a_number_and_no_milestone():
    assert promised("exact", 1, unit="") == "exact 1"


def test_a_milestone_without_a_number_is_said_by_its_words():
    assert promised("text", text="regulament aprobat", unit="", nature="milestone") == "regulament aprobat"


def test_a_milestone_of_zero_is_a_number():
    assert promised("exact", 0, unit="", nature="milestone") == "exact 0"
