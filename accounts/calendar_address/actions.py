"""The private address of a person's calendar: made, revoked, followed; only its reader knows it."""

import secrets

from django.db import transaction

from accounts.invitations.actions import fingerprint
from accounts.models import CalendarAddress
from accounts.people.actions import lock_account
from portal.security_log.recording import Occurrence, record_event


@transaction.atomic
def make_address(*, by) -> str:
    """Give a person an address of their own, in the place of the one they had; return its secret, which is not kept."""
    lock_account(by)
    secret = secrets.token_urlsafe(32)
    CalendarAddress.objects.filter(person=by).delete()
    CalendarAddress.objects.create(person=by, secret_hash=fingerprint(secret))
    record_event(Occurrence.CALENDAR_MADE, by=by, person=by)
    return secret


@transaction.atomic
def revoke_address(*, by) -> bool:
    """Let the person's address lead nowhere from now on; tell whether there was one."""
    lock_account(by)
    was_there = bool(CalendarAddress.objects.filter(person=by).delete()[0])
    if was_there:
        record_event(Occurrence.CALENDAR_REVOKED, by=by, person=by)
    return was_there


def reader_of(secret: str):
    """Return the person whose address has this secret; nobody where it was revoked or the account is not active."""
    kept = CalendarAddress.objects.filter(secret_hash=fingerprint(secret), person__is_active=True)
    row = kept.select_related("person").first()
    return row and row.person
