"""Mails about what happens to a plan: each to one person, after the work is saved, and never in its way."""

import logging
import smtplib
from collections.abc import Iterable
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string

from portal.romanian import NO_BREAK_SPACE

log = logging.getLogger(__name__)
# How many seconds a mail server may keep a person waiting.
TIMEOUT = 10
# With these the server says that it did not take the mail; a message that cannot be written never reached it.
REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPResponseException,
    smtplib.SMTPNotSupportedError,
    ValueError,
)


def post(people: Iterable, *, subject: str, template: str, **context) -> None:
    """Send a letter to each person who has an address, once the transaction is saved; what fails is logged."""
    addresses = sorted({person.email.strip().lower() for person in people if person and person.is_active} - {""})
    text = render_to_string(template, {**context, "site": settings})
    subject = f"{settings.SITE_NAME}: {subject}".replace(NO_BREAK_SPACE, " ")
    body = text.replace(NO_BREAK_SPACE, " ").strip() + "\n"
    letters = [EmailMessage(subject, body, to=[address]) for address in addresses]
    if letters:
        transaction.on_commit(lambda: _send(letters), robust=True)


def _send(letters: list[EmailMessage]) -> None:
    """Send letters over one connection; one that the server refuses does not keep the others."""
    connection = get_connection(timeout=TIMEOUT)
    try:
        connection.open()
        for letter in letters:
            try:
                connection.send_messages([letter])
            except REFUSALS:
                log.exception("The mail server refused a letter to %s.", letter.to[0])
    except OSError:
        log.exception("The mail server does not answer.")
    finally:
        # What was accepted stays accepted, even if the server does not say goodbye.
        with suppress(OSError):
            connection.close()
