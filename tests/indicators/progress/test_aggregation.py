"""The one number that reports make together: what adds up, what is left out, and why there is none."""

import datetime
from decimal import Decimal

import pytest

from indicators.progress.aggregation import (
    accepted_without_overlap,
    aggregate,
    covering_target,
    has_pair,
    measured_value,
    quotient,
    reports_within,
)
from plans.document.units import unit_of
from tests.indicators.progress.cases import (
    DAYS,
    QUARTERS,
    YEAR,
    indicator,
    milestone,
    quarter,
    quarters,
    report,
    share,
    target,
    year,
)

HALF = (datetime.date(2026, 1, 1), datetime.date(2026, 6, 30))
WHOLE = target("at_most", 5)


def reading(definition, *reports, promise=WHOLE):
    return aggregate(definition, promise, reports)


@pytest.mark.parametrize("unit", ["%", "procent", "procente", "la sută", "Procente", " % "])
def test_every_word_for_per_cent_is_its_sign(unit):
    assert unit_of(indicator(unit=unit)) == "%"


def test_what_is_a_percentage_or_a_change_has_the_sign_without_saying_so():
    assert [unit_of(indicator(nature=nature, unit="")) for nature in ("percent", "change", "ratio", "count")] == [
        "%",
        "%",
        "",
        "",
    ]


def test_a_percentage_may_have_another_unit():
    assert unit_of(indicator(nature="percent", unit="‰")) == "‰"


@pytest.mark.parametrize("unit", ["nr", "nr.", "număr", "Nr."])
def test_a_number_of_nothing_in_particular_has_no_unit(unit):
    assert unit_of(indicator(unit=unit)) == ""


def test_the_shortest_target_that_holds_a_report_covers_it():
    targets = [WHOLE, target("at_most", 1, period=QUARTERS[1]), target("at_most", 2, period=HALF)]
    assert [covering_target(targets, quarter(number)).value for number in (1, 2, 3)] == [1, 2, 5]


def test_a_target_of_part_of_a_report_does_not_cover_it():
    assert covering_target([target("at_most", 1, period=QUARTERS[1])], report(HALF)) is None


def test_no_data_is_not_zero():
    assert measured_value(indicator(), year(no_data_reason="Nu s-a măsurat.")) is None


def test_a_pair_counts_before_the_value():
    assert measured_value(share(), year(1, over=4)) == 25


def test_a_share_without_its_numbers_is_the_value_that_was_written():
    assert measured_value(share(), year("12.5")) == Decimal("12.5")


@pytest.mark.parametrize(("nature", "has_one"), [("ratio", 1), ("percent", 1), ("change", 1), ("count", 0)])
def test_only_ratios_percentages_and_changes_have_a_pair(nature, has_one):
    assert has_pair(indicator(nature=nature), year(1, over=4)) is bool(has_one)


def test_half_a_pair_is_none():
    assert [has_pair(share(), year(numerator=Decimal(1))), has_pair(share(), year(denominator=Decimal(1)))] == [
        False,
        False,
    ]


def test_a_pair_of_zeros_is_a_pair():
    assert has_pair(share(), year(0, over=0)) is True


def test_over_zero_there_is_no_number():
    assert [quotient(indicator(nature=one), Decimal(3), Decimal(0)) for one in ("ratio", "percent", "change")] == [
        None,
        None,
        None,
    ]


def test_a_change_is_how_far_the_number_stands_from_the_one_before():
    assert quotient(indicator(nature="change", unit=""), Decimal(88), Decimal(100)) == -12


def test_a_percentage_is_of_a_hundred_whatever_its_unit():
    assert quotient(indicator(nature="percent", unit="puncte"), Decimal(1), Decimal(4)) == 25


def test_a_ratio_is_of_a_hundred_where_its_unit_says_so():
    units = ("%", "% din cazuri", "agenți")
    assert [quotient(share(unit=unit), Decimal(1), Decimal(4)) for unit in units] == [25, 25, Decimal("0.25")]


def test_reports_that_touch_both_ends_of_a_period_lie_inside():
    assert reports_within(quarters(1, 2), *HALF) == tuple(quarters(1, 2))


def test_reports_that_reach_out_of_a_period_do_not():
    assert reports_within([year(1), quarter(3, 1)], *HALF) == ()


def test_of_two_on_the_same_days_the_accepted_one_counts_in_any_order():
    due, accepted = quarter(1, state="due"), quarter(1, 3)
    assert [reports_within(pair, *YEAR) for pair in ((due, accepted), (accepted, due))] == [(accepted,), (accepted,)]


def test_of_two_on_the_same_days_what_was_sent_stands_before_what_is_due():
    due, submitted = quarter(1, state="due"), quarter(1, state="submitted")
    assert reports_within([due, submitted], *YEAR) == (submitted,)


def test_reports_come_the_oldest_first():
    assert reports_within(reversed(quarters(1, 2, 3)), *YEAR) == tuple(quarters(1, 2, 3))


def test_a_report_inside_a_longer_one_does_not_count():
    longer = report(HALF, 5)
    assert accepted_without_overlap([*quarters(1, 2, 3), longer]) == (longer, quarter(3, 3))


def test_a_longer_report_that_is_not_accepted_takes_no_place():
    assert accepted_without_overlap([*quarters(1, 2), report(HALF, state="submitted")]) == tuple(quarters(1, 2))


def test_without_an_accepted_report_the_whole_period_is_missing():
    found = reading(indicator(), quarter(1, state="submitted"))
    assert (found.value, found.obstacle, found.gaps) == (None, "missing", (YEAR,))


def test_a_milestone_reached_in_any_report_is_reached():
    found = reading(milestone(), *quarters(0, 1, 0))
    assert (found.value, found.about) == (1, quarter(2, 1))


