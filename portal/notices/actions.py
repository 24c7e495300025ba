"""Telling people, and what they do with what they were told: each in one transaction."""

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from portal import clock
from portal.notices.kinds import NOTICE_KINDS, NoticeKind, NoticeWay
from portal.notices.mailing import write_notice_letter
from portal.notices.models import Notice, NoticePreference
from portal.notices.queries import chosen_ways

KEPT_FOR = datetime.timedelta(days=365)


@transaction.atomic
def notify(
    people: Iterable,
    *,
    by,
    kind: NoticeKind,
    key: str,
    about: object,
    title: str,
    path: str,
    text: str = "",
    is_invented: bool = False,
    replaced: Mapping | None = None,
) -> None:
    """Tell people what happened, in the transaction in which it happens, each of them once.

    Not told is who did it (`by`; None where the portal itself did), whose account is closed, and who may not see it.
    `replaced` holds whose place they are told in, by the keys of those who only stand in for somebody.
    What was done earlier (the example's year) stands in the list as read, and is not mailed.
    """
    people = {one.pk: one for one in people if one is not None and one.is_active and one != by}
    ways = dict(NoticePreference.objects.filter(person__in=people, kind=kind.code).values_list("person", "way"))
    told = Notice.objects.filter(recipient__in=people, kind=kind.code, key=key)
    for pk in sorted(set(people) - set(told.values_list("recipient", flat=True))):
        if not kind.may_see(people[pk], str(about)):
            continue
        notice = Notice(recipient=people[pk], kind=kind.code, key=key, about=str(about), by=by)
        notice.in_place_of = (replaced or {}).get(pk)
        notice.title, notice.text, notice.path, notice.is_invented = title[:300], text, path, is_invented
        notice.at, notice.read_at = clock.now(), clock.now() if clock.is_moved() else None
        way = NoticeWay.OFF if clock.is_moved() else ways.get(pk, kind.default)
        notice.waits_for_digest = way == NoticeWay.DAILY
        notice.save()
        if way == NoticeWay.AT_ONCE:
            write_notice_letter(notice)


@transaction.atomic
def choose_ways(person, *, ways: Mapping[str, str]) -> None:
    """Let a person be told as they choose, by kind; what is switched off or comes at once leaves the next digest."""
    for code, way in ways.items():
        NoticePreference.objects.update_or_create(person=person, kind=code, defaults={"way": NoticeWay(way)})
    left = [code for code, way in ways.items() if way == NoticeWay.OFF]
    person.notices.filter(waits_for_digest=True, kind__in=left).update(waits_for_digest=False)


@transaction.atomic
def switch_off(person, *, code: str) -> None:
    """Stop the mails of one kind; without a kind, all that come in the day's digest."""
    if code:
        choose_ways(person, ways={code: NoticeWay.OFF})
        return
    ways = chosen_ways(person, NOTICE_KINDS.values())
    choose_ways(person, ways={one: NoticeWay.OFF for one, way in ways.items() if way == NoticeWay.DAILY})


def mark_read(person, *, until: int | None = None, notice: Notice | None = None) -> int:
    """Mark as read one notice of a person, or all up to the newest that they were shown; return how many."""
    mine = person.notices.unread()
    mine = mine.filter(pk=notice.pk) if notice is not None else mine.filter(pk__lte=until or 0)
    return mine.update(read_at=timezone.now())


def prune_notices(*, now: datetime.datetime | None = None) -> int:
    """Delete what people were told a year ago; return how much."""
    count, _by_model = Notice.objects.filter(at__lt=(now or timezone.now()) - KEPT_FOR).delete()
    return count
