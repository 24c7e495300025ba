"""A printed term beside the day that it means: "2026" does not mean 31.12.2025."""

import datetime
import re

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DAY = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d)")


def is_contradicted(term: str, day: datetime.date | None) -> bool:
    """Tell whether a printed term names days or years, none of which is the day's.

    >>> day = datetime.date(2025, 12, 31)
    >>> [is_contradicted(term, day) for term in ("2026", "trim. IV 2025", "permanent", "2024-2026", "1.12.2025")]
    [True, False, False, False, True]
    """
    if day is None:
        return False
    days = [tuple(map(int, found)) for found in DAY.findall(term)]
    if days:
        return (day.day, day.month, day.year) not in days
    years = [int(found) for found in YEAR.findall(term)]
    return bool(years) and not min(years) <= day.year <= max(years)
