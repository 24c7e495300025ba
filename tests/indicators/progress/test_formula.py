"""The published rule, case by case: the status, the way gone and the whole sentence."""

import dataclasses
import datetime
from decimal import Decimal

import pytest

from indicators.progress.formula import formula_result, start_value
from indicators.progress.periods import periods
from indicators.progress.vocabulary import STATUS_NAMES, Status
from tests.indicators.progress.cases import (
    AFTER,
    DAYS,
    END,
    MIDDLE,
    QUARTERS,
    decimal,
    from_nine,
    indicator,
    milestone,
    quarter,
    quarters,
    report,
    share,
    target,
    year,
)
from tests.indicators.progress.formula_cases import CASES


@pytest.mark.parametrize(
    ("definition", "promise", "reports", "today", "status", "ratio", "sentence"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_the_rule_says(definition, promise, reports, today, status, ratio, sentence):
    said = formula_result(definition, promise, reports, today)
    assert (said.status, said.ratio, said.explanation.replace("\u00a0", " ")) == (status, decimal(ratio), sentence)


def test_the_value_is_what_was_accepted_so_far():
    reports = [*quarters(1, 2), quarter(3, state="submitted"), quarter(4, state="due")]
    assert formula_result(indicator(), target("at_most", 5), reports, MIDDLE).value == Decimal(3)


def test_a_long_sum_says_how_many_values_it_has():
    two_years = (datetime.date(2025, 1, 1), datetime.date(2026, 12, 31))
    reports = [report(month, 1) for month in periods("monthly", *two_years)]
    said = formula_result(indicator(), target("at_most", 30, period=two_years), reports, AFTER)
    assert said.explanation.replace("\u00a0", " ") == (
        "Suma a 24 de valori = 24 de accidente față de ținta de cel mult 30 de accidente pentru 2025–2026: îndeplinit."
    )


def test_every_status_has_its_name():
    assert set(STATUS_NAMES) == set(Status)


def patrols(**fields):
    """A count that adds up and should rise."""
    return indicator(**{"direction": "increase", "unit": "patrule", **fields})


def said(definition, promise, reports, today=AFTER):
    found = formula_result(definition, promise, reports, today)
    return found.status, found.ratio


def status(*case):
    return said(*case)[0]


def test_a_sum_that_exactly_reaches_at_least_is_met_at_once():
    assert said(patrols(), target("at_least", 6), quarters(2, 4), MIDDLE) == (Status.MET, 1)


def test_a_sum_one_short_of_at_least_is_not_met_at_once():
    assert status(patrols(), target("at_least", 7), quarters(2, 4), MIDDLE) == Status.NOT_YET_DUE


def test_a_sum_that_exactly_reaches_at_most_may_still_be_met():
    assert status(indicator(), target("at_most", 6), quarters(2, 4), MIDDLE) == Status.NOT_YET_DUE


def test_a_sum_beyond_an_exact_target_has_left_it_for_good():
    assert status(indicator(direction="maintain"), target("exact", 5), quarters(2, 4), MIDDLE) == Status.NOT_MET


def test_a_sum_at_an_exact_target_may_still_leave_it():
    assert status(indicator(direction="maintain"), target("exact", 6), quarters(2, 4), MIDDLE) == Status.NOT_YET_DUE


def test_a_sum_beyond_a_range_has_left_it_for_good():
    assert status(indicator(direction="range"), target("range", 3, 5), quarters(2, 4), MIDDLE) == Status.NOT_MET


def test_a_sum_inside_a_range_may_still_leave_it():
    assert status(indicator(direction="range"), target("range", 3, 6), quarters(2, 4), MIDDLE) == Status.NOT_YET_DUE


def test_a_negative_part_keeps_a_sum_from_being_met_at_once():
    assert status(patrols(), target("at_least", 5), quarters(7, -1), MIDDLE) == Status.NOT_YET_DUE


def test_a_negative_part_keeps_a_sum_from_being_missed_for_good():
    assert status(indicator(), target("at_most", 5), quarters(7, -1), MIDDLE) == Status.NOT_YET_DUE


def test_a_part_of_zero_keeps_no_sum_from_being_settled():
    assert status(patrols(), target("at_least", 5), quarters(0, 5), MIDDLE) == Status.MET


def test_a_sum_of_ratios_is_never_settled_before_the_end():
    shares = quarters(1, 1, over=1)
    assert status(share(), target("at_least", 60), shares, MIDDLE) == Status.NOT_YET_DUE


def test_where_the_plan_does_not_say_a_value_is_never_settled_before_the_end():
    last = [quarter(4, 9)]
    assert status(patrols(accumulation=""), target("at_least", 5), last, END) == Status.NOT_YET_DUE


def test_the_day_after_the_end_is_no_longer_before_it():
    assert status(indicator(), target("at_most", 5), quarters(1, 1, 1, 1), END + DAYS) == Status.MET


def test_a_settled_sum_says_before_the_end_only_until_the_last_day():
    sentences = [
        formula_result(patrols(), target("at_least", 2), quarters(1, 1, 1, 1), day).explanation.split(": ")[-1]
        for day in (END, END + DAYS)
    ]
    assert sentences == ["îndeplinit înainte de sfârșitul perioadei.", "îndeplinit."]


def test_half_the_way_is_partly_met_and_a_little_less_is_not():
    found = [said(from_nine(), target("at_most", 5), [year(value)]) for value in ("7", "7.004")]
    assert found == [(Status.PARTLY, decimal("0.5")), (Status.NOT_MET, decimal("0.499"))]


def test_both_ends_of_a_range_are_inside():
    assert [status(indicator(direction="range"), target("range", 3, 5), [year(n)]) for n in (2, 3, 5, 6)] == [
        Status.NOT_MET,
        Status.MET,
        Status.MET,
        Status.NOT_MET,
    ]


def test_exact_is_exact_on_both_sides():
    kept = indicator(direction="maintain")
    assert [status(kept, target("exact", 5), [year(n)]) for n in ("4.99", "5", "5.01")] == [
        Status.NOT_MET,
        Status.MET,
        Status.NOT_MET,
    ]


def test_the_way_to_at_least_zero_has_no_beginning_of_its_own():
    assert said(patrols(), target("at_least", 0), [year(-1)]) == (Status.NOT_MET, None)


def test_the_way_to_at_most_has_no_beginning_of_its_own():
    assert said(indicator(), target("at_most", 4), [year(5)]) == (Status.NOT_MET, None)


def test_a_baseline_of_zero_is_a_beginning():
    assert said(indicator(direction="maintain", baseline_value=0), target("exact", 4), [year(3)]) == (
        Status.PARTLY,
        decimal("0.75"),
    )


def test_the_way_is_not_cut_at_nothing_or_at_all_of_it():
    assert [said(from_nine(), target("at_most", 5), [year(n)])[1] for n in (13, 0)] == [-1, decimal("2.25")]


def test_the_way_to_a_range_may_lead_away_from_it():
    assert said(from_nine(direction="range"), target("range", 3, 5), [year(13)]) == (Status.NOT_MET, -1)


@pytest.mark.parametrize("nature", ["qualitative", "reference"])
def test_what_people_judge_no_formula_judges(nature):
    assert status(indicator(nature=nature), target("at_most", 5), [year(4)]) == Status.CANNOT_BE_JUDGED


def test_at_most_of_what_should_rise_is_for_people():
    assert status(patrols(), target("at_most", 5), [year(4)]) == Status.CANNOT_BE_JUDGED


def test_at_least_of_what_should_stay_or_says_nothing_is_judged():
    found = [status(indicator(direction=one), target("at_least", 5), [year(5)]) for one in ("maintain", "")]
    assert found == [Status.MET, Status.MET]


def test_a_milestone_promised_as_two_is_for_people():
    assert status(milestone(), target("exact", 2), [year(1)]) == Status.CANNOT_BE_JUDGED


def test_a_milestone_promised_as_at_least_one_is_judged():
    assert status(milestone(), target("at_least", 1), [year(1)]) == Status.MET


def test_a_report_waits_until_its_day_and_is_late_the_day_after():
    due = [year(state="due")]
    day = due[0].due_on
    assert [status(indicator(), target("at_most", 5), due, one) for one in (day, day + DAYS)] == [
        Status.NOT_YET_DUE,
        Status.NOT_REPORTED,
    ]


def test_of_two_reports_at_the_end_what_was_sent_is_awaited_before_what_is_due():
    reports = [quarter(4, state="due"), year(state="submitted")]
    found = formula_result(indicator(), target("at_most", 5), reports, AFTER)
    assert (found.status, found.explanation.split(",")[0]) == (Status.IN_REVIEW, "Raportat pentru 2026")


def test_without_a_target_the_status_waits_until_the_last_report_is_late():
    due = [quarter(1, state="due")]
    day = due[0].due_on
    assert [status(indicator(), None, due, one) for one in (day, day + DAYS)] == [
        Status.NOT_YET_DUE,
        Status.NOT_REPORTED,
    ]


def test_a_target_to_be_set_looks_only_at_the_reports_of_its_period():
    second = target("to_be_set", period=QUARTERS[2])
    assert formula_result(indicator(), second, quarters(1, 2, 3), AFTER).value == 2


def test_without_a_target_the_value_is_the_newest_accepted_one():
    reports = [*quarters(1, 2), quarter(3, state="submitted")]
    assert formula_result(indicator(), None, reports, MIDDLE).value == 2


def test_context_has_the_value_and_no_way():
    found = formula_result(indicator(direction="context_only"), None, quarters(1, 2), MIDDLE)
    assert (found.status, found.value, found.ratio) == (Status.CONTEXT, 2, None)


def test_a_sum_that_lacks_a_period_is_not_judged_even_where_it_is_enough_for_at_most():
    reports = [quarter(1, 1), quarter(2, 1), quarter(4, 1)]
    assert status(indicator(), target("at_most", 5), reports) == Status.CANNOT_BE_JUDGED


def test_a_sum_waits_for_a_report_inside_that_is_not_late_yet():
    late_one = report(QUARTERS[3], state="due")
    reports = [quarter(1, 1), quarter(2, 1), dataclasses.replace(late_one, due_on=AFTER), quarter(4, 1)]
    assert [status(indicator(), target("at_most", 5), reports, day) for day in (AFTER, AFTER + DAYS)] == [
        Status.NOT_YET_DUE,
        Status.CANNOT_BE_JUDGED,
    ]


def test_a_milestone_promised_as_at_most_one_is_for_people():
    assert status(milestone(), target("at_most", 1), [year(1)]) == Status.CANNOT_BE_JUDGED


def test_none_of_the_way_has_no_sign():
    assert str(said(from_nine(), target("at_most", 5), [year(9)])[1]) == "0"


def test_the_way_to_a_milestone_starts_from_nothing_whatever_its_baseline():
    assert start_value(milestone(baseline_value=1), (Decimal(1), None)) == 0


def test_the_way_to_at_least_one_starts_from_zero():
    assert said(patrols(), target("at_least", 1), [year("0.5")]) == (Status.PARTLY, decimal("0.5"))


def test_the_way_to_at_least_nothing_or_less_has_no_start():
    assert [start_value(patrols(), (Decimal(least), None)) for least in (0, -2)] == [None, None]


def test_a_sum_below_an_exact_target_may_still_reach_it():
    assert status(indicator(direction="maintain"), target("exact", 9), quarters(1, 1), MIDDLE) == Status.NOT_YET_DUE


def test_a_report_on_the_whole_period_makes_the_last_quarter_unneeded():
    assert status(indicator(), target("at_most", 9), [quarter(4, state="due"), year(9)]) == Status.MET


def test_the_last_report_that_did_not_come_is_said_before_one_in_review():
    reports = [*quarters(1, 1), quarter(3, state="submitted"), quarter(4, state="due")]
    assert status(indicator(), target("at_most", 9), reports) == Status.NOT_REPORTED


def test_without_a_target_the_newest_report_in_review_is_named():
    found = formula_result(indicator(), None, quarters(None, None, state="submitted"), MIDDLE)
    assert found.explanation.split(",")[0] == "Raportat pentru trimestrul II 2026"
