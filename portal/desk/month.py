"""A month as a calendar shows it: weeks from Monday, each day with what falls on it."""

import calendar
import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portal.desk.entries import DeskItem
from portal.months import FIRST_DAY, LAST_DAY, months_later
from portal.romanian import MONTHS

WEEKDAYS = ("luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică")


@dataclass(frozen=True)
class CalendarDay:
    """A day of the month with what falls on it."""

    day: datetime.date
    weekday: str
    is_today: bool
    items: tuple[DeskItem, ...]


@dataclass(frozen=True)
class Month:
    """A month in weeks; a day outside it is None. The months beside it are the addresses of their pages, or empty."""

    name: str
    weeks: tuple[tuple[CalendarDay | None, ...], ...]
    before: str
    after: str
    is_empty: bool


def first_of_month(text: str, today: datetime.date) -> datetime.date:
    """Return the first day of the month that an address names (2026-11); of the current one where it names none.

    >>> first_of_month("2026-02", datetime.date(2026, 11, 28)), first_of_month("2026-13", datetime.date(2026, 11, 28))
    (datetime.date(2026, 2, 1), datetime.date(2026, 11, 1))
    """
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    day = datetime.date(int(found[1]), int(found[2]), 1) if found and found[1] > "0000" else None
    return day if day and FIRST_DAY <= day <= LAST_DAY else today.replace(day=1)


def month_of(first: datetime.date, items: Iterable[DeskItem], today: datetime.date) -> Month:
    """Return the month that begins on a day, with what falls in it."""
    on = defaultdict(list)
    for item in items:
        if item.entry.day:
            on[item.entry.day].append(item)

    def calendar_day(day: datetime.date) -> CalendarDay | None:
        is_within = day.month == first.month
        return CalendarDay(day, WEEKDAYS[day.weekday()], day == today, tuple(on[day])) if is_within else None

    weeks = tuple(
        tuple(map(calendar_day, week)) for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(
        name=f"{MONTHS[first.month - 1]} {first.year}",
        weeks=weeks,
        before=_address(months_later(first, -1)),
        after=_address(months_later(first, 1)),
        is_empty=not any(day and day.items for week in weeks for day in week),
    )


def _address(day: datetime.date) -> str:
    return f"{day:%Y-%m}" if FIRST_DAY <= day <= LAST_DAY else ""
