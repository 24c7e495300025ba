"""The signed token of a form: when it was shown, and a key of its own, by which it is known when it is sent twice."""

import datetime
import secrets
from dataclasses import dataclass

from django.core import signing
from django.utils import timezone

# How long a form may stay open, and how soon after it was shown nobody has filled it in.
LONGEST = datetime.timedelta(hours=24)
SHORTEST = datetime.timedelta(seconds=3)


@dataclass(frozen=True)
class FormToken:
    """What a token says: `key` is known to whoever was shown the form, and to nobody else."""

    key: str
    shown_at: datetime.datetime

    @property
    def age(self) -> datetime.timedelta:
        """Return how long ago the form was shown."""
        return timezone.now() - self.shown_at


def make_token(purpose: str) -> str:
    """Return a token for a form that is shown now."""
    return signing.dumps([secrets.token_urlsafe(16), timezone.now().timestamp()], salt=_salt(purpose))


def read_token(purpose: str, text: str) -> FormToken | None:
    """Return what a token says; nothing for one that is forged, of another form, or too old."""
    try:
        key, moment = signing.loads(text, salt=_salt(purpose))
    except signing.BadSignature:
        return None
    token = FormToken(key, datetime.datetime.fromtimestamp(moment, datetime.UTC))
    return token if token.age <= LONGEST else None


def _salt(purpose: str) -> str:
    return f"public.forms.{purpose}"
