"""What home says of a plan's progress, kept in rows of the plan: home adds them up and reads no edition."""

import datetime
from collections import Counter

from django.utils.translation import override

from indicators.render.marks import is_unreported, last_day
from indicators.render.pages import standing_sentence
from plans.document import Document, IndicatorValue
from plans.models import Plan
from portal.languages import ENGLISH, ROMANIAN
from public.models import AwaitedAnswer, PlanSummary
from public.plan_progress import PlanProgress

Kind = AwaitedAnswer.AwaitedKind
# What is awaited of a report that is so far, and on which of its days.
AWAITED = {
    "due": (Kind.REPORT, "due_on"),
    "returned": (Kind.RETURNED, "due_on"),
    "submitted": (Kind.VERDICT, "reported_on"),
}


def store_standing(plan: Plan, progress: PlanProgress | None) -> None:
    """Keep what home says of a plan's progress; nothing for a plan that has no public edition."""
    AwaitedAnswer.objects.filter(plan=plan).delete()
    if progress is None:
        return
    said = {language: _standing_in(language, progress) for language in (ROMANIAN, ENGLISH)}
    PlanSummary.objects.filter(plan=plan).update(standing=said[ROMANIAN], standing_in_english=said[ENGLISH])
    AwaitedAnswer.objects.bulk_create(
        AwaitedAnswer(plan=plan, institution_code=code, kind=kind, day=day, number=number)
        for (code, kind, day), number in sorted(awaited_answers(progress).items())
    )


def _standing_in(language: str, progress: PlanProgress) -> str:
    with override(language):
        return standing_sentence(progress.document, progress.standings, progress.today)


def awaited_answers(progress: PlanProgress) -> Counter[tuple[str, str, datetime.date]]:
    """Return how many answers are awaited from whom, of which kind, by which day."""
    found: Counter[tuple[str, str, datetime.date]] = Counter()
    reviewer = progress.document.reviewer
    for standing in progress.standings.values():
        if not standing.records and is_unreported(standing):
            day = last_day(progress.document, standing.indicator)
            found.update((code, Kind.TERM, day) for code in _responsible(progress.document, standing.indicator))
        for record in standing.records:
            if record.state not in AWAITED:
                continue
            kind, day = AWAITED[record.state]
            whose = reviewer if kind == Kind.VERDICT else record.institution or standing.indicator.institution
            found[whose.code if whose else "", kind, getattr(record, day)] += 1
    for one in progress.recommendations:
        if one.state == "open":
            found[one.addressed_to.code, Kind.RECOMMENDATION, one.deadline] += 1
        elif one.state == "answered":
            found[one.body.code, Kind.CHECK, one.answered_on] += 1
    return found


def _responsible(document: Document, indicator: IndicatorValue) -> list[str]:
    """Return the codes of those who answer for an indicator: its own, else those of the nearest element above it."""
    if indicator.institution:
        return [indicator.institution.code]
    element = document.by_uid[indicator.element] if indicator.element else None
    chain = [element, *reversed(document.ancestors(element))] if element else []
    return next(([one.code for one in row.institutions] for row in chain if row.institutions), [""])
