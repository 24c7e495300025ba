"""What staff do with a consultation: open it, announce and record debates, stop it, close it with its report.

A publisher of the plan opens, stops and closes; who writes the plan announces and records debates. Each is one
transaction under the plan's lock.
"""

import datetime
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from plans import document, permissions
from plans.consultations import letters, records, steps
from plans.consultations.tasks import make_consultation_draft
from plans.consultations.workdays import legal_days
from plans.document import EditionMark
from plans.editions import publishing
from plans.extensions import announce_change
from plans.models import Consultation, ConsultationClosing, Debate, Plan, Proposal
from portal import clock
from portal.chain.sealing import seal_after_commit
from portal.romanian import count, long_date
from portal.versioning import WrongState, lock_version

State = Proposal.ProposalState


def open_consultation(
    plan: Plan,
    *,
    by,
    substantiation: str,
    sending: str,
    proposals_until: datetime.date,
    endorsement_from: datetime.date,
) -> Consultation:
    """Announce the working plan as it is now, today, and freeze it as the draft of a new consultation.

    Raises PermissionDenied, WrongState where a consultation of the plan is running, NotReady where readiness finds
    errors, ValidationError where the days are shorter than the law allows.
    """
    with transaction.atomic():
        plan = _lock_to_publish(plan, by)
        if plan.consultations.running().exists():
            raise WrongState(plan)
        publishing.require_ready(plan)
        require_legal_days(clock.today(), proposals_until=proposals_until, endorsement_from=endorsement_from)
        row = Consultation(
            plan=plan,
            opened_by=by,
            proposals_until=proposals_until,
            endorsement_from=endorsement_from,
            substantiation=substantiation,
            sending=sending,
        )
        _freeze_draft(row)
        steps.record_step(row, steps.StepKind.OPENED, by=by)
        make_consultation_draft.enqueue(row.pk)
        seal_after_commit("plans_consultation")
        announce_change(plan)
    return row


def _freeze_draft(row: Consultation) -> None:
    """Save a new consultation, opened now under the next number, with the working plan as it is."""
    row.number = (Consultation.objects.aggregate(number=Max("number"))["number"] or 0) + 1
    row.opened_at, row.opened_on = clock.now().replace(microsecond=0), clock.today()
    row.full_clean(exclude=["document", "checksum", "title", "owner_name"])
    # The number of no edition: whatever is made of the draft can be told from what is made of an edition.
    mark = EditionMark(number=0, published_at=row.opened_at, note="")
    row.keep(replace(publishing.content_of(row.plan), edition=mark))
    row.save()


def require_legal_days(
    today: datetime.date, *, proposals_until: datetime.date, endorsement_from: datetime.date
) -> None:
    """Raise ValidationError, by field, where the days are shorter than the law allows."""
    earliest = legal_days(today)
    errors = {}
    if proposals_until < earliest.proposals_until:
        errors["proposals_until"] = (
            f"Legea cere cel puțin 10 zile calendaristice: cel mai devreme {long_date(earliest.proposals_until)}."
        )
    if endorsement_from < earliest.endorsement_from:
        errors["endorsement_from"] = (
            f"Legea cere cel puțin 30 de zile lucrătoare: cel mai devreme {long_date(earliest.endorsement_from)}."
        )
    if not errors and endorsement_from <= proposals_until:
        errors["endorsement_from"] = "Proiectul se trimite spre avizare după ultima zi în care se primesc propuneri."
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def announce_debate(consultation: Consultation, *, by, at: datetime.datetime, place: str, asked_by: str = "") -> Debate:
    """Announce a public debate of a running consultation."""
    consultation = lock_consultation(consultation, by)
    row = Debate(consultation=consultation, at=at, place=place, asked_by=asked_by)
    row.full_clean(exclude=["consultation"])
    row.save()
    when = f"{long_date(at)}, {row.place}"
    steps.record_step(consultation, steps.StepKind.DEBATE_ANNOUNCED, by=by, detail=when)
    return row


