"""Following by e-mail: asked for, confirmed, chosen, left; each in one transaction. Who left is forgotten."""

import datetime

from django.db import transaction
from django.utils import timezone

from portal.languages import ROMANIAN, keep_romanian
from portal.notices.kinds import NoticeWay
from portal.outbox.models import Letter
from public.following.events import NEWS_FOR
from public.following.letters import CONFIRMATION, NEWS, write_confirmation
from public.following.links import CONFIRMED_WITHIN
from public.following.topics import Topic
from public.models import EventTold, Follower, Following


@keep_romanian
@transaction.atomic
def ask_to_follow(email: str, *, topic: Topic, way: str, language: str = ROMANIAN) -> Following:
    """Ask the reader of an address whether to follow something; until they say so, nothing else is sent there.

    When mails come, and in which language, is chosen by who reads them: whoever types the address of somebody who
    follows changes nothing.
    """
    way = NoticeWay(way)
    follower, is_new = Follower.objects.get_or_create(email=email.lower(), defaults={"way": way, "language": language})
    if not is_new and not follower.followings.exclude(confirmed_at=None).exists():
        follower.way, follower.language = way, language
        follower.save(update_fields=["way", "language"])
    asked = {"asked_at": timezone.now()}
    following, _is_new = Following.objects.update_or_create(follower=follower, topic=topic.key, defaults=asked)
    write_confirmation(following, topic)
    return following


@transaction.atomic
def confirm(following: Following) -> None:
    """Follow from now on; what happened before is not told."""
    Following.objects.filter(pk=following.pk, confirmed_at=None).update(confirmed_at=timezone.now())


def choose_way(follower: Follower, *, way: str) -> None:
    """Let mails come as their reader chooses; what waits comes so, too."""
    Follower.objects.filter(pk=follower.pk).update(way=NoticeWay(way))


@transaction.atomic
def stop_following(follower: Follower, *, topic: str) -> bool:
    """Follow one thing less; tell whether anything is left, for an address that follows nothing is forgotten."""
    follower.followings.filter(topic=topic).delete()
    is_left = follower.followings.exclude(confirmed_at=None).exists()
    if not is_left:
        leave(follower)
    return is_left


@transaction.atomic
def leave(follower: Follower) -> None:
    """Forget an address: what it followed, what it was told, and the letters to it, of which those that wait stay."""
    Letter.objects.filter(to=follower.email, about__in=(CONFIRMATION, NEWS)).delete()
    Follower.objects.filter(pk=follower.pk).delete()


def prune_followers(*, now: datetime.datetime | None = None) -> int:
    """Forget what was asked for and never confirmed, and addresses that follow nothing; return how many of these."""
    now = now or timezone.now()
    Following.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRMED_WITHIN).delete()
    EventTold.objects.filter(event__recorded_at__lt=now - 2 * NEWS_FOR).delete()
    found = list(Follower.objects.filter(followings=None))
    for follower in found:
        leave(follower)
    return len(found)
