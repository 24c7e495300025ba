"""What the pages of review say of a report: where it is, whether it came in time, for how long it waits."""

import datetime

from django.utils import timezone

from indicators.models import Report, ReportStep
from indicators.progress.vocabulary import STAGE_NAMES, STATUS_NAMES, ReportStage
from plans.stand_ins import ActingNames
from portal.display import in_words
from portal.romanian import count, long_date

State = Report.State
STATES = {
    State.DUE: "de raportat",
    State.DRAFT: "în lucru la instituție",
    State.SUBMITTED: STAGE_NAMES[ReportStage.IN_REVIEW],
    State.RETURNED: STAGE_NAMES[ReportStage.RETURNED],
    State.ACCEPTED: STAGE_NAMES[ReportStage.ACCEPTED],
}
STEPS = {
    ReportStep.Kind.STARTED: "Începută",
    ReportStep.Kind.SUBMITTED: "Trimisă spre evaluare",
    ReportStep.Kind.RETURNED: "Întoarsă instituției",
    ReportStep.Kind.ACCEPTED: "Acceptată",
    ReportStep.Kind.SUPERSEDED: "Înlocuită de o corectură",
}


def state_label(report: Report) -> str:
    """Return where a report is, in words."""
    return "înlocuită de o corectură" if report.superseded_at else STATES[State(report.state)]


def punctuality(report: Report, moment: datetime.datetime) -> str:
    """Return whether a report that was sent at a moment came in time; what was given back, by its first sending.

    The report knows when it was first sent (`with_first_sending`). A correction has no term of its own.
    """
    if report.corrects_id:
        return "ca o corectură"
    first, last = local_date(report.first_sent_at), local_date(moment)
    days = (first - report.due_on).days
    said = f"cu {days_in_words(days)} după termen" if days > 0 else "în termen"
    return said if first == last else f"întâi la {long_date(first)}, {said}"


def waiting_labels(report: Report, moment: datetime.datetime | None, today: datetime.date) -> tuple[str, str]:
    """Return for how long a report waits for somebody, or is late, and since which day; both may be empty."""
    if report.state == State.ACCEPTED:
        return "", f"acceptată la {long_date(moment)}"
    if report.state == State.SUBMITTED:
        return f"așteaptă {waiting_time(moment, today)}", f"trimisă la {long_date(moment)}"
    late = (today - report.due_on).days
    overdue = f"întârziată cu {days_in_words(late)}" if late > 0 else ""
    if report.state == State.RETURNED:
        return f"așteaptă {waiting_time(moment, today)}", f"întoarsă la {long_date(moment)}"
    return overdue, f"termen: {long_date(report.due_on)}"


def waiting_time(moment: datetime.datetime, today: datetime.date) -> str:
    """Return for how long something waits."""
    days = (today - local_date(moment)).days
    return f"de {days_in_words(days)}" if days > 0 else "de astăzi"


def days_in_words(days: int) -> str:
    """Return a number of days: 1 zi, 2 zile, 20 de zile."""
    return count(days, "zi", "zile")


def local_date(moment: datetime.datetime) -> datetime.date:
    """Return the day of a moment in Romania."""
    return timezone.localtime(moment).date()


def actors_of(row) -> ActingNames | None:
    """Return what those are called who wrote a report; None for any other row."""
    return acting_names(row) if isinstance(row, Report) else None


def acting_names(report: Report) -> ActingNames:
    """Return what those are called who acted for the institution that reports or for the body that judges."""
    return ActingNames([report.institution_id, report.indicator.plan.reviewer_id])


def last_action_message(report: Report, reader) -> str:
    """Return who did the last thing with a report, when, and what it was."""
    step = report.steps.select_related("by").exclude(kind=ReportStep.Kind.STARTED).last()
    mine = step.by_id == reader.pk
    who, has = ("", "ați") if mine else (f"{acting_names(report).name(step.by, step.at)} ", "a")
    verdict = STATUS_NAMES.get(report.judgement, "")
    done = {
        ReportStep.Kind.SUBMITTED: f"{has} trimis raportarea din nou",
        ReportStep.Kind.RETURNED: f"{has} întors raportarea instituției",
        ReportStep.Kind.ACCEPTED: f"{has} acceptat raportarea, cu aprecierea „{verdict}”",
        ReportStep.Kind.SUPERSEDED: f"{has} acceptat o corectură a acestei raportări",
    }[step.kind]
    return f"Între timp, la {in_words(step.at)}, {who}{done}."
