"""The days that Legea 52/2003 counts: working days of Romania, without those that the Government declares free."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import PermissionDenied
from django.db import transaction

from plans import permissions
from plans.models import BridgeDay, Membership

DAY = datetime.timedelta(days=1)
# Article 7: how long the announcement stands before the draft is sent for endorsement, and how long one may write.
WORKING_DAYS = 30
CALENDAR_DAYS = 10
SATURDAY = 5


@dataclass(frozen=True)
class LegalDays:
    """The earliest days that the law allows for a draft that is announced on a day."""

    proposals_until: datetime.date
    endorsement_from: datetime.date


def legal_days(opened_on: datetime.date) -> LegalDays:
    """Return the earliest days for an announcement of this day, which itself is not counted."""
    return LegalDays(opened_on + CALENDAR_DAYS * DAY, add_working_days(opened_on, WORKING_DAYS, bridge_days()))


def add_working_days(day: datetime.date, number: int, bridges: Collection[datetime.date] = ()) -> datetime.date:
    """Return the last of so many working days after a day.

    >>> add_working_days(datetime.date(2026, 4, 9), 1)
    datetime.date(2026, 4, 14)
    """
    while number:
        day += DAY
        number -= is_working_day(day, bridges)
    return day


def is_working_day(day: datetime.date, bridges: Collection[datetime.date] = ()) -> bool:
    """Tell whether people work on a day: no week end, no legal holiday, none of the days declared free."""
    return day.weekday() < SATURDAY and day not in _holidays_of(day.year) and day not in bridges


def holidays_of(year: int) -> list[tuple[datetime.date, str]]:
    """Return the legal holidays of a year with their names, in order."""
    return sorted(_holidays_of(year).items())


def bridge_days() -> frozenset[datetime.date]:
    """Return the days that were added as declared free."""
    return frozenset(BridgeDay.objects.values_list("day", flat=True))


def may_change_bridge_days(user) -> bool:
    """Tell whether the person may say which days the Government declared free: who publishes plans today."""
    held = Membership.objects.current().filter(user=user, role__in=permissions.PUBLISHERS)
    return user.is_active and (user.is_superuser or held.exists())


@transaction.atomic
def add_bridge_day(*, day: datetime.date, act: str, by) -> BridgeDay:
    """Add a day that the Government declared free; the days of consultations that are open stay as announced."""
    if not may_change_bridge_days(by):
        raise PermissionDenied
    row = BridgeDay(day=day, act=act, added_by=by)
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def remove_bridge_day(row: BridgeDay, *, by) -> None:
    """Take away a day that was added by mistake."""
    if not may_change_bridge_days(by):
        raise PermissionDenied
    BridgeDay.objects.filter(pk=row.pk).delete()


@cache
def _holidays_of(year: int) -> dict[datetime.date, str]:
    # The calendars of all countries take a quarter of a second to import, and most processes count no day.
    import holidays

    return dict(holidays.country_holidays("RO", years=year, language="ro"))
