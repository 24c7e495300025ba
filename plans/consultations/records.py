"""From the rows of a consultation to what of it is public."""

from plans.consultations.subjects import proposal_subjects
from plans.document import checksum_of
from plans.models import Consultation, ConsultationClosing, Proposal
from plans.render.consultation import record as values
from portal.languages import keep_romanian

State = Proposal.ProposalState


def public_record(consultation: Consultation) -> values.ConsultationRecord:
    """Return what the public sees of a consultation: as it was closed, or as it is now."""
    closing = closing_of(consultation)
    if closing is not None and not closing.is_stopped:
        return values.from_json(closing.record, checksum=closing.checksum)
    return current_record(consultation, closing=closing)


def closing_of(consultation: Consultation) -> ConsultationClosing | None:
    """Return the end of a consultation, if it is over."""
    return ConsultationClosing.objects.filter(consultation=consultation).first()


def current_record(
    consultation: Consultation, *, closing: ConsultationClosing | None = None
) -> values.ConsultationRecord:
    """Return what the rows give now; of a stopped consultation neither proposals nor debates."""
    draft = consultation.read()
    is_stopped = bool(closing and closing.is_stopped)
    anchors = {key: one.anchor for key, one in proposal_subjects(draft).items()}
    return values.ConsultationRecord(
        version=values.VERSION,
        number=consultation.number,
        plan=draft.slug,
        plan_title=draft.short_title,
        title=f"{draft.title} {draft.subtitle}".strip(),
        owner=draft.owner,
        opened_on=consultation.opened_on,
        proposals_until=consultation.proposals_until,
        endorsement_from=consultation.endorsement_from,
        substantiation=consultation.substantiation,
        sending=consultation.sending,
        checksum=consultation.checksum,
        debates=() if is_stopped else tuple(_debate_value(row) for row in consultation.debates.all()),
        proposals=()
        if is_stopped
        else tuple(_proposal_value(row, anchors) for row in consultation.proposals.order_by("number")),
        closing=closing and values.ClosingValue(at=closing.closed_at, is_stopped=closing.is_stopped, note=closing.note),
        is_invented=draft.is_invented,
    )


def keep_record(closing: ConsultationClosing, text: str) -> None:
    """Take the canonical text of a record as what a new closing says."""
    closing.record, closing.checksum = text, checksum_of(text)


def _debate_value(row) -> values.DebateValue:
    return values.DebateValue(
        at=row.at, place=row.place, asked_by=row.asked_by, participants=row.participants, minutes=row.minutes
    )


def _proposal_value(row: Proposal, anchors: dict[str, str]) -> values.ProposalValue:
    is_admitted = row.state == State.ADMITTED
    return values.ProposalValue(
        number=row.number,
        received_on=row.received_on,
        way=row.way,
        state=row.state,
        author=public_author(row) if is_admitted else "",
        about=row.about,
        address=anchors.get(row.element, ""),
        text=row.shown_text,
        note=_note(row),
        decision=row.decision,
        reason=row.reason,
        decided_on=row.decided_on,
    )


@keep_romanian
def _note(row: Proposal) -> str:
    """Return why a proposal has no public text, as records keep it."""
    if row.state == State.HIDDEN:
        return values.HIDDEN_NOTE + row.hidden_reason
    return str(values.NOT_PUBLIC.get(row.state, ""))


def public_author(row: Proposal) -> str:
    """Return who proposes, as far as it is public: an organisation, a name that its bearer lets be shown."""
    name = row.author if row.name_is_public else ""
    return ", ".join(one for one in (name, row.organisation) if one) or values.UNNAMED
