"""The mails to who follows something: whether this is wanted, then what happened. They have no picture and no mark."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from portal.languages import page_address
from portal.outbox.actions import write_letter
from portal.outbox.models import Letter
from portal.own_words import strip_marks
from portal.romanian import count
from public.following.links import choices_url, confirm_url, leave_url
from public.following.topics import Topic, topics_by_key
from public.models import EventTold, Follower, Following, PublicEvent

# What the letters are about, for the outbox.
CONFIRMATION, NEWS = "public.following.confirmation", "public.following.news"
# How many events a letter tells; the others are in the feed.
MOST_IN_LETTER = 50


def write_confirmation(following: Following, topic: Topic) -> Letter:
    """Ask an address whether it wants to follow something; to one that does, say so."""
    follower = following.follower
    with override(follower.language):
        is_known = bool(following.confirmed_at)
        asked = gettext("urmăriți deja: %(topic)s") if is_known else gettext("confirmați că urmăriți: %(topic)s")
        context = {
            "following": following,
            "topic": topic,
            "page": page_address(topic.path),
            "choices_url": choices_url(follower),
            "confirm_url": confirm_url(following),
        }
        subject = asked % {"topic": topic.title}
        return _write(follower, subject, "confirmation", context, CONFIRMATION, str(following.pk))


def write_news(follower: Follower, events: Sequence[PublicEvent]) -> Letter:
    """Tell a follower what happened, the oldest first; the plans' own words stay Romanian."""
    with override(follower.language):
        label = gettext("Exemplu, date inventate:") + " " if all(one.is_invented for one in events) else ""
        subject = label + (_title_of(events[0]) if len(events) == 1 else count(len(events), "noutate", "noutăți"))
        context = {
            "events": [(one, _title_of(one), page_address(one.path)) for one in events[:MOST_IN_LETTER]],
            "more": len(events) - MOST_IN_LETTER,
            "choices_url": choices_url(follower),
            "leave_url": leave_url(follower),
        }
        return _write(follower, subject, "news", context, NEWS, f"{follower.pk} {len(events)}")


def is_confirmation_wanted(letter: Letter) -> bool:
    """Tell whether the address may still be asked, and what it would follow is still public."""
    following = Following.objects.filter(pk=letter.about_key).first()
    return following is not None and following.topic in topics_by_key([following.topic])


def is_news_wanted(letter: Letter) -> bool:
    """Tell whether everything that a letter tells is still public, and its follower still there."""
    told = EventTold.objects.filter(letter=letter).count()
    return told > 0 and told == int(letter.about_key.rpartition(" ")[2])


def news_headers(letter: Letter) -> dict[str, str]:
    """Return what lets a mail program leave at one click (RFC 8058)."""
    follower = Follower.objects.get(pk=letter.about_key.partition(" ")[0])
    return {
        "List-Unsubscribe": f"<{leave_url(follower)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def release_news(letter: Letter) -> None:
    """Let what a letter that is not sent was to tell, and is still public, be told by the next one."""
    EventTold.objects.filter(letter=letter).delete()


def _title_of(event: PublicEvent) -> str:
    return strip_marks(event.translated_title)


def _write(follower: Follower, subject: str, template: str, context: dict, about: str, key: str) -> Letter:
    """Write a letter in the language that is active: the one that its reader chose by the page on which they asked."""
    body = render_to_string(f"public/following/mail/{template}.txt", {**context, "site": settings})
    subject = f"{settings.SITE_NAME}: {subject}"
    return write_letter(follower.email, subject=subject, body=body, about=about, about_key=key)
