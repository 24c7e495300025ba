"""What was reported and recommended, read for many at once; the number of queries does not depend on how many."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from indicators.composition import plain_number
from indicators.models import Evidence, Recommendation, RecommendationStep, Report
from indicators.progress import report_values as records
from plans.document import IndicatorValue as Definition
from plans.document import TargetValue, from_plain
from plans.editions.composition import institution_value
from plans.models import Edition, FormerNames, Institution, Plan

ISSUED = RecommendationStep.RecommendationStepKind.ISSUED
EXTENDED = RecommendationStep.RecommendationStepKind.EXTENDED
PASSED_ON = RecommendationStep.RecommendationStepKind.PASSED_ON

PUBLIC_STATES = {
    Report.State.SUBMITTED: "submitted",
    Report.State.RETURNED: "returned",
    Report.State.ACCEPTED: "accepted",
}


# Of what an accepted report keeps, only the target that it was judged by.
KEPT_TARGET = F("definition__target")


def report_values(
    plan: Plan, *, number: int | None = None, whole: bool = False
) -> dict[str, list[records.ReportValue]]:
    """Return what may be seen of the plan's reports, by the uid of the indicator; two queries.

    The `whole` reports are each with its proofs and with the definition it was accepted under; three queries. With the
    number of one indicator, only its reports, and these whole.
    """
    whole = whole or bool(number)
    reports = Report.objects.filter(indicator__plan=plan).order_by("period_start", "pk").select_related("institution")
    reports = reports.filter(indicator__number=number) if number else reports
    reports = reports if whole else reports.defer("definition").annotate(kept_target=KEPT_TARGET)
    rows = list(reports.with_first_sending().annotate(uid=F("indicator__uid")))
    proofs = _evidence_values(Evidence.objects.filter(report__in=reports.order_by().values("pk"))) if whole else {}
    return _values_by_indicator(rows, proofs, FormerNames(), whole=whole)


def report_values_of(indicators: Collection[int]) -> dict[str, list[records.ReportValue]]:
    """Return what may be seen of the reports of some indicators of any plan, by the uid of the indicator; one query."""
    reports = Report.objects.filter(indicator__in=indicators).order_by("period_start", "pk")
    reports = reports.select_related("institution").defer("definition").annotate(kept_target=KEPT_TARGET)
    rows = list(reports.with_first_sending().annotate(uid=F("indicator__uid")))
    return _values_by_indicator(rows, {}, None, whole=False)


def _values_by_indicator(
    rows: list[Report], proofs: dict, names: FormerNames | None, *, whole: bool
) -> dict[str, list[records.ReportValue]]:
    found = defaultdict(list)
    for row, former in with_superseded(rows):
        if row.corrects_id and row.state != Report.State.ACCEPTED:
            continue
        values = tuple(report_value(old, proofs.get(old.pk, ()), names=names, whole=whole) for old in former)
        found[str(row.uid)].append(report_value(row, proofs.get(row.pk, ()), values, names=names, whole=whole))
    return dict(found)


def _institution_then(institution: Institution, names: FormerNames | None, day: datetime.date | None):
    """Return an institution as a value, under the name that it had on a day; without a day, as today."""
    value = institution_value(institution)
    then = names.on(institution.pk, day) if names and day else None
    return dataclasses.replace(value, name=then[0], short_name=then[1]) if then else value


def with_superseded(rows: Collection[Report]) -> Iterator[tuple[Report, list[Report]]]:
    """Yield each of some reports that none supersedes, with those that it superseded, the newest first."""
    superseded = defaultdict(list)
    for row in rows:
        if row.superseded_at:
            superseded[row.indicator_id, row.period_start, row.period_end].insert(0, row)
    for row in rows:
        if not row.superseded_at:
            yield row, superseded[row.indicator_id, row.period_start, row.period_end]


def report_value(
    row: Report, proofs=(), superseded=(), *, names: FormerNames | None = None, whole=False
) -> records.ReportValue:
    """Return a report as everyone may see it: what is not accepted has no value.

    With the former `names`, its institution is called as it was on the day on which it was sent.
    """
    values = {
        "indicator": str(getattr(row, "uid", "")),
        "period_start": row.period_start,
        "period_end": row.period_end,
        "due_on": row.due_on,
        "state": PUBLIC_STATES.get(row.state, "due"),
        "institution": _institution_then(row.institution, names, _local_date(row.reported_at)),
    }
    if row.state in PUBLIC_STATES:
        values["reported_on"] = _local_date(row.reported_at)
        first = _local_date(getattr(row, "first_sent_at", None) or row.reported_at)
        values["first_sent_on"] = superseded[-1].first_sent_on if superseded else first
    if row.state != Report.State.ACCEPTED:
        return records.ReportValue(**values)
    return records.ReportValue(
        **values,
        **report_content(row),
        accepted_on=_local_date(row.reviewed_at),
        verdict=row.verdict,
        verdict_reason=row.verdict_reason,
        proposed=row.proposed,
        has_interest=row.has_interest,
        proofs=tuple(proofs),
        superseded=superseded,
        **(definition_and_target(row.definition) if whole else _target(getattr(row, "kept_target", None))),
    )


def report_content(row: Report) -> dict:
    """Return what a report says, as a record says it."""
    numbers = {name: plain_number(getattr(row, name)) for name in ("value", "numerator", "denominator")}
    return {
        **numbers,
        "text": row.text,
        "no_data_reason": row.no_data_reason,
        "narrative": row.narrative,
    }


def definition_and_target(kept: dict) -> dict:
    """Return the definition and the target that an accepted report keeps."""
    return {"definition": from_plain(Definition, kept["indicator"]), **_target(kept["target"])}


def _target(kept: dict | None) -> dict:
    return {"target": from_plain(TargetValue, kept) if kept else None}


def latest_accepted_reports(indicators):
    """Return the newest accepted report of each of some indicators; two queries, each through its index.

    One query would have PostgreSQL look for the newest twice.
    """
    newest = Report.objects.in_force().filter(indicator=OuterRef("pk")).order_by("-period_end").values("pk")[:1]
    found = indicators.order_by().annotate(newest=Subquery(newest)).values_list("newest", flat=True)
    return Report.objects.filter(pk__in=[pk for pk in found if pk]).defer("definition")


def published_definitions(plan: Plan) -> dict[str, Definition]:
    """Return the plan's indicators as its current edition has them, by uid; one query."""
    edition = Edition.objects.current().filter(plan=plan).first()
    return {indicator.uid: indicator for indicator in edition.read().indicators} if edition else {}


