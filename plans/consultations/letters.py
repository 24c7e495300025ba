"""What authors of proposals are told by mail: that theirs came, what became of it, that the consultation is over."""

from django.conf import settings
from django.template.loader import render_to_string

from plans.models import Consultation, ConsultationClosing, Proposal
from portal.outbox.actions import write_letter
from portal.outbox.models import Letter

ABOUT = "plans.consultations"


def follow_address(proposal: Proposal) -> str:
    """Return the whole address at which its author follows a proposal, which only they know."""
    return f"{settings.SITE_URL}/consultari/{proposal.consultation.number}/propuneri/{proposal.secret}/"


def write_receipt(proposal: Proposal) -> None:
    """Say that a proposal came, under which number, where to follow it and how to take it back."""
    _write(proposal, "receipt", f"propunerea nr. {proposal.number} a fost primită")


def write_news(proposal: Proposal) -> None:
    """Say what became of a proposal: published or not, answered how."""
    _write(proposal, "news", f"propunerea nr. {proposal.number}: {_what_happened(proposal)}")


def write_end(consultation: Consultation, closing: ConsultationClosing) -> None:
    """Say to all who gave an address that the consultation is over."""
    what = "consultarea a fost oprită" if closing.is_stopped else "consultarea s-a încheiat"
    for proposal in consultation.proposals.exclude(email="").select_related("consultation"):
        _write(proposal, "end", what, closing=closing)


def is_letter_wanted(letter: Letter) -> bool:
    """Tell whether who is written to still wants it: whoever took the proposal back does not."""
    return Proposal.objects.filter(pk=letter.about_key, email=letter.to).exists()


def delete_letters(proposal: Proposal) -> None:
    """Delete what the outbox holds about a proposal, sent or not: with it goes the address."""
    Letter.objects.filter(about=ABOUT, about_key=str(proposal.pk)).delete()


def _what_happened(proposal: Proposal) -> str:
    return proposal.get_decision_display() if proposal.decision else proposal.get_state_display()


def _write(proposal: Proposal, name: str, what: str, **context) -> None:
    """Write one letter; what the author wrote does not stand in it, since anybody may give any address."""
    if not proposal.email:
        return
    draft = proposal.consultation.read()
    shown = {"proposal": proposal, "draft": draft, "address": follow_address(proposal), "site": settings, **context}
    body = render_to_string(f"plans/consultations/mail/{name}.txt", shown)
    example = "[EXEMPLU] " if draft.is_invented else ""
    subject = f"{example}{settings.SITE_NAME}: {what}"
    write_letter(proposal.email, subject=subject, body=body, about=ABOUT, about_key=str(proposal.pk))
