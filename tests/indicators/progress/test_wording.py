"""How numbers, sums, targets and periods are said."""

import datetime
from decimal import Decimal

import pytest

from indicators.progress.wording import (
    MAX_TERMS,
    arithmetic,
    baseline_phrase,
    clean_clause,
    period_phrase,
    rounded_number,
    sum_text,
    target_phrase,
    value_with_unit,
)
from tests.indicators.progress.cases import QUARTERS, indicator, milestone, quarters, share, target, year


def plain(text):
    return text.replace("\u00a0", " ")


def test_a_number_is_rounded_half_up_to_two_decimals():
    assert [rounded_number(Decimal(text)) for text in ("1.005", "2.344", "3")] == ["1,01", "2,34", "3"]


def test_a_rounded_number_is_never_zero_unless_it_is():
    assert [rounded_number(Decimal(text)) for text in ("0.0004", "-0.0004", "0")] == ["0,0004", "-0,0004", "0"]


def test_a_number_rounded_stays_on_its_side_of_another():
    other = Decimal("66.67")
    assert [rounded_number(Decimal(text), other) for text in ("66.6699", "66.6701", "66.67")] == [
        "66,6699",
        "66,6701",
        "66,67",
    ]


def test_a_number_is_compared_with_each_of_the_others_and_none_is_no_other():
    assert rounded_number(Decimal("1.996"), None, Decimal(1), Decimal(2)) == "1,996"


def test_a_number_may_be_rounded_to_whole():
    assert [rounded_number(Decimal("74.5"), places=0), rounded_number(Decimal("0.3"), places=0)] == ["75", "0,3"]


def test_a_zero_below_nothing_has_no_sign():
    assert rounded_number(Decimal("-0.00")) == "0"


def test_a_year_and_a_named_period_stand_as_they_are():
    assert [period_phrase(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)), period_phrase(*QUARTERS[2])] == [
        "2026",
        "trimestrul II 2026",
    ]


def test_years_that_follow_each_other_stand_as_they_are():
    assert period_phrase(datetime.date(2025, 1, 1), datetime.date(2026, 12, 31)) == "2025–2026"


def test_a_period_of_days_is_called_one():
    assert period_phrase(datetime.date(2026, 2, 5), datetime.date(2026, 3, 1)) == (
        "perioada 5 februarie 2026 – 1 martie 2026"
    )


def test_a_reported_value_keeps_all_its_decimals():
    assert plain(value_with_unit(indicator(), Decimal("1.23456"), False)) == "1,23456 accidente"


def test_a_computed_value_is_rounded():
    assert plain(value_with_unit(indicator(), Decimal("1.23456"), True)) == "1,23 accidente"


def test_only_a_growth_has_a_plus():
    change = indicator(nature="change", unit="")
    said = [value_with_unit(change, Decimal(number), False) for number in (4, 0, -4)]
    assert (said, value_with_unit(share(), Decimal(4), False)) == (["+4%", "0%", "-4%"], "4%")


def test_one_report_says_its_number():
    assert plain(arithmetic(indicator(), (year(4),), Decimal(4))) == "4 accidente"


def test_several_reports_say_what_was_added():
    assert plain(arithmetic(indicator(), tuple(quarters(1, 3)), Decimal(4))) == "1 + 3 = 4 accidente"


def test_a_part_is_out_of_the_whole():
    assert arithmetic(share(), (year(3, over=4),), Decimal(75)) == "3 din 4 = 75%"


def test_the_whole_is_still_out_of_the_whole():
    assert arithmetic(share(), (year(4, over=4),), Decimal(100)) == "4 din 4 = 100%"


def test_none_is_still_out_of_the_whole():
    assert arithmetic(share(), (year(0, over=4),), Decimal(0)) == "0 din 4 = 0%"


def test_more_than_the_whole_is_divided_by_it():
    assert arithmetic(share(), (year(5, over=4),), Decimal(125)) == "5 : 4 = 125%"


def test_less_than_nothing_is_divided_by_the_whole():
    assert arithmetic(share(), (year(-1, over=4),), Decimal(-25)) == "-1 : 4 = -25%"


def test_a_change_leads_from_the_old_number_to_the_new_one():
    change = indicator(nature="change", unit="")
    assert arithmetic(change, (year(88, over=100),), Decimal(-12)) == "de la 100 la 88 = -12%"


def test_a_value_among_pairs_is_said_as_a_value():
    assert arithmetic(share(), (year(75),), Decimal(75)) == "75%"


