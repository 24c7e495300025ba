"""The calendar periods that reports are about: which there are, and what they are called."""

import calendar
import datetime
from collections.abc import Collection, Iterator

from django.utils.translation import gettext

from portal.romanian import month_name, period_until

MONTHS_OF = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
# Two days, both inclusive.
Period = tuple[datetime.date, datetime.date]
ROMAN = ("I", "II", "III", "IV")


def periods(frequency: str, start: datetime.date, end: datetime.date) -> Iterator[Period]:
    """Yield the calendar periods of a frequency between two days, the first and the last cut to these days.

    >>> found = periods("half_yearly", datetime.date(2024, 3, 1), datetime.date(2024, 12, 31))
    >>> [f"{start:%d.%m}-{end:%d.%m}" for start, end in found]
    ['01.03-30.06', '01.07-31.12']
    """
    length = MONTHS_OF[frequency]
    first = start.replace(month=(start.month - 1) // length * length + 1, day=1)
    while first <= end:
        year, month = first.year, first.month + length - 1
        last = datetime.date(year, month, calendar.monthrange(year, month)[1])
        yield max(first, start), min(last, end)
        first = last + datetime.timedelta(days=1)


def is_overlapping(period: Period, others: Collection[Period]) -> bool:
    """Tell whether a period shares a day with one of others."""
    return any(start <= period[1] and period[0] <= end for start, end in others)


def uncovered_stretches(period: Period, others: Collection[Period]) -> Iterator[Period]:
    """Yield the stretches of a period that none of others covers, in order."""
    day = datetime.timedelta(days=1)
    first, last = period
    for start, end in sorted(others):
        if end < first or start > last:
            continue
        if start > first:
            yield first, start - day
        first = max(first, end + day)
    if first <= last:
        yield first, last


def frequency_of(start: datetime.date, end: datetime.date) -> str:
    """Return the frequency of which the days are one whole calendar period, empty when there is none."""
    for frequency, length in MONTHS_OF.items():
        last_day = calendar.monthrange(end.year, end.month)[1]
        starts = start.day == 1 and (start.month - 1) % length == 0
        if starts and (end.year, end.month, end.day) == (start.year, start.month + length - 1, last_day):
            return frequency
    return ""


def code(start: datetime.date, end: datetime.date) -> str:
    """Return the period as addresses name it.

    >>> code(datetime.date(2024, 4, 1), datetime.date(2024, 6, 30))
    '2024-T2'
    >>> code(datetime.date(2024, 2, 5), datetime.date(2024, 3, 1))
    '2024-02-05--2024-03-01'
    """
    names = {
        "monthly": f"{start.year}-{start.month:02}",
        "quarterly": f"{start.year}-T{(start.month + 2) // 3}",
        "half_yearly": f"{start.year}-S{(start.month + 5) // 6}",
        "yearly": f"{start.year}",
    }
    return names.get(frequency_of(start, end), f"{start}--{end}")


def name(start: datetime.date, end: datetime.date) -> str:
    """Return the period as a sentence names it.

    >>> name(datetime.date(2024, 4, 1), datetime.date(2024, 6, 30))
    'trimestrul II 2024'
    """
    names = {
        "monthly": f"{month_name(start.month)} {start.year}",
        "quarterly": gettext("trimestrul %(number)s %(year)s"),
        "half_yearly": gettext("semestrul %(number)s %(year)s"),
    }
    frequency = frequency_of(start, end)
    if frequency not in names:
        return period_until(start, end)
    number = ROMAN[(start.month - 1) // MONTHS_OF[frequency]] if frequency != "monthly" else ""
    return names[frequency] % {"number": number, "year": start.year}


def short_name(start: datetime.date, end: datetime.date) -> str:
    """Return the period as the axis of a chart names it.

    >>> short_name(datetime.date(2024, 7, 1), datetime.date(2024, 12, 31))
    'S2 2024'
    """
    names = {
        "monthly": f"{month_name(start.month)[:3]} {start.year}",
        "quarterly": gettext("T%(number)s %(year)s") % {"number": (start.month + 2) // 3, "year": start.year},
        "half_yearly": gettext("S%(number)s %(year)s") % {"number": (start.month + 5) // 6, "year": start.year},
        "yearly": f"{start.year}",
    }
    return names.get(frequency_of(start, end), f"{start:%d.%m.%Y}–{end:%d.%m.%Y}")
