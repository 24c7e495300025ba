"""Consultations for tests."""

import datetime
import secrets

from plans.consultations import actions as consultation_actions
from plans.consultations import proposals as proposal_actions
from plans.consultations.proposals import ProposalAuthor
from plans.consultations.workdays import legal_days
from plans.models import Proposal
from portal import clock

MARIA = ProposalAuthor(name="Maria Ascunsă", email="maria@example.org")
CLUB = ProposalAuthor(name="Ion Președinte", organisation="Asociația Pietonilor", email="club@example.org")


def opened(plan, by, **given):
    """Open a consultation of a plan today, with the shortest days that the law allows."""
    days = legal_days(clock.today())
    values = {
        "substantiation": "Planul de anul trecut a expirat.",
        "sending": "Pe această pagină sau la registratură.",
        "proposals_until": days.proposals_until,
        "endorsement_from": days.endorsement_from,
    }
    return consultation_actions.open_consultation(plan, by=by, **{**values, **given})


def received(consultation, author=MARIA, text="Mai multe treceri de pietoni.", **given):
    secret = secrets.token_urlsafe(16)
    return proposal_actions.receive_proposal(consultation, author=author, text=text, **{"secret": secret, **given})


def admitted(consultation, by, shown="Mai multe treceri.", **given):
    row = received(consultation, **given)
    return proposal_actions.admit_proposal(row, by=by, version=row.version, shown_text=shown)


def answered(consultation, by, decision="refused", reason="Nu este buget.", **given):
    row = admitted(consultation, by, **given)
    return proposal_actions.answer_proposal(row, by=by, version=row.version, decision=decision, reason=reason)


def stored(row):
    return Proposal.objects.select_related("consultation__plan").get(pk=row.pk)


def after_proposals(consultation):
    """Return a moment after the last day for proposals."""
    day = consultation.proposals_until + datetime.timedelta(days=1)
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
