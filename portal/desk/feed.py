"""What waits for a person as a calendar."""

import datetime
from collections.abc import Iterable

from portal.calendar_files import CalendarEntry, calendar_file
from portal.desk.entries import DeskItem


def desk_calendar(items: Iterable[DeskItem], now: datetime.datetime) -> bytes:
    """Return a calendar of what has a day."""
    return calendar_file("ce am de făcut", [_entry(item, now) for item in items if item.entry.day])


def _entry(item: DeskItem, now: datetime.datetime) -> CalendarEntry:
    entry = item.entry
    return CalendarEntry(
        key=item.identifier,
        when=entry.at or entry.day,
        title=f"{item.source.name}: {entry.title}",
        path=entry.address,
        stamp=now,
        text="\n".join(text for text in (entry.plan_title, entry.detail, item.place) if text),
        category=item.source.name,
    )
