import datetime

import pytest

from cluj_plans.backups.retention import surplus

NOW = datetime.datetime(2026, 11, 28, 3, 15, tzinfo=datetime.UTC)


def before(**distance):
    return NOW - datetime.timedelta(**distance)


def kept(moments, proven=()):
    return sorted(set(moments) - surplus(moments, proven), reverse=True)


def test_of_three_years_of_nights_remain_seven_days_five_weeks_twelve_months():
    nights = [before(days=number) for number in range(3 * 365)]
    expected = nights[:7]
    # The newest of each week is its Sunday night, the newest of each month its last.
    expected += [datetime.datetime(2026, 11, day, 3, 15, tzinfo=datetime.UTC) for day in (15, 8, 1)]
    months = [(2026, 10, 31), (2026, 9, 30), (2026, 8, 31), (2026, 7, 31), (2026, 6, 30), (2026, 5, 31), (2026, 4, 30)]
    months += [(2026, 3, 31), (2026, 2, 28), (2026, 1, 31), (2025, 12, 31)]
    expected += [datetime.datetime(*day, 3, 15, tzinfo=datetime.UTC) for day in months]
    assert kept(nights) == expected


def test_of_one_day_the_newest_remains():
    assert kept([NOW, before(hours=1), before(hours=2)]) == [NOW]


def test_where_backups_stopped_none_of_those_goes():
    old = [before(days=400 + number) for number in range(7)]
    assert kept(old) == old


@pytest.mark.parametrize("last", [True, False])
def test_the_last_one_that_was_restored_remains(last):
    proven, older = before(minutes=5), before(minutes=6)
    assert kept([NOW, proven, older], proven=[older, proven] if last else []) == [NOW, *([proven] if last else [])]
