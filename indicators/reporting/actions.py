"""From what is owed to a report in review: each step in one transaction, written down with who did it.

A report is read with the version that the person saw; where someone else did something meanwhile, Conflict is raised
and nothing changes.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators import permissions
from indicators.models import Report, ReportStep
from indicators.notices import notify_judges
from indicators.progress.plausibility import report_doubts
from plans.extensions import announce_change
from portal import clock
from portal.versioning import Conflict, WrongState, lock_row

Step = ReportStep.Kind
State = Report.State


def save_draft(report: Report, *, by, content: dict, confirmation: str | None = None, reason: str = "") -> Report:
    """Keep what a reporter filled in, complete or not; raise PermissionDenied, WrongState or Conflict.

    The confirmation of what is doubtful stays as it is where none is given. The history says the reason, where there is
    one: from which file it came.
    """
    with transaction.atomic():
        row = lock_report(report, permissions.reportable_reports(by), State.DUE, State.DRAFT, State.RETURNED)
        if row.state == State.DUE:
            row.state = State.DRAFT
            record_step(row, Step.STARTED, by)
        for name in Report.CONTENT:
            setattr(row, name, content[name])
        row.confirmation = row.confirmation if confirmation is None else confirmation
        row._change_reason = reason or None
        row.save()
    return row


def submit_report(report: Report, *, by) -> Report:
    """Send a draft to review; raise ValidationError by field where it says neither a value nor why there is none."""
    with transaction.atomic():
        row = _send(report, by)
        announce_report(row)
        notify_judges(row, by=by)
    return row


def submit_reports(reports: list[Report], *, by) -> tuple[list[Report], list[tuple[Report, Exception]]]:
    """Send the drafts of one plan that can be sent; return them, and the others with what `submit` would raise."""
    sent, left = [], []
    with transaction.atomic():
        for report in reports:
            try:
                with transaction.atomic():
                    sent.append(_send(report, by))
            except (ValidationError, Conflict) as error:
                left.append((report, error))
        if sent:
            announce_report(*sent)
            notify_judges(*sent, by=by)
    return sent, left


def begin_correction(report: Report, *, by) -> Report:
    """Begin the correction of an accepted report: a draft with the same content; the accepted one stands meanwhile."""
    with transaction.atomic():
        row = lock_report(report, permissions.reportable_reports(by), State.ACCEPTED)
        if row.superseded_at or row.corrections.exclude(state=State.ACCEPTED).exists():
            raise WrongState(row)
        same = ("indicator", "institution", "period_start", "period_end", "due_on", *Report.CONTENT)
        correction = Report(state=State.DRAFT, corrects=row, **{name: getattr(row, name) for name in same})
        correction.save()
        record_step(correction, Step.STARTED, by)
    return correction


def check_complete(report: Report) -> None:
    """Refuse a report that says neither what its indicator asks for nor why there is no data, or that says both."""
    asked = answer_fields(report.indicator.nature)
    given = [name for name in asked if getattr(report, name) not in (None, "")]
    if report.no_data_reason:
        if given:
            raise ValidationError(
                {"no_data_reason": "Raportul are și o valoare, și un motiv pentru lipsa ei. Ștergeți una."}
            )
        return
    missing = {
        name: "Completați valoarea sau, dacă nu există date, scrieți de ce." for name in asked if name not in given
    }
    if missing:
        raise ValidationError(missing)


def check_confirmed(report: Report) -> None:
    """Refuse a report with something doubtful that nobody confirmed with a reason."""
    if question := asked_reason(report):
        raise ValidationError({"confirmation": question})


def asked_reason(report: Report) -> str:
    """Return what its writer is asked before a report can be sent: what is doubtful and not confirmed; else nothing."""
    doubts = report_doubts(report.indicator, report, clock.today())
    if not doubts or report.confirmation.strip():
        return ""
    return f"{' '.join(doubts)} Verificați și, dacă așa este, scrieți de ce; motivul îl citește cine evaluează."


def answer_fields(nature: str) -> tuple[str, ...]:
    """Return the fields that an indicator of a nature asks for."""
    if nature in ("ratio", "change"):
        return ("numerator", "denominator")
    return ("text",) if nature in ("qualitative", "reference") else ("value",)


def lock_report(report: Report, allowed, *states: str) -> Report:
    """Return the row, locked, if it is as the person saw it, in one of the states, and the person's to change."""
    return lock_row(
        report,
        allowed=allowed,
        may_change=lambda row: row.state in states,
        related=("indicator__plan", "institution"),
        version=report.version,
    )


def _send(report: Report, by) -> Report:
    """Put a complete draft in review."""
    row = lock_report(report, permissions.reportable_reports(by), State.DRAFT, State.RETURNED)
    check_complete(row)
    check_confirmed(row)
    row.state, row.reported_by, row.reported_at = State.SUBMITTED, by, clock.now()
    row.save()
    record_step(row, Step.SUBMITTED, by)
    return row


def record_step(report: Report, kind: str, by, note: str = "") -> None:
    """Write down what was done."""
    step = ReportStep(report=report, kind=kind, by=by, note=note)
    step.full_clean(exclude=["report", "by"])
    step.save()


def announce_report(*reports: Report) -> None:
    """Say that the public sees something else of the indicators of a plan's reports."""
    plan = reports[0].indicator.plan
    announce_change(plan, indicators={str(report.indicator.uid) for report in reports})