@transaction.atomic
def record_debate(debate: Debate, *, by, version: int, participants: int, minutes: str) -> Debate:
    """Keep the minutes of a debate that was held, and how many took part."""
    consultation = lock_consultation(debate.consultation, by)
    stored = lock_version(consultation.debates.all(), debate, version)
    if stored.at > clock.now():
        raise ValidationError("Dezbaterea nu s-a ținut încă.")
    stored.participants, stored.minutes = participants, minutes
    stored.full_clean(exclude=["consultation"])
    stored.save()
    steps.record_step(consultation, steps.StepKind.DEBATE_RECORDED, by=by, detail=long_date(stored.at))
    return stored


@transaction.atomic
def stop_consultation(consultation: Consultation, *, by, reason: str) -> ConsultationClosing:
    """End a consultation without a report: its draft and its proposals are no longer public, the reason is."""
    return _end(consultation, by=by, note=reason, is_stopped=True)


@transaction.atomic
def close_consultation(consultation: Consultation, *, by, conclusions: str) -> ConsultationClosing:
    """End a consultation with its report: what is public of it now, frozen. Raise ValidationError where it cannot be.

    Addresses that authors gave for the answer are erased with it: it was sent.
    """
    problems = closing_problems(consultation)
    if problems:
        raise ValidationError(problems)
    return _end(consultation, by=by, note=conclusions, is_stopped=False)


def closing_problems(consultation: Consultation) -> list[str]:
    """Return, in words, what is left to do before the consultation can be closed with its report."""
    found = []
    if clock.today() <= consultation.proposals_until:
        found.append(f"Propunerile se primesc până la {long_date(consultation.proposals_until)}, inclusiv.")
    for left, one, many in (
        (consultation.proposals.filter(state=State.WAITING), "propunere de verificat", "propuneri de verificat"),
        (
            consultation.proposals.filter(state=State.ADMITTED, decision=""),
            "propunere fără răspuns",
            "propuneri fără răspuns",
        ),
        (consultation.debates.filter(minutes=""), "dezbatere fără minută", "dezbateri fără minută"),
    ):
        if number := left.count():
            found.append(f"Mai {'este' if number == 1 else 'sunt'} {count(number, one, many)}.")
    return found


def lock_consultation(consultation: Consultation, by) -> Consultation:
    """Return a running consultation whose plan `by` writes, with the plan locked.

    Raise PermissionDenied, or WrongState where it is over.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=consultation.plan_id)
    if not permissions.may_edit(by, plan):
        raise PermissionDenied
    return require_running(consultation)


def require_running(consultation: Consultation) -> Consultation:
    """Return the consultation as it is stored; raise WrongState where it is over."""
    stored = Consultation.objects.running().select_related("plan").filter(pk=consultation.pk).first()
    if stored is None:
        raise WrongState(consultation)
    return stored


def _lock_to_publish(plan: Plan, by) -> Plan:
    if not permissions.may_publish(by, plan):
        raise PermissionDenied
    return Plan.objects.select_for_update(of=("self",)).select_related("owner", "reviewer").get(pk=plan.pk)


def _end(consultation: Consultation, *, by, note: str, is_stopped: bool) -> ConsultationClosing:
    plan = _lock_to_publish(consultation.plan, by)
    consultation = require_running(consultation)
    at = clock.now().replace(microsecond=0)
    closing = ConsultationClosing(
        consultation=consultation, closed_at=at, closed_by=by, is_stopped=is_stopped, note=note
    )
    closing.full_clean(exclude=["consultation", "record", "checksum"])
    records.keep_record(closing, document.to_json(records.current_record(consultation, closing=closing)))
    closing.save()
    letters.write_end(consultation, closing)
    consultation.proposals.exclude(email="").update(email="")
    kind = steps.StepKind.STOPPED if is_stopped else steps.StepKind.CLOSED
    steps.record_step(consultation, kind, by=by)
    seal_after_commit("plans_consultationclosing")
    announce_change(plan)
    return closing
