"""The value that next year's indicator starts from: it compares with what was promised, or there is none."""

import datetime
from decimal import Decimal

import pytest

from indicators.progress.starting_values import promised_periods, starting_value
from tests.indicators.progress.cases import (
    QUARTERS,
    YEAR,
    decimal,
    indicator,
    milestone,
    quarter,
    quarters,
    report,
    share,
    target,
    year,
)

BEFORE = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
TWO_YEARS = (BEFORE[0], YEAR[1])
NINE_MONTHS = (YEAR[0], QUARTERS[3][1])
YEARLY = (target("at_most", 300, period=BEFORE), target("at_most", 300))
SHARES = [quarter(1, 8, over=10), quarter(2, 9, over=10), quarter(3, 7, over=10)]


@pytest.mark.parametrize(
    ("definition", "records", "value", "days", "obstacle"),
    [
        (indicator(), quarters(101, 101, 101, 101), 404, YEAR, ""),
        (indicator(), quarters(101, 101, 101), None, None, "incomplete"),
        (indicator(), [quarter(1, 101), *(quarter(n, 101) for n in (3, 4))], None, None, "incomplete"),
        (indicator(), [*quarters(1, 2, 3), quarter(4, no_data_reason="Sistemul nu a mers.")], None, None, "incomplete"),
        (indicator(), [year(303)], 303, YEAR, ""),
        (indicator(), [], None, None, "missing"),
        (indicator(), quarters(101, state="submitted"), None, None, "missing"),
        (indicator(accumulation="latest"), quarters(4, 5), 5, QUARTERS[2], ""),
        (indicator(accumulation="latest"), quarters(4, 5, 6, 7), 7, YEAR, ""),
        (indicator(accumulation="latest"), [year(text="Bine")], None, None, "words"),
        (share(), SHARES, 80, NINE_MONTHS, ""),
        (share(), [SHARES[0], SHARES[2]], None, None, "incomplete"),
        (share(nature="percent"), [quarter(1, 80), quarter(2, 90)], None, None, "incomplete"),
        (indicator(accumulation=""), quarters(4, 5, 6, 7), 7, QUARTERS[4], ""),
        (indicator(accumulation="", targets=YEARLY[1:]), quarters(4, 5, 6, 7), None, None, "accumulation"),
        (indicator(accumulation="", targets=YEARLY[1:]), [year(9)], 9, YEAR, ""),
        (milestone(), [year(1)], None, None, "milestone"),
    ],
)
def test_the_value_compares_with_what_was_promised_or_there_is_none(definition, records, value, days, obstacle):
    found = starting_value(definition, records, YEAR)
    assert (found.value, found.days, found.obstacle) == (decimal(value), days, obstacle)


def test_of_a_plan_of_several_years_promised_year_by_year_it_is_the_newest_whole_year():
    definition, year_before = indicator(targets=YEARLY), report(BEFORE, 290)
    found = starting_value(definition, [year_before, *quarters(101, 101, 101)], TWO_YEARS)
    assert (found.value, found.days) == (Decimal(290), BEFORE)
    assert starting_value(indicator(), [year_before, *quarters(101, 101)], TWO_YEARS).obstacle == "incomplete"


def test_a_share_so_far_is_that_of_the_newest_promised_period_with_reports():
    yearly = (target("at_least", 90, period=BEFORE), target("at_least", 90))
    found = starting_value(share(targets=yearly), [report(BEFORE, 5, over=10), *SHARES], TWO_YEARS)
    assert (found.value, found.days) == (Decimal(50), BEFORE)


def test_of_promises_of_several_lengths_the_longest_count():
    definition = indicator(targets=(*YEARLY, target("at_most", 80, period=QUARTERS[4])))
    assert promised_periods(definition) == [YEAR, BEFORE]
    assert promised_periods(indicator()) == []
