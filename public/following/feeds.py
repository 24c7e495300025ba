"""What happened as an Atom feed (RFC 4287): made of events alone, the same each time it is made of the same ones."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

from public.following.topics import Topic
from public.models import PublicEvent

ENTRIES = 50
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


class EventFeed(Atom1Feed):
    """A feed that was last changed when its newest event happened, or else when what it is about was published."""

    def __init__(self, *args, since: datetime.datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.since = since

    def latest_post_date(self):
        """Return when the newest entry happened; never the hour at which the feed is made."""
        return max((item["updateddate"] for item in self.items), default=self.since)


def atom_feed(topic: Topic, *, since: datetime.datetime) -> str:
    """Return the feed of a topic: its newest events."""
    label = "Exemplu, date inventate: " if topic.is_invented else ""
    feed = EventFeed(
        title=f"{label}{topic.title}: noutăți",
        link=settings.SITE_URL + topic.path,
        description=None,
        language="ro",
        author_name=settings.SITE_OWNER,
        feed_url=settings.SITE_URL + topic.feed,
        feed_guid=tag_address(topic.key),
        since=since,
    )
    for event in PublicEvent.objects.filter(topics__topic=topic.key)[:ENTRIES]:
        feed.add_item(
            title=event.title,
            link=settings.SITE_URL + event.path,
            description=linebreaks(event.text, autoescape=True) if event.text else event.title,
            unique_id=tag_address(event.key),
            pubdate=event.at,
            updateddate=event.at,
            categories=[event.get_kind_display()],
        )
    return feed.writeString("utf-8")


def tag_address(key: str) -> str:
    """Return the name by which feed readers know a thing for ever, whatever its address is (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{key}"
