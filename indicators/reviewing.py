"""From a debt to a verdict: what may be done with a report, each in one transaction, written down with who did it.

A report is read with the version that the person saw; where someone else did something meanwhile, StaleSave is raised
and nothing changes.
"""

import datetime
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from indicators import permissions, queries, refreshing
from indicators.models import Report, ReportStep
from indicators.progress import Progress, Status, progress
from indicators.reading import covering
from indicators.records import Record
from plans import document
from plans.models import Edition
from plans.models.versioned import StaleSave

Step = ReportStep.Kind
State = Report.State
JUDGED = {
    Status.MET: Report.Verdict.MET,
    Status.PARTLY: Report.Verdict.PARTLY,
    Status.NOT_MET: Report.Verdict.NOT_MET,
}


class WrongState(Exception):
    """The report is not where this can be done with it; nothing was done."""

    def __init__(self, report: Report):
        super().__init__(f"report {report.pk} is {report.state}")
        self.report = report


@dataclass(frozen=True)
class Proposal:
    """What the published rule says of a report, before a person judges it."""

    definition: document.Indicator
    target: document.Target | None
    progress: Progress

    @property
    def verdict(self) -> str:
        """Return the verdict that the rule proposes."""
        return JUDGED.get(self.progress.status, Report.Verdict.CANNOT_BE_JUDGED)


def save_draft(report: Report, *, by, content: dict, reason: str = "") -> Report:
    """Keep what a reporter filled in, complete or not; raise PermissionDenied, WrongState or StaleSave.

    The history says the reason, where there is one: from which file it came.
    """
    with transaction.atomic():
        row = _held(report, permissions.reportable(by), State.DUE, State.DRAFT, State.RETURNED)
        if row.state == State.DUE:
            row.state = State.DRAFT
            _note(row, Step.STARTED, by)
        for name in Report.CONTENT:
            setattr(row, name, content[name])
        row._change_reason = reason or None
        row.save()
    return row


def submit(report: Report, *, by) -> Report:
    """Send a draft to review; raise ValidationError by field where it says neither a value nor why there is none."""
    with transaction.atomic():
        row = _send(report, by)
        refreshing.refresh(row)
    return row


def submit_all(reports: list[Report], *, by) -> tuple[list[Report], list[tuple[Report, Exception]]]:
    """Send the drafts of one plan that can be sent; return them, and the others with what `submit` would raise."""
    sent, left = [], []
    with transaction.atomic():
        for report in reports:
            try:
                with transaction.atomic():
                    sent.append(_send(report, by))
            except (ValidationError, WrongState, StaleSave) as error:
                left.append((report, error))
        if sent:
            refreshing.refresh(*sent)
    return sent, left


def return_(report: Report, *, by, note: str) -> Report:
    """Give a report back to its institution with what is asked of it; raise PermissionDenied for who reported it."""
    _want(note=note)
    with transaction.atomic():
        row = _held(report, permissions.judgeable(by), State.SUBMITTED)
        row.state = State.RETURNED
        row.save()
        _note(row, Step.RETURNED, by, note)
        refreshing.refresh(row)
    return row


def accept(report: Report, *, by, verdict: str, reason: str) -> Report:
    """Accept a report with a verdict and its reason; it keeps its definition and target, and becomes public.

    Raises PermissionDenied for the person who reported it. A reviewer of the reported institution may judge, and the
    report says so. A correction supersedes the report that it corrects; both stay.
    """
    _want(verdict=verdict, verdict_reason=reason)
    with transaction.atomic():
        row = _held(report, permissions.judgeable(by), State.SUBMITTED)
        proposed = proposal(row)
        row.state, row.verdict, row.verdict_reason = State.ACCEPTED, verdict, reason
        row.reviewed_by, row.reviewed_at = by, timezone.now()
        row.proposed = proposed.progress.status
        row.has_interest = permissions.has_interest(by, row.indicator.institution)
        row.definition = {
            "indicator": document.plain(proposed.definition),
            "target": proposed.target and document.plain(proposed.target),
        }
        if row.corrects:
            _supersede(row, by)
        row.full_clean(validate_unique=False, validate_constraints=False, exclude=["corrects", "indicator"])
        row.save()
        _note(row, Step.ACCEPTED, by)
        refreshing.refresh(row)
    return row


