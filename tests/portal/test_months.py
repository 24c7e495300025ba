"""Days some months later."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.months import months_later

dates = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2024, 2, 29), 1, (2024, 3, 31)),
        ((2023, 11, 30), 3, (2024, 2, 29)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2024, 5, 15), 12, (2025, 5, 15)),
        ((2024, 1, 30), 1, (2024, 2, 29)),
        ((2024, 12, 31), -13, (2023, 11, 30)),
    ],
)
def test_the_end_of_a_month_leads_to_the_end_of_a_month(day, months, later):
    assert months_later(datetime.date(*day), months) == datetime.date(*later)


@given(dates, st.integers(-240, 240))
def test_months_there_and_back_lead_to_the_same_month(day, months):
    back = months_later(months_later(day, months), -months)
    assert (back.year, back.month) == (day.year, day.month)
