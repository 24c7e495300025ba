"""A page of entries as people read it: by day and person, what was done at once to many rows as one thing."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from plans.history.entries import ONE_CHANGE, HistoryEntry
from portal.romanian import count

BATCH_MINIMUM = 4
# How the note of each record of one change of many elements begins, and of one that took such a change back.
BULK_CHANGE = "Schimbat deodată cu altele"
BULK_UNDOING = "Schimbare a mai multor elemente anulată"
BULK_NOTES = (BULK_CHANGE, BULK_UNDOING)
# What was done to many rows, by how the word for one of them begins, whatever its gender.
BATCH_EVENTS = {
    "adă": "adăugare",
    "mod": "modificare",
    "ște": "ștergere",
    "mut": "mutare",
    "pus": "punere la loc",
    "așe": "așezare în alt loc",
}


@dataclass(frozen=True)
class Batch:
    """Rows to which the same was done at once, as one thing: how many of them there are, and each one's entry."""

    event: str
    words: str
    entries: tuple[HistoryEntry, ...]

    @property
    def is_bulk_change(self) -> bool:
        """Tell whether it is one change of many elements or its undoing, which are taken back as one."""
        return _is_one_operation(list(self.entries)) and self.entries[0].note.startswith(BULK_NOTES)


@dataclass(frozen=True)
class Stint:
    """What one person did one after another."""

    who: str
    things: tuple[HistoryEntry | Batch, ...]


@dataclass(frozen=True)
class HistoryDay:
    """What was done on one day, the newest first."""

    date: datetime.date
    stints: tuple[Stint, ...]


def group_by_day(entries: Iterable[HistoryEntry]) -> list[HistoryDay]:
    """Return the entries by day, and those of each day by person."""
    days = groupby(entries, lambda entry: timezone.localdate(entry.at))
    return [
        HistoryDay(
            date,
            tuple(Stint(who, tuple(_group_entries(list(some)))) for who, some in groupby(those, lambda one: one.who)),
        )
        for date, those in days
    ]


def _group_entries(entries: list[HistoryEntry]) -> Iterable[HistoryEntry | Batch]:
    """Yield what a person did; many rows that had the same done at once are one thing."""
    rest = entries
    while rest:
        together = [rest[0]]
        for entry in rest[1:]:
            if not _is_together(together[-1], entry):
                break
            together.append(entry)
        rest = rest[len(together) :]
        if len(together) < BATCH_MINIMUM and not _is_one_operation(together):
            yield from together
        else:
            yield Batch(BATCH_EVENTS[_stem(together[0])], _counts(together), tuple(together))


def _is_together(later: HistoryEntry, earlier: HistoryEntry) -> bool:
    if later.kind is None or earlier.kind is None or _stem(later) != _stem(earlier):
        return False
    is_bulk = later.note.startswith(BULK_NOTES) or earlier.note.startswith(BULK_NOTES)
    if is_bulk and (later.at, later.note) != (earlier.at, earlier.note):
        return False
    return later.at - earlier.at <= ONE_CHANGE


def _is_one_operation(entries: list[HistoryEntry]) -> bool:
    """Tell whether several rows were changed by one press of a button, which gives all of them one moment and note."""
    return len(entries) > 1 and len({(entry.at, entry.note) for entry in entries}) == 1 and bool(entries[0].note)


def _stem(entry: HistoryEntry) -> str:
    """Return what happened whatever the gender: „șters” and „ștearsă” are one."""
    return entry.event[:3]


def _counts(entries: list[HistoryEntry]) -> str:
    kinds: dict[str, list[HistoryEntry]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind.slug, []).append(entry)
    return ", ".join(count(len(some), some[0].kind.one, some[0].kind.several) for some in kinds.values())