def current_definitions(plans: Collection[int]) -> dict[str, Definition]:
    """Return the indicators of some plans as their current editions have them, by uid; one query."""
    editions = Edition.objects.current().filter(plan__in=plans)
    return {indicator.uid: indicator for edition in editions for indicator in edition.read().indicators}


def recommendation_values(rows=None) -> list[records.RecommendationValue]:
    """Return recommendations as everyone may see them, the newest first; four queries.

    Bodies are called as they were on the day of the recommendation.
    """
    rows = Recommendation.objects.all() if rows is None else rows
    rows = list(rows.select_related("body", "addressed_to", "plan", "element", "indicator"))
    if not rows:
        return []
    names = FormerNames()
    proofs = _evidence_values(
        Evidence.objects.filter(recommendation__in=rows).exclude(recommendation__answered_on=None)
    )
    extensions, passings, deadlines = defaultdict(list), defaultdict(list), {}
    steps = RecommendationStep.objects.filter(recommendation__in=rows, kind__in=(ISSUED, EXTENDED, PASSED_ON))
    for step in steps.select_related("passed_from"):
        on = _local_date(step.at)
        if step.kind == PASSED_ON:
            former = institution_value(step.passed_from)
            passings[step.recommendation_id].append(records.PassingValue(on=on, former=former, reason=step.note))
            continue
        if step.kind == EXTENDED:
            former = deadlines[step.recommendation_id]
            given = records.ExtensionValue(given_on=on, former=former, deadline=step.deadline, reason=step.note)
            extensions[step.recommendation_id].append(given)
        deadlines[step.recommendation_id] = step.deadline
    return [
        _recommendation_value(row, names, proofs[row.pk], tuple(extensions[row.pk]), tuple(passings[row.pk]))
        for row in rows
    ]


def _recommendation_value(row: Recommendation, names, proofs, extensions, passings) -> records.RecommendationValue:
    # A draft of an answer is nobody's answer, whatever became of the recommendation.
    answered = row.answered_on is not None and row.state != Recommendation.RecommendationState.OPEN
    return records.RecommendationValue(
        reference=row.reference,
        address=reverse("public:recommendation", args=[row.body.code, row.number, row.year]),
        plan=row.plan.slug,
        about=row.about,
        body=_institution_then(row.body, names, row.issued_on),
        # Who was asked later is called as today.
        addressed_to=institution_value(row.addressed_to)
        if passings
        else _institution_then(row.addressed_to, names, row.issued_on),
        text=row.text,
        issued_on=row.issued_on,
        deadline=row.deadline,
        state=row.state,
        element=row.element and str(row.element.uid),
        indicator=row.indicator and str(row.indicator.uid),
        answer=row.answer if answered else "",
        answered_on=row.answered_on if answered else None,
        closed_on=row.closed_on,
        closing_note=row.closing_note,
        proofs=tuple(proofs) if answered else (),
        extensions=extensions,
        passings=passings,
    )


def _evidence_values(evidence) -> dict[int, list[records.EvidenceValue]]:
    """Return public evidence by the key of what it is evidence of."""
    found = defaultdict(list)
    for row in evidence.filter(is_public=True):
        address = row.url or f"/dovezi/{row.pk}/"
        found[row.report_id or row.recommendation_id].append(
            records.EvidenceValue(title=row.title, address=address, is_file=not row.url)
        )
    return found


def _local_date(moment):
    return moment and timezone.localtime(moment).date()
