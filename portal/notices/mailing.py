"""The mails of notices: one for one, or one a day for several. Who may have them is asked again when they leave."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string

from portal.notices.links import off_url
from portal.notices.models import Notice
from portal.notices.queries import may_be_mailed
from portal.outbox.actions import write_letter
from portal.outbox.models import Letter
from portal.romanian import count

# What the letters are about, for the outbox; those of a digest say so.
ABOUT, DIGEST = "portal.notices", "digest"
# How many notices a digest tells; the others stand in the portal.
MOST_IN_DIGEST = 50


def write_notice_letter(notice: Notice) -> None:
    """Write the mail of one notice, to leave when the transaction is saved; nothing for who has no address."""
    if notice.recipient.email:
        context = {"notice": notice, "off_url": off_url(notice.recipient, notice.kind)}
        notice.letter = _write(notice.recipient, notice.title, "notice", [notice], context, notice.kind)
        notice.save(update_fields=["letter"])


def write_digest_letter(person, notices: Sequence[Notice]) -> Letter:
    """Write one mail that tells several notices, the oldest first."""
    context = {
        "notices": notices[:MOST_IN_DIGEST],
        "more": len(notices) - MOST_IN_DIGEST,
        "off_url": off_url(person, ""),
    }
    subject = f"{count(len(notices), 'noutate', 'noutăți')} de azi"
    return _write(person, subject, "digest", notices, context, DIGEST)


def is_letter_wanted(letter: Letter) -> bool:
    """Tell whether everything that a letter tells may still be told to its person."""
    notices = list(letter.notices.select_related("recipient"))
    return bool(notices) and all(may_be_mailed(one) for one in notices)


def letter_headers(letter: Letter) -> dict[str, str]:
    """Return what lets a mail program stop such mails at one click (RFC 8058)."""
    person = letter.notices.select_related("recipient").first().recipient
    code = "" if letter.about_key == DIGEST else letter.about_key
    return {
        "List-Unsubscribe": f"<{off_url(person, code)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def release_notices(letter: Letter) -> None:
    """Let what was to go in a digest that is not sent wait for the next one, which leaves out what may not be told."""
    if letter.about_key == DIGEST:
        letter.notices.update(waits_for_digest=True)


def _write(person, subject: str, template: str, notices, context: dict, about_key: str) -> Letter:
    is_invented = all(one.is_invented for one in notices)
    beginning = f"{settings.SITE_NAME}: {'Exemplu, date inventate: ' if is_invented else ''}"
    body = render_to_string(f"portal/notices/mail/{template}.txt", {**context, "site": settings})
    return write_letter(person.email, subject=beginning + subject, body=body, about=ABOUT, about_key=about_key)