def test_a_negative_number_stands_in_brackets_except_at_the_beginning():
    assert sum_text([Decimal(-3), Decimal(4), Decimal(-1)]) == "-3 + 4 + (-1)"


def test_zero_stands_without_brackets():
    assert sum_text([Decimal(1), Decimal(0)]) == "1 + 0"


def test_a_sum_inside_another_stands_in_brackets_and_a_number_does_not():
    assert [sum_text([Decimal(3), Decimal(4)], inside=True), sum_text([Decimal(3)], inside=True)] == ["(3 + 4)", "3"]


def test_a_sum_of_twelve_is_written_out():
    assert sum_text([Decimal(1)] * MAX_TERMS) == " + ".join(["1"] * 12)


def test_a_sum_of_thirteen_says_how_many_they_are():
    assert plain(sum_text([Decimal(1)] * (MAX_TERMS + 1))) == "suma a 13 valori"


def said(definition, promise):
    return plain(target_phrase(definition, promise))


def test_a_target_without_number_or_words_is_only_a_target():
    assert said(indicator(), target("to_be_set")) == "ținta pentru 2026"


def test_a_target_in_words_is_quoted_without_its_full_stop():
    assert said(indicator(), target("text", text="Mai bine.")) == "ținta „Mai bine” pentru 2026"


def test_a_milestone_is_to_be_reached():
    assert [said(milestone(), target(kind, 1)) for kind in ("exact", "at_least")] == ["ținta de a fi atins în 2026"] * 2


def test_a_milestone_promised_as_a_number_is_said_as_one():
    assert [said(milestone(), target("exact", 2)), said(milestone(), target("at_most", 1))] == [
        "ținta de exact 2 pentru 2026",
        "ținta de cel mult 1 pentru 2026",
    ]


@pytest.mark.parametrize(
    ("kind", "words"), [("at_least", "de cel puțin"), ("at_most", "de cel mult"), ("exact", "de exact")]
)
def test_a_target_says_on_which_side_of_its_number(kind, words):
    assert said(indicator(), target(kind, 5)) == f"ținta {words} 5 accidente pentru 2026"


def test_a_range_says_a_noun_once_and_a_sign_twice():
    ranges = [said(one, target("range", 3, 5)) for one in (indicator(), share(), share(unit="‰"))]
    assert ranges == [
        "ținta cuprinsă între 3 și 5 accidente pentru 2026",
        "ținta cuprinsă între 3% și 5% pentru 2026",
        "ținta cuprinsă între 3‰ și 5‰ pentru 2026",
    ]


def test_no_baseline_is_not_said():
    assert baseline_phrase(indicator(baseline_period="2025")) == ""


def test_a_baseline_of_zero_is_said():
    assert baseline_phrase(indicator(baseline_value=0)) == " (referința: 0)"


def test_a_baseline_is_of_a_year_or_of_another_period():
    periods = ("2025", "semestrul I 2025", "20255")
    assert [baseline_phrase(indicator(baseline_value=9, baseline_period=period)) for period in periods] == [
        " (referința: 9 în 2025)",
        " (referința: 9, semestrul I 2025)",
        " (referința: 9, 20255)",
    ]


def test_a_baseline_has_a_sign_and_no_noun():
    assert [baseline_phrase(share(baseline_value=9)), baseline_phrase(indicator(baseline_value=9))] == [
        " (referința: 9%)",
        " (referința: 9)",
    ]


def test_a_clause_is_one_line_without_the_marks_that_end_it():
    assert clean_clause(" Două\n  rânduri; ") == "Două rânduri"
    assert clean_clause("Fără punct .;:,") == "Fără punct"


def test_a_growth_of_less_than_one_has_a_plus_too():
    assert value_with_unit(indicator(nature="change", unit=""), Decimal("0.5"), False) == "+0,5%"


def test_a_count_of_at_least_one_is_no_milestone():
    assert said(indicator(unit="dosare"), target("at_least", 1)) == "ținta de cel puțin 1 pentru 2026"


def test_a_sign_with_words_after_it_is_said_twice_in_a_range():
    assert said(share(unit="% din cazuri"), target("range", 3, 5)) == (
        "ținta cuprinsă între 3% din cazuri și 5% din cazuri pentru 2026"
    )


def test_a_reported_zero_below_nothing_has_no_sign():
    assert plain(value_with_unit(indicator(), Decimal("-0"), False)) == "0 accidente"
