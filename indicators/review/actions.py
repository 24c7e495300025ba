"""What a reviewer does with a report: each in one transaction, written down with who did it.

A report is read with the version that the person saw; where someone else did something meanwhile, Conflict is raised
and nothing changes.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators import permissions
from indicators.models import Report, ReportStep
from indicators.notices import notify_of_acceptance, notify_of_return
from indicators.reporting.actions import announce_report, lock_report, record_step
from indicators.reporting.proposal import verdict_proposal
from plans import document
from portal import clock
from portal.chain.sealing import seal_after_commit

Step = ReportStep.Kind
State = Report.State


def return_report(report: Report, *, by, note: str) -> Report:
    """Give a report back to its institution with what is asked of it; raise PermissionDenied for who reported it."""
    _require_texts(note=note)
    with transaction.atomic():
        row = lock_report(report, permissions.judgeable_reports(by), State.SUBMITTED)
        row.state = State.RETURNED
        row.save()
        record_step(row, Step.RETURNED, by, note)
        announce_report(row)
        notify_of_return(row, by=by, note=note)
    return row


def accept_report(report: Report, *, by, verdict: str, reason: str) -> Report:
    """Accept a report with a verdict and its reason; it keeps its definition and target, and becomes public.

    Raises PermissionDenied for the person who reported it. A reviewer of the reported institution may judge, and the
    report says so. A correction supersedes the report that it corrects; both stay.
    """
    _require_texts(verdict=verdict, verdict_reason=reason)
    with transaction.atomic():
        row = lock_report(report, permissions.judgeable_reports(by), State.SUBMITTED)
        proposed = verdict_proposal(row)
        row.state, row.verdict, row.verdict_reason = State.ACCEPTED, verdict, reason
        row.reviewed_by, row.reviewed_at = by, clock.now()
        row.proposed = proposed.progress.status
        row.has_interest = permissions.has_interest(by, row.institution)
        row.definition = {
            "indicator": document.to_plain(proposed.definition),
            "target": proposed.target and document.to_plain(proposed.target),
        }
        if row.corrects:
            _supersede(row, by)
        row.full_clean(validate_unique=False, validate_constraints=False, exclude=["corrects", "indicator"])
        row.save()
        record_step(row, Step.ACCEPTED, by)
        announce_report(row)
        notify_of_acceptance(row, by=by)
        seal_after_commit("indicators_report", "indicators_reportstep", "indicators_evidence")
    return row


def _require_texts(**given: str) -> None:
    """Refuse a decision that does not say what it has to."""
    if empty := {name: "Câmpul este obligatoriu." for name, text in given.items() if not text.strip()}:
        raise ValidationError(empty)


def _supersede(correction: Report, by) -> None:
    """Let the accepted report stand behind its correction."""
    old = Report.objects.select_for_update().get(pk=correction.corrects_id)
    old.superseded_at = clock.now()
    old.save()
    record_step(old, Step.SUPERSEDED, by)
