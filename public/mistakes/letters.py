"""The mails to who reported a mistake and left an address: that it came, and what was answered.

They repeat nothing of what was typed: anybody may type anybody's address.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from portal.outbox.actions import write_letter
from portal.outbox.models import Letter
from public.models import MistakeAnswer, MistakeReport

ABOUT = "public.mistakes"


def write_receipt(report: MistakeReport, key: str) -> None:
    """Write that a report came, with the address at which it is followed and taken back; nothing without an address."""
    address = settings.SITE_URL + reverse("public:mistake", args=[key])
    _write(report, "am primit sesizarea dumneavoastră", "receipt", address=address)


def write_answer(answer: MistakeAnswer) -> None:
    """Write what was answered to a report; nothing without an address."""
    _write(answer.report, "răspuns la sesizarea dumneavoastră", "answer", answer=answer)


def is_letter_wanted(letter: Letter) -> bool:
    """Tell whether who is written to still wants it: whoever took the report back does not."""
    return MistakeReport.objects.filter(pk=letter.about_key, email=letter.to).exists()


def delete_letters(keys) -> None:
    """Delete what the outbox holds about some reports, sent or not: with it goes the address."""
    Letter.objects.filter(about=ABOUT, about_key__in=[str(key) for key in keys]).delete()


def _write(report: MistakeReport, subject: str, template: str, **more) -> None:
    if not report.email:
        return
    body = render_to_string(f"public/mistakes/mail/{template}.txt", {"report": report, "site": settings, **more})
    subject = f"{settings.SITE_NAME}: {subject}"
    write_letter(report.email, subject=subject, body=body, about=ABOUT, about_key=str(report.pk))
