"""Telling followers outside the request, and only once what happened is saved."""

from django_tasks import task

from portal.notices.kinds import NoticeWay
from public.following.news import is_anyone_waiting, tell_followers


@task
def tell_followers_at_once() -> None:
    """Write to those who want to know at once."""
    tell_followers(NoticeWay.AT_ONCE)


def announce_news() -> None:
    """Have followers told of what was recorded just now, in the transaction in which it happens."""
    if is_anyone_waiting():
        tell_followers_at_once.enqueue()
