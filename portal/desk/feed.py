"""What waits for a person as an iCalendar file (RFC 5545), for the calendar that they use."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from portal.desk.entries import DeskItem

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(items: Iterable[DeskItem], now: datetime.datetime) -> bytes:
    """Return a calendar of what has a day: an hour where it has one, else the whole day; it keeps nobody busy."""
    calendar = Calendar()
    calendar.add("prodid", "-//cluj_plans//RO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{settings.SITE_NAME}: ce am de făcut")
    for item in items:
        if item.entry.day:
            calendar.add_component(_event(item, now))
    return calendar.to_ical()


def _event(item: DeskItem, now: datetime.datetime) -> Event:
    entry, event = item.entry, Event()
    event.add("uid", f"{item.identifier}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", now.astimezone(datetime.UTC))
    event.add("dtstart", entry.at.astimezone(datetime.UTC) if entry.at else entry.day)
    event.add("summary", f"{item.source.name}: {entry.title}")
    event.add("description", "\n".join(text for text in (entry.plan_title, entry.detail) if text))
    event.add("categories", [item.source.name])
    event.add("url", settings.SITE_URL + entry.address)
    event.add("transp", "TRANSPARENT")
    return event
