"""Sending one mail: until the mail server has taken it, or will never take it.

The letter is marked as sent in one transaction with the end of its task, right after the server said that it took it.
Who is killed in the milliseconds between, or loses the connection there, sends it a second time, under the same
Message-ID, by which mail programs and servers know it: SMTP can promise no more. It is never lost.
"""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from portal.ciphers import cipher_for
from portal.outbox.models import Letter
from portal.tasks.problems import RetryLater, TaskRefused
from portal.tasks.running import QUICK, complete

PURPOSE = "portal.outbox"
# After how many seconds a mail is tried again: for a day and a half in all.
DELAYS = (60, 300, 900, 3600, 4 * 3600, 8 * 3600, 24 * 3600)
PERMANENT = 500
# No person wrote any of the letters: what keeps machines from answering them.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


@dataclass(frozen=True)
class MailingRules:
    """What is asked of letters about something when they leave.

    A letter that is not wanted any more is deleted unsent, and `release` says what becomes of what it told. `headers`
    are its further ones; `record_sending` is called once it has left.
    """

    is_wanted: Callable[[Letter], bool] = lambda letter: True
    headers: Callable[[Letter], dict[str, str]] = lambda letter: {}
    release: Callable[[Letter], None] = lambda letter: None
    record_sending: Callable[[Letter], None] = lambda letter: None


# By what a letter is about; a letter about anything else is not written.
MAILING_RULES: dict[str, MailingRules] = {}


@task(priority=QUICK)
def deliver_letter(key: str) -> None:
    """Send a letter, unless it has left or was given up."""
    letter = Letter.objects.filter(pk=key, sent_at=None, failed_at=None).first()
    if letter is None:
        return
    rules = MAILING_RULES[letter.about]
    if not rules.is_wanted(letter):
        _withdraw(letter, rules)
        return
    try:
        _send(_message(letter, {**rules.headers(letter), **AUTOMATIC}))
    except InvalidToken:
        _give_up(letter, "Textul a fost închis cu altă cheie a portalului.")
    except (OSError, ValueError) as error:
        said = f"{type(error).__name__}: {error}"[:1000]
        if is_permanent(error) or letter.attempts >= len(DELAYS):
            _give_up(letter, said)
        letter.attempts, letter.problem = letter.attempts + 1, said
        letter.save(update_fields=["attempts", "problem"])
        raise RetryLater(said, seconds=DELAYS[letter.attempts - 1]) from error
    _mark_sent(letter, rules)


def is_permanent(error: Exception) -> bool:
    """Tell whether the server will never take this letter; what is wrong with the server may be mended."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _said in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= PERMANENT
    # A message that cannot be written never reached the server.
    return isinstance(error, ValueError | smtplib.SMTPNotSupportedError)


def _message(letter: Letter, headers: dict[str, str]) -> EmailMessage:
    body = cipher_for(PURPOSE).decrypt(letter.sealed_body.encode()).decode()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {**headers, "Message-ID": f"<{letter.pk}@{host}>"}
    return EmailMessage(letter.subject, body, to=[letter.to], headers=headers)


def _send(message: EmailMessage) -> None:
    connection = get_connection()
    try:
        connection.open()
        connection.send_messages([message])
    finally:
        # What was accepted stays accepted, even if the server does not say goodbye.
        with suppress(OSError):
            connection.close()


@transaction.atomic
def _mark_sent(letter: Letter, rules: MailingRules) -> None:
    letter.sent_at, letter.sealed_body, letter.problem = timezone.now(), "", ""
    letter.save(update_fields=["sent_at", "sealed_body", "problem"])
    rules.record_sending(letter)
    complete()


@transaction.atomic
def _withdraw(letter: Letter, rules: MailingRules) -> None:
    rules.release(letter)
    letter.delete()
    complete()


def _give_up(letter: Letter, why: str) -> None:
    letter.failed_at, letter.problem = timezone.now(), why
    letter.save(update_fields=["failed_at", "problem"])
    raise TaskRefused(f"Mesajul către {letter.to} nu a plecat: {why}")
