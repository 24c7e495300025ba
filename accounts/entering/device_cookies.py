"""Devices that their owner has entered from: wrong passwords tried elsewhere do not close the account there.

A device that somebody entered an account from keeps a signed cookie of that account. Wrong passwords are counted apart
for each such cookie, and together for everybody without one: who guesses from elsewhere closes the way in for
strangers, never for the owner at their own desk. The cookie lets nobody in.
"""

import secrets

from django.conf import settings
from django.core import signing

from accounts.entering.names import accounts_named

PREFIX = "dispozitiv-"
PATH = "/cont/"
MAX_AGE = 180 * 24 * 3600
_signer = signing.TimestampSigner(salt="accounts.device")


def remember_device(response, user) -> None:
    """Let the browser keep that the account was entered from it, in the place of what it kept of that account."""
    response.set_cookie(
        f"{PREFIX}{user.pk}",
        _signer.sign(f"{user.pk}:{secrets.token_urlsafe(16)}"),
        max_age=MAX_AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_device(request, name: str) -> str:
    """Return what names the device among those of the account with this name or address; empty for a stranger."""
    held = dict(_held_cookies(request))
    if not held or not name:
        return ""
    owner = accounts_named(name).filter(pk__in=held).values_list("pk", flat=True).first()
    return f"device:{owner}:{held[owner]}" if owner else ""


def _held_cookies(request):
    """Yield the account and the nonce of each cookie that the portal signed not too long ago."""
    for cookie, value in request.COOKIES.items():
        if cookie.startswith(PREFIX):
            try:
                key, nonce = _signer.unsign(value, max_age=MAX_AGE).split(":")
            except (signing.BadSignature, ValueError):
                continue
            yield int(key), nonce
