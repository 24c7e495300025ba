"""The feeds and the calendar of a plan: its own are stored as its pages are, and made again with them."""

from collections.abc import Iterator
from functools import partial

from plans.models import Edition
from public.following.calendars import terms_calendar
from public.following.feeds import atom_feed
from public.following.topics import element_as_topic, plan_as_topic
from public.page import PublicPage
from public.plan_progress import PlanProgress

FEED, TERMS = "flux.atom", "termene.ics"


def plan_files(edition: Edition, progress: PlanProgress) -> Iterator[PublicPage]:
    """Yield the feeds of a plan and of its elements, then the calendar of its terms."""
    plan, document, since = edition.plan, progress.document, edition.published_at
    own = plan_as_topic(plan, document)
    for topic in (own, *(element_as_topic(document, one) for one in document.elements)):
        yield PublicPage(topic.feed, partial(atom_feed, topic, since=since), is_stored=topic is own)
    yield PublicPage(
        f"/planuri/{document.slug}/{TERMS}",
        lambda: terms_calendar(document, progress.records, progress.recommendations),
    )
