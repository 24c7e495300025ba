"""The links that switch mails off without entering the portal: signed, so that nobody makes another's.

They have no time: in the text of a mail and in its headers, which are written later, they are the same.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse

SALT = "portal.notices.off"


def off_url(person, code: str) -> str:
    """Return the whole address that stops the mails of a kind to a person; without a kind, the day's digest."""
    secret = _signer().sign_object([person.pk, code])
    return f"{settings.SITE_URL}{reverse('portal:notices_off', args=[secret])}"


def read_off_secret(secret: str) -> tuple[object, str] | None:
    """Return the person and the kind that a link was made for; None for what the portal did not sign."""
    try:
        pk, code = _signer().unsign_object(secret)
    except signing.BadSignature:
        return None
    person = get_user_model().objects.filter(pk=pk, is_active=True).first()
    return person and (person, code)


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT)
