"""What a plan says of its years, as the plan of the next years would say it: proposals for people to confirm."""

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from portal.months import months_later

Period = tuple[datetime.date, datetime.date]
ONE_DAY = datetime.timedelta(days=1)
# A year, or two with a dash between them; not the year of a date, of an act's number or of a longer number.
YEARS_PATTERN = re.compile(r"(?<![\w./])(\d{4})(?:(\s?[-–—]\s?)(\d{4}))?(?![\w/]|[.,]\d)")
ANY_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
CONTEXT_LENGTH = 60


@dataclass(frozen=True)
class Renewal:
    """The way from a plan's period to that of the plan after it."""

    old: Period
    new: Period

    @cached_property
    def months(self) -> int:
        """Return how many months lie between the beginnings of the two periods."""
        old, new = self.old[0], self.new[0]
        return (new.year - old.year) * 12 + new.month - old.month

    def day(self, day: datetime.date) -> datetime.date:
        """Return the day that takes the place of a day; the plan's first and last day lead to the new ones.

        >>> year = datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)
        >>> Renewal(year, next_period(*year)).day(datetime.date(2024, 2, 29))
        datetime.date(2025, 2, 28)
        """
        ends = dict(zip(self.old, self.new, strict=True))
        return ends[day] if day in ends else months_later(day, self.months)

    def due(self, day: datetime.date) -> datetime.date:
        """Return the day that takes the place of a deadline; one beyond the plan's period stays as it is."""
        return self.day(day) if self.old[0] <= day <= self.old[1] else day

    def year(self, year: str) -> str:
        """Return the year that takes the place of one of the plan's years; any other year as it is."""
        is_ours = self.old[0].year <= int(year) <= self.old[1].year
        return str(int(year) + self.new[0].year - self.old[0].year) if is_ours else year

    def years(self, found: re.Match) -> str:
        """Return what takes the place of a year or of two years; of two, only where they are the plan's period."""
        start, dash, end = found.groups()
        if end is None:
            return self.year(start)
        is_period = (int(start), int(end)) == (self.old[0].year, self.old[1].year)
        return f"{self.year(start)}{dash}{self.year(end)}" if is_period else found[0]

    def text(self, text: str) -> str:
        """Return a text with the plan's years renewed.

        >>> year = datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)
        >>> Renewal(year, next_period(*year)).text("În 2024, după Legea 1/2024 și Programul 2020-2024, nu în 2023")
        'În 2025, după Legea 1/2024 și Programul 2020-2024, nu în 2023'
        """
        return YEARS_PATTERN.sub(self.years, text)

    def term(self, text: str) -> str:
        """Return a term as printed with each of the plan's years renewed, those of dates too."""
        return ANY_YEAR.sub(lambda found: self.year(found[0]), text)


@dataclass(frozen=True)
class YearProposal:
    """One year in a text that would become another; `key` names it, `before` and `after` stand around it."""

    key: str
    place: str
    before: str
    old: str
    new: str
    after: str


def text_proposals(key: str, place: str, text: str, renewal: Renewal) -> Iterator[YearProposal]:
    """Yield what would change in a text, in order."""
    for number, found in enumerate(YEARS_PATTERN.finditer(text)):
        new = renewal.years(found)
        if new != found[0]:
            before, after = text[: found.start()], text[found.end() :]
            yield YearProposal(f"{key}-{number}", place, last_words(before), found[0], new, first_words(after))


def accept_proposals(key: str, text: str, renewal: Renewal, keys: Collection[str]) -> str:
    """Return a text with those of its proposals that were accepted, by their keys."""
    numbers = count()

    def change(found: re.Match) -> str:
        return renewal.years(found) if f"{key}-{next(numbers)}" in keys else found[0]

    return YEARS_PATTERN.sub(change, text)


def next_period(start: datetime.date, end: datetime.date) -> Period:
    """Return the period of the same length that follows.

    >>> next_period(datetime.date(2019, 1, 1), datetime.date(2025, 12, 31))
    (datetime.date(2026, 1, 1), datetime.date(2032, 12, 31))
    """
    first = end + ONE_DAY
    months = (first.year - start.year) * 12 + first.month - start.month
    if first.day == start.day:
        return first, months_later(first, months) - ONE_DAY
    return first, first + (end - start)


def last_words(text: str) -> str:
    """Return the last whole words of a text."""
    return text if len(text) <= CONTEXT_LENGTH else f"… {text[-CONTEXT_LENGTH:].partition(' ')[2]}"


def first_words(text: str) -> str:
    """Return the first whole words of a text."""
    return text if len(text) <= CONTEXT_LENGTH else f"{text[:CONTEXT_LENGTH].rpartition(' ')[0]} …"
