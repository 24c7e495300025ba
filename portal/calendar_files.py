"""Days as an iCalendar file (RFC 5545), for the calendar that a person uses."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """Something that has a day, or a day with its hour; `key` names it for ever, `stamp` says since when it is so."""

    key: str
    when: datetime.date
    title: str
    path: str
    stamp: datetime.datetime
    text: str = ""
    category: str = ""


def calendar_file(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """Return a calendar of entries: an hour where one has it, else the whole day; it keeps nobody busy."""
    calendar = Calendar()
    calendar.add("prodid", "-//cluj_plans//RO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{settings.SITE_NAME}: {name}")
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: CalendarEntry) -> Event:
    event, when = Event(), entry.when
    event.add("uid", f"{entry.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", entry.stamp.astimezone(datetime.UTC))
    event.add("dtstart", when.astimezone(datetime.UTC) if isinstance(when, datetime.datetime) else when)
    event.add("summary", entry.title)
    if entry.text:
        event.add("description", entry.text)
    if entry.category:
        event.add("categories", [entry.category])
    event.add("url", settings.SITE_URL + entry.path)
    event.add("transp", "TRANSPARENT")
    return event
