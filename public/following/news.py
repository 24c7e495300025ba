"""Telling followers what happened: each of them each thing once, whichever of their topics it is about.

What was told is kept with the letter, in one transaction that holds the follower; two runs at once, or one that was
killed, tell nothing twice.
"""

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal.notices.kinds import NoticeWay
from portal.outbox.actions import retry_letters
from portal.romanian import count
from public.following.events import NEWS_FOR
from public.following.letters import NEWS, write_news
from public.models import EventTold, EventTopic, Follower, Following, PublicEvent

log = logging.getLogger(__name__)


def tell_followers(way: NoticeWay) -> tuple[int, list[str]]:
    """Write to each follower who is mailed in this way what they were not told yet.

    Return how many letters were written, and for how many followers that failed, in words; one keeps no other.
    """
    written, failed = 0, 0
    for pk in sorted(set(_waiting(way).values_list("follower", flat=True))):
        try:
            written += tell_follower(pk, way)
        except Exception:
            log.exception("A follower was not told.")
            failed += 1
    return written, [f"e-mailurile a {count(failed, 'adresă', 'adrese')} care urmăresc"] if failed else []


def send_daily_news() -> tuple[int, list[str]]:
    """Write the day's digests, what waits for those who are mailed at once, and let letters go again that stayed."""
    retry_letters(about=NEWS)
    digests, failed = tell_followers(NoticeWay.DAILY)
    others, others_failed = tell_followers(NoticeWay.AT_ONCE)
    return digests + others, failed + others_failed


@transaction.atomic
def tell_follower(pk, way: NoticeWay) -> bool:
    """Write one letter of all that a follower was not told yet; tell whether there was anything."""
    # Two runs at once: the second waits here, and finds nothing left.
    follower = Follower.objects.select_for_update().filter(pk=pk, way=way).first()
    events = _news_for(follower) if follower else []
    if not events:
        return False
    letter = write_news(follower, events)
    EventTold.objects.bulk_create(EventTold(follower=follower, event=one, letter=letter) for one in events)
    return True


def is_anyone_waiting() -> bool:
    """Tell whether anyone who is mailed at once follows something that happened lately."""
    return _waiting(NoticeWay.AT_ONCE).exists()


def _waiting(way: NoticeWay):
    """Return what is followed of which something was not told yet."""
    told = EventTold.objects.filter(follower=OuterRef(OuterRef("follower")), event=OuterRef("event"))
    news = EventTopic.objects.filter(
        topic=OuterRef("topic"),
        event__is_news=True,
        event__recorded_at__gte=news_since(),
        event__recorded_at__gt=OuterRef("confirmed_at"),
    )
    return Following.objects.filter(Exists(news.exclude(Exists(told))), follower__way=way)


def _news_for(follower: Follower) -> list[PublicEvent]:
    """Return what happened to what they follow since they follow it, the oldest first; two queries."""
    since = dict(follower.followings.exclude(confirmed_at=None).values_list("topic", "confirmed_at"))
    events = PublicEvent.objects.filter(is_news=True, recorded_at__gte=news_since(), topics__topic__in=since)
    events = events.exclude(pk__in=follower.events_told.values("event")).distinct().prefetch_related("topics")
    return [
        event
        for event in events.order_by("at", "pk")
        if any(one.topic in since and event.recorded_at > since[one.topic] for one in event.topics.all())
    ]


def news_since():
    """Return since when something counts as news."""
    return timezone.now() - NEWS_FOR