def correct(report: Report, *, by) -> Report:
    """Begin the correction of an accepted report: a draft with the same content; the accepted one stands meanwhile."""
    with transaction.atomic():
        row = _held(report, permissions.reportable(by), State.ACCEPTED)
        if row.superseded_at or row.corrections.exclude(state=State.ACCEPTED).exists():
            raise WrongState(row)
        same = ("indicator", "period_start", "period_end", "due_on", *Report.CONTENT)
        correction = Report(state=State.DRAFT, corrects=row, **{name: getattr(row, name) for name in same})
        correction.save()
        _note(correction, Step.STARTED, by)
    return correction


def proposal(report: Report, *, today: datetime.date | None = None) -> Proposal:
    """Return what the rule says of a report if it were accepted today, or on another day."""
    definition = published_definition(report)
    target = covering(definition.targets, report)
    others = queries.records_of(report.indicator.plan, number=report.indicator.number).get(definition.uid, [])
    as_accepted = Record(
        indicator=definition.uid,
        period_start=report.period_start,
        period_end=report.period_end,
        due_on=report.due_on,
        state="accepted",
        **queries.content_of(report),
    )
    rows = [one for one in others if (one.period_start, one.period_end) != (report.period_start, report.period_end)]
    today = today or timezone.localdate()
    return Proposal(definition, target, progress(definition, target, [*rows, as_accepted], today))


def published_definition(report: Report) -> document.Indicator:
    """Return the report's indicator as the public knows it: from the newest public edition that holds it."""
    uid = str(report.indicator.uid)
    for edition in Edition.objects.public().filter(plan=report.indicator.plan_id).order_by("-number"):
        for indicator in edition.read().indicators:
            if indicator.uid == uid:
                return indicator
    raise WrongState(report)


def check_complete(report: Report) -> None:
    """Refuse a report that says neither what its indicator asks for nor why there is no data, or that says both."""
    asked = asked_of(report.indicator.nature)
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


def asked_of(nature: str) -> tuple[str, ...]:
    """Return the fields that an indicator of a nature asks for."""
    if nature in ("ratio", "change"):
        return ("numerator", "denominator")
    return ("text",) if nature in ("qualitative", "reference") else ("value",)


def _held(report: Report, allowed, *states: str) -> Report:
    """Return the row, locked, if it is as the person saw it, in one of the states, and the person's to change."""
    row = Report.objects.select_for_update(of=("self",)).select_related("indicator__plan", "indicator__institution")
    row = row.get(pk=report.pk)
    if not allowed.filter(pk=row.pk).exists():
        raise PermissionDenied
    if row.state not in states:
        raise WrongState(row)
    if row.version != report.version:
        raise StaleSave(row)
    return row


def _send(report: Report, by) -> Report:
    """Put a complete draft in review."""
    row = _held(report, permissions.reportable(by), State.DRAFT, State.RETURNED)
    check_complete(row)
    row.state, row.reported_by, row.reported_at = State.SUBMITTED, by, timezone.now()
    row.save()
    _note(row, Step.SUBMITTED, by)
    return row


def _want(**given: str) -> None:
    """Refuse a decision that does not say what it has to."""
    if empty := {name: "Câmpul este obligatoriu." for name, text in given.items() if not text.strip()}:
        raise ValidationError(empty)


def _supersede(correction: Report, by) -> None:
    """Let the accepted report stand behind its correction."""
    old = Report.objects.select_for_update().get(pk=correction.corrects_id)
    old.superseded_at = timezone.now()
    old.save()
    _note(old, Step.SUPERSEDED, by)


def _note(report: Report, kind: str, by, note: str = "") -> None:
    """Write down what was done."""
    step = ReportStep(report=report, kind=kind, by=by, note=note)
    step.full_clean(exclude=["report", "by"])
    step.save()
