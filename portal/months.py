"""Sums of days and months, and the time that plans are about."""

import calendar
import datetime

# No plan promises anything for days outside; the last day of the calendar has none after it to count with.
FIRST_DAY, LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)


def months_later(day: datetime.date, months: int) -> datetime.date:
    """Return the day some months later; the end of a month leads to the end of a month.

    >>> months_later(datetime.date(2023, 11, 30), 3), months_later(datetime.date(2024, 5, 15), -12)
    (datetime.date(2024, 2, 29), datetime.date(2023, 5, 15))
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    is_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return datetime.date(year, month, last if is_end else min(day.day, last))
