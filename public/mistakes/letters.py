"""The mails to who reported a mistake and left an address: that it came, and what was answered.

They repeat nothing of what was typed: anybody may type anybody's address.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.languages import page_address
from portal.outbox.actions import write_letter
from portal.outbox.models import Letter
from public.models import MistakeAnswer, MistakeReport

ABOUT = "public.mistakes"


def write_receipt(report: MistakeReport, key: str) -> None:
    """Write that a report came, with the address at which it is followed and taken back; nothing without an address."""
    _write(report, _("am primit sesizarea dumneavoastră"), "receipt", path=reverse("public:mistake", args=[key]))


def write_answer(answer: MistakeAnswer) -> None:
    """Write what was answered to a report; nothing without an address."""
    _write(answer.report, _("răspuns la sesizarea dumneavoastră"), "answer", answer=answer)


def is_letter_wanted(letter: Letter) -> bool:
    """Tell whether who is written to still wants it: whoever took the report back does not."""
    return MistakeReport.objects.filter(pk=letter.about_key, email=letter.to).exists()


def delete_letters(keys) -> None:
    """Delete what the outbox holds about some reports, sent or not: with it goes the address."""
    Letter.objects.filter(about=ABOUT, about_key__in=[str(key) for key in keys]).delete()


def _write(report: MistakeReport, subject: str, template: str, *, path: str = "", **more) -> None:
    """Write a mail in the language of the page on which the mistake was reported."""
    if not report.email:
        return
    with override(report.language):
        context = {"report": report, "site": settings, "page": page_address(report.path), **more}
        body = render_to_string(f"public/mistakes/mail/{template}.txt", {"address": page_address(path), **context})
        subject = f"{settings.SITE_NAME}: {subject}"
    write_letter(report.email, subject=subject, body=body, about=ABOUT, about_key=str(report.pk))
