"""The links in the mails of who follows something: signed, so that nobody makes another's; a GET does nothing.

They have no time: in the text of a mail and in its headers, which are written later, they are the same.
"""

import datetime

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from portal.languages import path_in
from public.models import Follower, Following

CONFIRMED_WITHIN = datetime.timedelta(hours=48)
FOLLOWER_SALT, FOLLOWING_SALT = "public.following.follower", "public.following.following"


def confirm_url(following: Following) -> str:
    """Return the whole address at which it is said that this is wanted."""
    return _url(
        "public:follow_confirm", signing.Signer(salt=FOLLOWING_SALT).sign_object(following.pk), following.follower
    )


def choices_url(follower: Follower) -> str:
    """Return the whole address at which an address chooses what it follows and when it is mailed."""
    return _url("public:follow_choices", signing.Signer(salt=FOLLOWER_SALT).sign_object(str(follower.pk)), follower)


def leave_url(follower: Follower) -> str:
    """Return the whole address at which an address leaves, at one click (RFC 8058)."""
    return _url("public:follow_leave", signing.Signer(salt=FOLLOWER_SALT).sign_object(str(follower.pk)), follower)


def following_of(secret: str) -> Following | None:
    """Return what a link confirms; None for what the portal did not sign, or was not confirmed in time."""
    try:
        key = signing.Signer(salt=FOLLOWING_SALT).unsign_object(secret)
    except signing.BadSignature:
        return None
    in_time = ~Q(confirmed_at=None) | Q(asked_at__gte=timezone.now() - CONFIRMED_WITHIN)
    return Following.objects.filter(in_time, pk=key).select_related("follower").first()


def follower_of(secret: str) -> Follower | None:
    """Return whose link it is; None where the address has left. Raise BadSignature for what the portal did not sign."""
    return Follower.objects.filter(pk=signing.Signer(salt=FOLLOWER_SALT).unsign_object(secret)).first()


def _url(name: str, secret: str, follower: Follower) -> str:
    """Return a whole address, of the page in the language in which its reader is written to."""
    return settings.SITE_URL + path_in(follower.language, reverse(name, args=[secret]))
