"""The calendar periods that reports are about, at their edges."""

import datetime

import pytest

from indicators.progress.periods import MONTHS_OF, code, frequency_of, name, periods, short_name
from portal.months import months_later


def day(year, month, number):
    return datetime.date(year, month, number)


def found(frequency, start, end):
    return [f"{first:%d.%m.%y}-{last:%d.%m.%y}" for first, last in periods(frequency, start, end)]


def test_a_year_has_four_quarters():
    assert found("quarterly", day(2024, 1, 1), day(2024, 12, 31)) == [
        "01.01.24-31.03.24",
        "01.04.24-30.06.24",
        "01.07.24-30.09.24",
        "01.10.24-31.12.24",
    ]


def test_a_leap_year_has_a_longer_february():
    assert found("monthly", day(2024, 2, 1), day(2024, 2, 29)) == ["01.02.24-29.02.24"]


def test_the_first_and_the_last_period_are_cut():
    assert found("quarterly", day(2024, 2, 15), day(2024, 5, 10)) == ["15.02.24-31.03.24", "01.04.24-10.05.24"]


def test_days_inside_one_period_make_one():
    assert found("yearly", day(2024, 3, 1), day(2024, 3, 1)) == ["01.03.24-01.03.24"]


def test_a_period_that_begins_on_the_last_day_is_there():
    assert found("half_yearly", day(2024, 1, 1), day(2024, 7, 1)) == ["01.01.24-30.06.24", "01.07.24-01.07.24"]


def test_years_follow_each_other():
    assert found("yearly", day(2023, 12, 31), day(2025, 1, 1)) == [
        "31.12.23-31.12.23",
        "01.01.24-31.12.24",
        "01.01.25-01.01.25",
    ]


@pytest.mark.parametrize(
    ("frequency", "later"),
    [
        ("monthly", (2024, 2, 15)),
        ("quarterly", (2024, 4, 15)),
        ("half_yearly", (2024, 7, 15)),
        ("yearly", (2025, 1, 15)),
    ],
)
def test_one_period_later_is_as_many_months_later(frequency, later):
    assert months_later(day(2024, 1, 15), MONTHS_OF[frequency]) == day(*later)


def test_the_end_of_a_month_leads_to_the_end_of_a_longer_one():
    assert months_later(day(2024, 2, 29), MONTHS_OF["monthly"]) == day(2024, 3, 31)


def test_the_end_of_a_month_leads_to_the_end_of_a_shorter_one():
    assert months_later(day(2024, 1, 31), MONTHS_OF["monthly"]) == day(2024, 2, 29)


def test_a_day_that_the_later_month_lacks_becomes_its_last():
    assert months_later(day(2024, 1, 30), MONTHS_OF["monthly"]) == day(2024, 2, 29)


def test_one_period_later_passes_into_the_next_year():
    assert months_later(day(2024, 12, 1), MONTHS_OF["monthly"]) == day(2025, 1, 1)


@pytest.mark.parametrize(
    ("start", "end", "frequency"),
    [
        ((2024, 2, 1), (2024, 2, 29), "monthly"),
        ((2024, 4, 1), (2024, 6, 30), "quarterly"),
        ((2024, 7, 1), (2024, 12, 31), "half_yearly"),
        ((2024, 1, 1), (2024, 12, 31), "yearly"),
        ((2024, 2, 1), (2024, 4, 30), ""),
        ((2024, 4, 1), (2024, 9, 30), ""),
        ((2024, 2, 2), (2024, 2, 29), ""),
        ((2024, 2, 1), (2024, 2, 28), ""),
        ((2024, 1, 1), (2025, 12, 31), ""),
        ((2023, 2, 1), (2024, 2, 29), ""),
    ],
)
def test_days_have_a_frequency_where_they_are_one_whole_period(start, end, frequency):
    assert frequency_of(day(*start), day(*end)) == frequency


NAMED = {
    "month": ((2024, 2, 1), (2024, 2, 29)),
    "quarter": ((2024, 10, 1), (2024, 12, 31)),
    "first quarter": ((2024, 1, 1), (2024, 3, 31)),
    "half": ((2024, 7, 1), (2024, 12, 31)),
    "first half": ((2024, 1, 1), (2024, 6, 30)),
    "year": ((2024, 1, 1), (2024, 12, 31)),
    "other": ((2024, 2, 5), (2024, 3, 1)),
}


def called(how):
    return [how(day(*start), day(*end)) for start, end in NAMED.values()]


def test_every_period_has_an_address():
    assert called(code) == [
        "2024-02",
        "2024-T4",
        "2024-T1",
        "2024-S2",
        "2024-S1",
        "2024",
        "2024-02-05--2024-03-01",
    ]


def test_every_period_has_a_name():
    assert called(name) == [
        "februarie 2024",
        "trimestrul IV 2024",
        "trimestrul I 2024",
        "semestrul II 2024",
        "semestrul I 2024",
        "2024",
        "5 februarie 2024 – 1 martie 2024",
    ]


def test_every_period_has_a_short_name():
    assert called(short_name) == [
        "feb 2024",
        "T4 2024",
        "T1 2024",
        "S2 2024",
        "S1 2024",
        "2024",
        "05.02.2024–01.03.2024",
    ]


def test_days_late_in_a_year_belong_to_its_last_quarter():
    assert found("quarterly", day(2024, 11, 15), day(2025, 1, 1)) == ["15.11.24-31.12.24", "01.01.25-01.01.25"]
