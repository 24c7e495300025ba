"""Mails about what happens: each to one person, written with what it tells and never in its way."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string

from portal.outbox.actions import write_letter
from portal.outbox.models import Letter

# What such a letter says that it is about.
ABOUT = "portal.mail"


def post(people: Iterable, *, subject: str, template: str, **context) -> None:
    """Write a letter to each person who has an address; they leave once the transaction is saved."""
    addresses = sorted({person.email.strip().lower() for person in people if person and person.is_active} - {""})
    text = render_to_string(template, {**context, "site": settings}) if addresses else ""
    for address in addresses:
        write_letter(address, subject=f"{settings.SITE_NAME}: {subject}", body=text, about=ABOUT)


def is_letter_wanted(letter: Letter) -> bool:
    """Tell whether who is written to still has an account that is open."""
    return get_user_model().objects.filter(email__iexact=letter.to, is_active=True).exists()
