"""What authors of proposals are told by mail: that theirs came, what became of it, that the consultation is over."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from plans.models import Consultation, ConsultationClosing, Proposal
from portal.languages import page_address
from portal.outbox.actions import write_letter
from portal.outbox.models import Letter

ABOUT = "plans.consultations"


def follow_path(proposal: Proposal) -> str:
    """Return the address at which its author follows a proposal, which only they know."""
    return f"/consultari/{proposal.consultation.number}/propuneri/{proposal.secret}/"


def write_receipt(proposal: Proposal) -> None:
    """Say that a proposal came, under which number, where to follow it and how to take it back."""
    with override(proposal.language):
        _write(proposal, "receipt", gettext("propunerea nr. %(number)s a fost primită") % vars(proposal))


def write_news(proposal: Proposal) -> None:
    """Say what became of a proposal: published or not, answered how."""
    with override(proposal.language):
        given = {"number": proposal.number, "what": _what_happened(proposal)}
        _write(proposal, "news", gettext("propunerea nr. %(number)s: %(what)s") % given)


def write_end(consultation: Consultation, closing: ConsultationClosing) -> None:
    """Say to all who gave an address that the consultation is over."""
    for proposal in consultation.proposals.exclude(email="").select_related("consultation"):
        with override(proposal.language):
            what = gettext("consultarea a fost oprită") if closing.is_stopped else gettext("consultarea s-a încheiat")
            _write(proposal, "end", what, closing=closing)


def is_letter_wanted(letter: Letter) -> bool:
    """Tell whether who is written to still wants it: whoever took the proposal back does not.

    The proposal itself cannot be asked for the address: the closing, of which the last letter tells, erases it.
    """
    return Proposal.objects.filter(pk=letter.about_key).exclude(state=Proposal.ProposalState.TAKEN_BACK).exists()


def delete_letters(proposal: Proposal) -> None:
    """Delete what the outbox holds about a proposal, sent or not: with it goes the address."""
    Letter.objects.filter(about=ABOUT, about_key=str(proposal.pk)).delete()


def _what_happened(proposal: Proposal) -> str:
    return proposal.get_decision_display() if proposal.decision else proposal.get_state_display()


def _write(proposal: Proposal, name: str, title: str, **context) -> None:
    """Write one letter in the language that is active, the author's.

    What they wrote does not stand in it: anybody may give any address.
    """
    if not proposal.email:
        return
    draft = proposal.consultation.read()
    shown = {
        "proposal": proposal,
        "place": proposal.number,
        "number": proposal.consultation.number,
        "plan": draft.short_title,
        "owner": draft.owner.name,
        "address": page_address(follow_path(proposal)),
        "report_address": page_address(f"/consultari/{proposal.consultation.number}/"),
        "site": settings,
        **context,
    }
    body = render_to_string(f"plans/consultations/mail/{name}.txt", shown)
    example = gettext("[EXEMPLU] ") if draft.is_invented else ""
    subject = f"{example}{settings.SITE_NAME}: {title}"
    write_letter(proposal.email, subject=subject, body=body, about=ABOUT, about_key=str(proposal.pk))
