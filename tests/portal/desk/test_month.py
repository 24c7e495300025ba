import datetime
from types import SimpleNamespace

import pytest

from portal.desk.month import first_of_month, month_of

pytestmark = pytest.mark.both

DAY = datetime.date


def on(day):
    return SimpleNamespace(entry=SimpleNamespace(day=day))


def test_weeks_begin_on_monday_and_days_of_other_months_are_left_out():
    falls, apart = on(DAY(2026, 11, 30)), on(DAY(2026, 12, 1))
    month = month_of(DAY(2026, 11, 1), [falls, apart, on(None)], DAY(2026, 11, 28))
    numbers = [[day and day.day.day for day in week] for week in month.weeks]
    assert (numbers[0], numbers[-1]) == ([None] * 6 + [1], [30] + [None] * 6)
    days = [day for week in month.weeks for day in week if day]
    assert [day.day for day in days if day.is_today] == [DAY(2026, 11, 28)]
    assert [(day.day, day.weekday, day.items) for day in days if day.items] == [(DAY(2026, 11, 30), "luni", (falls,))]
    assert (month.name, month.before, month.after, month.is_empty) == ("noiembrie 2026", "2026-10", "2026-12", False)


def test_the_calendar_ends_where_plans_do():
    first, last = (month_of(day, [], DAY(2026, 11, 28)) for day in (DAY(1990, 1, 1), DAY(2100, 12, 1)))
    assert (first.before, first.after, last.before, last.after) == ("", "1990-02", "2100-11", "")
    assert first.is_empty


def test_a_month_that_is_none_is_the_current_one():
    today = DAY(2026, 11, 28)
    asked = ("2026-02", "", "2026-2", "0000-01", "2026-00", "9999-12", "2026-02-01", "x")
    assert [first_of_month(text, today) for text in asked] == [DAY(2026, 2, 1)] + [DAY(2026, 11, 1)] * 7
