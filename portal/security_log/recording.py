"""The one way into the security log, and the one way out of it."""

from collections.abc import Callable

from django.db import transaction

from portal.display import shorten
from portal.requests import request_in_hand
from portal.security_log.models import SecurityEvent

Occurrence = SecurityEvent.Occurrence
ABOUT_LIMIT = 300
_role_describers: list[Callable[..., str]] = []


def register_role_describer(describe: Callable[..., str]) -> None:
    """Let an app say, in words, in which roles a person acts today."""
    _role_describers.append(describe)


def record_event(what: Occurrence, *, by=None, person=None, about: str = "", **details) -> SecurityEvent:
    """Write an event down, in the transaction of the act that it tells.

    `by` is the account that acted, `person` the one that it was about; both may be unknown. Texts name no people.
    """
    at_hand = request_in_hand()
    actor = by if by is not None and by.pk else None
    return SecurityEvent.objects.create(
        what=what,
        by=actor,
        role=shorten(roles_in_words(actor), ABOUT_LIMIT - 4) if actor else "",
        person=person if person is not None and person.pk else None,
        address=at_hand.address if at_hand else None,
        about=shorten(about, ABOUT_LIMIT - 4),
        details=details,
        request=at_hand.identifier if at_hand else "",
    )


def roles_in_words(user) -> str:
    """Return in which roles a person acts today."""
    words = ["administrator"] if user.is_superuser else []
    return ", ".join([*words, *(said for describe in _role_describers if (said := describe(user)))])


@transaction.atomic
def delete_expired() -> int:
    """Delete the events whose time has passed, write down how many, and return that; the database lets no other go."""
    rows = SecurityEvent.objects.expired()
    count = rows._raw_delete(rows.db)
    if count:
        record_event(Occurrence.PRUNED, count=count)
    return count
