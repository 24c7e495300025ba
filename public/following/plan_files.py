"""The feeds and the calendar of a plan: stored as its pages are, and made again with them."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from plans.models import Edition
from public.following.calendars import terms_calendar
from public.following.events import events_of
from public.following.feeds import atom_feed
from public.following.topics import element_as_topic, plan_as_topic
from public.models import PublicEvent
from public.plan_progress import PlanProgress

FEED, TERMS = "flux.atom", "termene.ics"


def plan_files(edition: Edition, progress: PlanProgress) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield each file by its address and what writes it; events are read when the first feed is written."""
    plan, document, since = edition.plan, progress.document, edition.published_at
    by_topic = cache(lambda: _events_by_topic(events_of(plan)))
    for topic in (plan_as_topic(plan, document), *(element_as_topic(document, one) for one in document.elements)):
        yield topic.feed, partial(lambda topic: atom_feed(topic, by_topic().get(topic.key, ()), since=since), topic)
    yield (
        f"/planuri/{document.slug}/{TERMS}",
        lambda: terms_calendar(document, progress.records, progress.recommendations),
    )


def _events_by_topic(events: list[PublicEvent]) -> dict[str, list[PublicEvent]]:
    found: dict[str, list[PublicEvent]] = {}
    for event in events:
        for one in event.topics.all():
            found.setdefault(one.topic, []).append(event)
    return found
