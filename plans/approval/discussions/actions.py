"""Discussions on a working plan or on one of its elements: opened, answered, resolved, opened again.

Who reads the plan through a role held today writes in them. The same text sent twice is kept once.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plans import permissions
from plans.approval.discussions.mentions import find_mentions
from plans.approval.notices import notify_of_comment
from plans.models import Comment, Element, Mention, Plan, Thread
from portal.versioning import Conflict

# Within this time, the same text from the same person is the same click.
SAME_CLICK = datetime.timedelta(minutes=1)
ABOUT_LIMIT = Thread._meta.get_field("about").max_length


def open_thread(plan: Plan, *, by, text: str, element: Element | None = None) -> Thread:
    """Open a discussion on the plan, or on one of its elements."""
    with transaction.atomic():
        plan = _lock_plan(plan.pk, by)
        just_now = plan.threads.filter(element=element, opened_at__gte=timezone.now() - SAME_CLICK, resolved_at=None)
        again = just_now.filter(comments__author=by, comments__text=text).first()
        if again is not None:
            return again
        about = str(element)[:ABOUT_LIMIT] if element else ""
        thread = Thread.objects.create(plan=plan, element=element, about=about)
        _write(thread, by, text)
    return thread


def reply(thread: Thread, *, by, text: str) -> Comment:
    """Write in a discussion that is not resolved; raise Conflict for one that is."""
    with transaction.atomic():
        stored = _lock_thread(thread, by)
        last = stored.comments.last()
        if last.author_id == by.pk and last.text == text:
            return last
        if stored.resolved_at is not None:
            raise Conflict
        return _write(stored, by, text)


def resolve(thread: Thread, *, by, seen: int) -> None:
    """Mark a discussion as resolved, after its comment `seen`; whoever writes the plan or opened it may do so."""
    with transaction.atomic():
        stored = _lock_thread(thread, by)
        if not may_resolve(by, stored):
            raise PermissionDenied
        if stored.resolved_at is None:
            if stored.comments.last().pk != seen:
                raise Conflict
            stored.resolved_by, stored.resolved_at = by, timezone.now()
            stored.save()


def reopen(thread: Thread, *, by) -> None:
    """Open a resolved discussion again."""
    with transaction.atomic():
        stored = _lock_thread(thread, by)
        stored.resolved_by, stored.resolved_at = None, None
        stored.save()


def may_resolve(user, thread: Thread) -> bool:
    """Tell whether the person may mark the discussion as resolved."""
    opened = thread.comments.first().author_id == user.pk
    return permissions.may_discuss(user, thread.plan) and (opened or permissions.may_edit(user, thread.plan))


def _lock_plan(plan_id: int, by) -> Plan:
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    if not permissions.may_discuss(by, plan):
        raise PermissionDenied
    return plan


def _lock_thread(thread: Thread, by) -> Thread:
    _lock_plan(thread.plan_id, by)
    return Thread.objects.select_related("plan").get(pk=thread.pk)


def _write(thread: Thread, by, text: str) -> Comment:
    """Write in a discussion, and tell those whom the text names; raise ValidationError where it names nobody known."""
    comment = Comment(thread=thread, author=by, text=text)
    comment.full_clean(exclude=["thread", "author"])
    named = find_mentions(comment.text, permissions.discussants(thread.plan))
    comment.save()
    Mention.objects.bulk_create(Mention(comment=comment, person=one, words=words) for words, one in named.items())
    notify_of_comment(comment, named=list(named.values()))
    return comment
