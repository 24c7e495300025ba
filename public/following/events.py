"""The events of a plan in the database: always those that what is public now gives."""

import datetime
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from plans.models import Edition, Plan
from portal import clock
from public.following.edition_events import edition_events, withdrawal_event
from public.following.event_values import WORDS, EventValue
from public.following.oversight_events import oversight_events
from public.models import EventTopic, PublicEvent

Kind = PublicEvent.EventKind
OF_EDITIONS, OF_OVERSIGHT = (Kind.EDITION, Kind.CHANGE), (Kind.REPORT, Kind.ADVICE, Kind.BRIEFING)
# What happened longer ago than this is no news, whenever the portal hears of it.
NEWS_FOR = datetime.timedelta(days=30)
TOLD = (*WORDS, "path", "at")


def record_publication(edition: Edition, *, previous: Edition | None) -> bool:
    """Keep what a new edition tells, and what of the rest it changes; tell whether anything is news."""
    stored = edition.plan.public_events.filter(kind__in=OF_EDITIONS)
    known = [EventValue.of(row) for row in stored.prefetch_related("topics")]
    return _store(edition.plan, [*known, *edition_events(edition, previous), *_oversight(edition)])


def record_change(plan: Plan) -> bool:
    """Keep what reports and oversight of a plan tell now; tell whether anything is news."""
    edition = Edition.objects.current().filter(plan=plan).select_related("plan").first()
    return _store(plan, list(_oversight(edition)) if edition else [], OF_OVERSIGHT)


def record_all(plan: Plan) -> bool:
    """Keep what the public editions, reports and oversight of a plan tell, all of it anew; nothing of the withdrawn."""
    editions = list(plan.editions.public().select_related("plan").order_by("number"))
    pairs = zip(editions, [None, *editions], strict=False)
    values = [value for edition, previous in pairs for value in edition_events(edition, previous)]
    withdrawn = plan.editions.filter(withdrawal__isnull=False).select_related("plan", "withdrawal")
    values += map(withdrawal_event, withdrawn)
    return _store(plan, [*values, *(_oversight(editions[-1]) if editions else ())])


def _oversight(edition: Edition) -> Iterator[EventValue]:
    return oversight_events(edition.plan, edition.read())


@transaction.atomic
def _store(plan: Plan, values: Iterable[EventValue], kinds: Iterable[str] = Kind.values) -> bool:
    """Make the plan's events of some kinds be these; tell whether one of the new ones is news."""
    values = {value.key: value for value in values}
    stored = {row.key: row for row in plan.public_events.filter(kind__in=kinds).prefetch_related("topics")}
    PublicEvent.objects.filter(pk__in=[row.pk for key, row in stored.items() if key not in values]).delete()
    now = timezone.now()
    new = [_row(plan, value, now) for key, value in values.items() if key not in stored]
    PublicEvent.objects.bulk_create(new, batch_size=200)
    topics = [(row, topic) for row in new for topic in sorted(values[row.key].topics)]
    other = [row for key, row in stored.items() if key in values and EventValue.of(row) != values[key]]
    for row in other:
        _say(row, values[row.key])
        topics += [(row, topic) for topic in sorted(values[row.key].topics)]
    if other:
        PublicEvent.objects.bulk_update(other, TOLD, batch_size=200)
        EventTopic.objects.filter(event__in=other).delete()
    EventTopic.objects.bulk_create([EventTopic(event=row, topic=topic) for row, topic in topics], batch_size=400)
    return any(row.is_news for row in new)


def _row(plan: Plan, value: EventValue, now: datetime.datetime) -> PublicEvent:
    is_news = value.at > now - NEWS_FOR and not clock.is_moved()
    row = PublicEvent(key=value.key, plan=plan, kind=value.kind, is_news=is_news, is_invented=plan.is_invented)
    _say(row, value)
    return row


def _say(row: PublicEvent, value: EventValue) -> None:
    for name in TOLD:
        setattr(row, name, getattr(value, name))