def test_a_milestone_not_reached_is_as_the_newest_report_says():
    assert reading(milestone(), *quarters(0, 0)).about == quarter(2, 0)


def test_a_report_on_the_whole_period_stands_alone():
    found = reading(indicator(), year(9))
    assert (found.value, found.parts, found.gaps) == (9, (year(9),), ())


def test_values_that_add_up_are_added():
    found = reading(indicator(), *quarters(1, 2, 0, 4))
    assert (found.value, found.parts, found.gaps) == (7, tuple(quarters(1, 2, 0, 4)), ())


def test_a_sum_names_the_days_it_lacks_in_the_middle():
    assert reading(indicator(), quarter(1, 1), quarter(4, 2)).gaps == ((QUARTERS[2][0], QUARTERS[3][1]),)


def test_a_sum_names_the_days_it_lacks_at_both_ends():
    assert reading(indicator(), quarter(2, 1), quarter(3, 2)).gaps == (QUARTERS[1], QUARTERS[4])


def test_a_sum_lacks_even_a_single_day():
    almost = (YEAR[0], YEAR[1] - DAYS)
    assert reading(indicator(), report(almost, 1)).gaps == ((YEAR[1], YEAR[1]),)


def test_a_quarter_without_data_is_a_gap_and_not_zero():
    silent = quarter(2, no_data_reason="Nu s-a măsurat.")
    found = reading(indicator(), quarter(1, 3), silent)
    assert (found.value, found.gaps[0], found.about) == (3, (QUARTERS[2][0], YEAR[1]), silent)


def test_a_sum_of_nothing_but_silence_has_no_value():
    found = reading(indicator(), quarter(1, no_data_reason="Nu s-a măsurat."), quarter(2, text="Bine."))
    assert (found.value, found.obstacle) == (None, "no_data")


def test_a_sum_of_words_has_no_value():
    assert reading(indicator(), *quarters(None, None, text="Bine.")).obstacle == "words"


def test_ratios_add_up_by_their_numbers():
    found = reading(share(), quarter(1, 1, over=1), quarter(2, 1, over=9))
    assert found.value == 20


def test_a_quarter_of_zero_over_zero_adds_nothing():
    assert reading(share(), quarter(1, 1, over=2), quarter(2, 0, over=0)).value == 50


def test_ratios_over_nothing_at_all_have_no_value():
    found = reading(share(), quarter(1, 0, over=0), quarter(2, 0, over=0))
    assert (found.value, found.obstacle, found.about) == (None, "zero_denominator", quarter(2, 0, over=0))


def test_percentages_are_never_added():
    found = reading(share(), *quarters(10, 20))
    assert (found.value, found.obstacle) == (None, "percentages")


def test_a_percentage_beside_a_pair_is_not_added_either():
    assert reading(share(), quarter(1, 1, over=2), quarter(2, 20)).obstacle == "percentages"


def test_a_single_percentage_is_itself():
    assert reading(share(), quarter(1, 10)).value == 10


def test_where_the_newest_counts_it_counts_alone():
    found = reading(indicator(accumulation="latest"), *quarters(5, 7))
    assert (found.value, found.parts) == (7, (quarter(2, 7),))


def test_where_the_plan_does_not_say_one_report_at_the_end_counts():
    assert reading(indicator(accumulation=""), quarter(4, 7)).value == 7


def test_where_the_plan_does_not_say_one_report_before_the_end_does_not_count():
    found = reading(indicator(accumulation=""), quarter(3, 7))
    assert (found.value, found.obstacle, found.about) == (None, "accumulation", quarter(3, 7))


def test_where_the_plan_does_not_say_a_second_report_even_if_due_takes_the_count_away():
    assert reading(indicator(accumulation=""), quarter(3, state="due"), quarter(4, 7)).obstacle == "accumulation"


def test_the_newest_may_say_that_there_are_no_data():
    silent = quarter(2, no_data_reason="Nu s-a măsurat.")
    found = reading(indicator(accumulation="latest"), quarter(1, 5), silent)
    assert (found.value, found.obstacle, found.about) == (None, "no_data", silent)


def test_the_newest_may_be_over_zero():
    assert reading(share(accumulation="latest"), quarter(1, 3, over=0)).obstacle == "zero_denominator"


def test_the_newest_may_be_words():
    assert reading(indicator(accumulation="latest"), quarter(1, text="Bine.")).obstacle == "words"


def test_a_target_that_begins_within_a_report_does_not_cover_it():
    assert covering_target([target("at_most", 1, period=QUARTERS[2])], report(HALF)) is None


def test_a_report_that_begins_before_a_period_does_not_lie_inside():
    assert reports_within([report(HALF, 1)], *QUARTERS[2]) == ()


def test_a_report_inside_the_longer_one_before_it_does_not_count():
    second_half = (QUARTERS[3][0], QUARTERS[4][1])
    records = [quarter(1, 1), report(second_half, 5), quarter(3, 2)]
    assert accepted_without_overlap(records) == (quarter(1, 1), report(second_half, 5))


def test_a_milestone_of_which_nothing_is_known_is_not_reached():
    silent = quarter(1, no_data_reason="Nu s-a măsurat.")
    assert reading(milestone(), silent, quarter(2, 1)).about == quarter(2, 1)


def test_a_report_on_the_whole_period_counts_though_the_plan_does_not_say_and_others_are_due():
    assert reading(indicator(accumulation=""), quarter(1, state="due"), year(9)).value == 9


def test_why_there_is_no_sum_is_said_of_the_newest_report():
    assert reading(share(), *quarters(10, 20, 30)).about == quarter(3, 30)
