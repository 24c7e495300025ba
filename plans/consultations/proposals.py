"""What happens to a proposal: it comes, is checked before it is public, is answered with a reason, is taken back."""

import datetime
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from plans.consultations import actions as consultation_actions
from plans.consultations import letters, steps
from plans.consultations.notices import notify_of_proposal
from plans.consultations.subjects import proposal_subjects
from plans.models import Consultation, Plan, Proposal
from portal import clock
from portal.languages import ROMANIAN, keep_romanian
from portal.versioning import WrongState, lock_version

State, Decision, Way = Proposal.ProposalState, Proposal.ProposalDecision, Proposal.ProposalWay
StepKind = steps.StepKind


@dataclass(frozen=True, kw_only=True)
class ProposalAuthor:
    """Who proposes; only the organisation, and the name where its bearer agrees, become public.

    They are written to in the `language` of the page on which they wrote.
    """

    name: str = ""
    organisation: str = ""
    email: str = ""
    name_is_public: bool = False
    language: str = ROMANIAN


@keep_romanian
@transaction.atomic
def receive_proposal(
    consultation: Consultation, *, author: ProposalAuthor, text: str, secret: str, element: str = ""
) -> Proposal:
    """Take a proposal from a reader, on the plan or on one subject of the draft, by its key; they get a receipt.

    `secret` is known to them alone and opens the page of the proposal; sent twice, the proposal is kept once. Raise
    WrongState where the consultation is over, or its days for proposals are.
    """
    consultation = _lock(consultation)
    again = consultation.proposals.filter(secret=secret).first()
    if again is not None:
        return again
    today = clock.today()
    if today > consultation.proposals_until:
        raise WrongState(consultation)
    row = _register(consultation, author, text=text, element=element, way=Way.SITE, secret=secret, received_on=today)
    steps.record_step(consultation, StepKind.RECEIVED, by=None, proposal=row)
    letters.write_receipt(row)
    notify_of_proposal(row)
    return row


@transaction.atomic
def register_proposal(
    consultation: Consultation,
    *,
    by,
    author: ProposalAuthor,
    text: str,
    way: str,
    received_on: datetime.date,
    element: str = "",
) -> Proposal:
    """Enter in the register a proposal that came on paper, by mail or in a debate, within the days for proposals."""
    consultation = consultation_actions.lock_consultation(consultation, by)
    if not consultation.opened_on <= received_on <= min(clock.today(), consultation.proposals_until):
        raise ValidationError({"received_on": "Ziua primirii nu este între zilele în care s-au primit propuneri."})
    given = {"way": way, "received_on": received_on, "secret": secrets.token_urlsafe()}
    row = _register(consultation, author, text=text, element=element, **given)
    steps.record_step(consultation, StepKind.REGISTERED, by=by, proposal=row)
    letters.write_receipt(row)
    return row


@transaction.atomic
def admit_proposal(proposal: Proposal, *, by, version: int, shown_text: str) -> Proposal:
    """Let a proposal be public in these words: the author's, without what the law keeps private."""
    row = _lock_proposal(proposal, by, version, State.WAITING, State.HIDDEN)
    row.state, row.shown_text, row.hidden_reason = State.ADMITTED, shown_text, ""
    return _save(row, StepKind.ADMITTED, by)


@transaction.atomic
def hide_proposal(proposal: Proposal, *, by, version: int, reason: str) -> Proposal:
    """Keep a proposal out of the public register, which shows its number and the reason."""
    row = _lock_proposal(proposal, by, version, State.WAITING, State.ADMITTED)
    row.state, row.hidden_reason, row.shown_text = State.HIDDEN, reason, ""
    row.decision, row.reason, row.decided_on = "", "", None
    return _save(row, StepKind.HIDDEN, by)


@transaction.atomic
def answer_proposal(proposal: Proposal, *, by, version: int, decision: str, reason: str) -> Proposal:
    """Answer a public proposal; one that is not taken up whole gets its reason in writing (art. 12)."""
    row = _lock_proposal(proposal, by, version, State.ADMITTED)
    if decision != Decision.ACCEPTED and not reason.strip():
        raise ValidationError({"reason": "Scrieți de ce nu s-a preluat: legea cere motivul în scris."})
    row.decision, row.reason, row.decided_on = decision, reason, clock.today()
    return _save(row, StepKind.ANSWERED, by)


@keep_romanian
@transaction.atomic
def take_back_proposal(proposal: Proposal) -> Proposal:
    """Erase all that an author wrote, for the author; its number stays. Raise WrongState where that is over."""
    _lock(proposal.consultation)
    row = Proposal.objects.select_related("consultation").get(pk=proposal.pk)
    if row.state == State.TAKEN_BACK:
        return row
    for name in ("text", "shown_text", "author", "organisation", "email", "element", "about", "hidden_reason"):
        setattr(row, name, "")
    row.state, row.name_is_public = State.TAKEN_BACK, False
    row.decision, row.reason, row.decided_on = "", "", None
    row.full_clean(exclude=["consultation"])
    row.save()
    letters.delete_letters(row)
    steps.record_step(row.consultation, StepKind.TAKEN_BACK, by=None, proposal=row)
    return row


def _lock(consultation: Consultation) -> Consultation:
    Plan.objects.select_for_update(of=("self",)).get(pk=consultation.plan_id)
    return consultation_actions.require_running(consultation)


def _lock_proposal(proposal: Proposal, by, version: int, *states: str) -> Proposal:
    """Return a proposal as it is stored; raise PermissionDenied, Conflict or WrongState (in no such state)."""
    consultation = consultation_actions.lock_consultation(proposal.consultation, by)
    rows = consultation.proposals.select_related("consultation__plan")
    stored = lock_version(rows, proposal, version)
    if stored.state not in states:
        raise WrongState(stored)
    return stored


def _register(consultation: Consultation, author: ProposalAuthor, *, text: str, element: str, **given) -> Proposal:
    subject = proposal_subjects(consultation.read()).get(element)
    if element and subject is None:
        raise ValidationError({"element": "Nu este din proiectul consultat."})
    newest = consultation.proposals.aggregate(number=Max("number"))["number"] or 0
    row = Proposal(
        consultation=consultation,
        number=newest + 1,
        element=element,
        about=subject.name[:300] if subject else "",
        author=author.name,
        organisation=author.organisation,
        email=author.email,
        name_is_public=author.name_is_public,
        language=author.language,
        text=text,
        received_at=clock.now(),
        **given,
    )
    row.full_clean(exclude=["consultation"])
    row.save()
    return row


def _save(row: Proposal, kind: str, by) -> Proposal:
    row.full_clean(exclude=["consultation"])
    row.save()
    steps.record_step(row.consultation, kind, by=by, proposal=row)
    letters.write_news(row)
    return row
