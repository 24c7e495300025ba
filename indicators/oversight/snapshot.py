"""What was known on a day: reports and recommendations as they stood at its end, whatever happened to them since.

A document dated on a day tells what was known on it, and tells the same however late it is drafted.
"""

import dataclasses
import datetime
from collections import defaultdict

from django.db.models import F
from django.utils import timezone

from indicators import queries
from indicators.models import Recommendation, RecommendationStep, Report, ReportStep
from indicators.progress.report_values import RecommendationValue, ReportValue
from indicators.reporting.schedule import DUE_AFTER_DAYS
from plans.models import FormerNames, Plan

State = Report.State
Step = ReportStep.Kind
Asked = Recommendation.RecommendationState
AnswerStep = RecommendationStep.RecommendationStepKind
# What a report is after a step: what was given back was sent, so it is not told as owed.
SENT_STATES = {Step.SUBMITTED: State.SUBMITTED, Step.RETURNED: State.RETURNED}
# What moves a recommendation from one state to another.
STATE_STEPS = {AnswerStep.ANSWERED, AnswerStep.SENT_BACK, *Recommendation.ENDED}
TIME_TO_REPORT = datetime.timedelta(days=DUE_AFTER_DAYS)


def reports_known(plan: Plan, *, day: datetime.date, last: datetime.date) -> dict[str, list[ReportValue]]:
    """Return the reports of periods ended by the `last` day, by the uid of the indicator, as known on the other day.

    Each has the definition and the target that it was judged by. A correction counts from its acceptance, what was sent
    or given back later does not yet, and what was first asked for later is not there. Three queries.
    """
    rows = Report.objects.filter(indicator__plan=plan, period_end__lte=last).select_related("institution")
    rows = list(rows.annotate(uid=F("indicator__uid")).order_by("period_start", "pk"))
    steps = _steps_until(ReportStep.objects.filter(report__indicator__plan=plan), day, "report_id")
    known = [row for row in rows if _turn_back(row, steps[row.pk], day)]
    found, names = defaultdict(list), FormerNames()
    for row, former in queries.with_superseded(known):
        values = tuple(queries.report_value(one, names=names, whole=True) for one in former)
        found[str(row.uid)].append(queries.report_value(row, superseded=values, names=names, whole=True))
    return dict(found)


def recommendations_known(plan: Plan, *, day: datetime.date) -> list[RecommendationValue]:
    """Return the recommendations issued by a day, each with the answer and the end that it had then."""
    rows = plan.recommendations.filter(issued_on__lte=day)
    steps = _steps_until(RecommendationStep.objects.filter(recommendation__in=rows), day, "recommendation_id")
    keys = {(code, f"{number}/{year}"): pk for pk, code, number, year in
            rows.values_list("pk", "body__code", "number", "year")}  # fmt: skip
    return [
        _recommendation_then(_before_later_passings(value, day), steps[keys[value.body.code, value.reference]])
        for value in queries.recommendation_values(rows)
    ]


def _steps_until(rows, day: datetime.date, of: str) -> dict[int, list]:
    """Return the steps made until the end of a day, in their order, by the key of what they are steps of."""
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), timezone.get_current_timezone())
    found = defaultdict(list)
    for step in rows.filter(at__lt=end).order_by("at", "pk"):
        found[getattr(step, of)].append(step)
    return found


def _turn_back(row: Report, steps: list[ReportStep], day: datetime.date) -> bool:
    """Make a report, which nobody saves, what it was at the end of a day; tell whether it was there."""
    sent = [step.at for step in steps if step.kind == Step.SUBMITTED]
    row.first_sent_at = sent[0] if sent else None
    if row.superseded_at and timezone.localdate(row.superseded_at) > day:
        row.superseded_at = None
    if row.state == State.ACCEPTED and timezone.localdate(row.reviewed_at) <= day:
        return True
    if row.corrects_id or row.due_on - TIME_TO_REPORT > max(day, row.period_end):
        return False
    row.state, row.superseded_at = SENT_STATES.get(steps[-1].kind if steps else "", State.DUE), None
    if sent:
        row.reported_at = sent[-1]
    return True


def _before_later_passings(value: RecommendationValue, day: datetime.date) -> RecommendationValue:
    """Return a recommendation as addressed on a day: to whom it had not yet passed from by its end."""
    later = [one for one in value.passings if one.on > day]
    if not later:
        return value
    kept = tuple(one for one in value.passings if one.on <= day)
    return dataclasses.replace(value, addressed_to=later[0].former, passings=kept)


def _recommendation_then(value: RecommendationValue, steps: list[RecommendationStep]) -> RecommendationValue:
    deadlines = [step.deadline for step in steps if step.deadline]
    value = dataclasses.replace(
        value,
        deadline=deadlines[-1] if deadlines else value.deadline,
        extensions=value.extensions[: sum(step.kind == AnswerStep.EXTENDED for step in steps)],
    )
    last = next((step for step in reversed(steps) if step.kind in STATE_STEPS), None)
    if last and last.kind in Recommendation.ENDED:
        return value
    said = {"closed_on": None, "closing_note": ""}
    if last and last.kind == AnswerStep.ANSWERED:
        answered = {"answer": last.note, "answered_on": timezone.localdate(last.at)}
        return dataclasses.replace(value, state=Asked.ANSWERED.value, **said, **answered)
    return dataclasses.replace(value, state=Asked.OPEN.value, answer="", answered_on=None, proofs=(), **said)
