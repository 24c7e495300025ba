"""What home says of a plan's progress, kept in rows of the plan: home adds them up and reads no edition."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from indicators.progress import periods
from indicators.progress.report_values import RecommendationValue
from indicators.render.indicator_rows import indicator_address
from indicators.render.marks import is_unreported, last_day
from indicators.render.pages import standing_sentence
from plans.document import Document, IndicatorValue
from plans.models import Plan
from portal.display import first_sentence
from portal.romanian import count
from public.models import AwaitedAnswer, PlanSummary, PublicEvent
from public.plan_progress import PlanProgress, adopted_briefings

Kind = AwaitedAnswer.AwaitedKind
# What is awaited of a report that is so far, and on which of its days.
AWAITED = {
    "due": (Kind.REPORT, "due_on"),
    "returned": (Kind.RETURNED, "due_on"),
    "submitted": (Kind.VERDICT, "reported_on"),
}
# More of one plan never stands among the newest of all.
NEWEST = 8
# What is said of a recommendation that ended.
ENDED = {"closed": "închisă", "unanswered": "închisă fără răspuns", "withdrawn": "retrasă"}


@dataclass(frozen=True)
class PlanEvent:
    """Something new of a plan: the day, the words, and where it stands."""

    happened_on: datetime.date
    text: str
    address: str


def store_standing(plan: Plan, progress: PlanProgress | None) -> None:
    """Keep what home says of a plan's progress; nothing for a plan that has no public edition."""
    AwaitedAnswer.objects.filter(plan=plan).delete()
    PublicEvent.objects.filter(plan=plan).delete()
    if progress is None:
        return
    said = standing_sentence(progress.document, progress.standings, progress.today)
    PlanSummary.objects.filter(plan=plan).update(standing=said)
    AwaitedAnswer.objects.bulk_create(
        AwaitedAnswer(plan=plan, institution_code=code, kind=kind, day=day, number=number)
        for (code, kind, day), number in sorted(awaited_answers(progress).items())
    )
    # The oldest first, so that of one day the last one stands first.
    events = list(plan_events(progress))[::-1]
    newest = sorted(events, key=lambda event: event.happened_on)[-NEWEST:]
    PublicEvent.objects.bulk_create(
        PublicEvent(plan=plan, happened_on=one.happened_on, text=one.text, address=one.address) for one in newest
    )


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


def plan_events(progress: PlanProgress) -> Iterator[PlanEvent]:
    """Yield what readers find of a plan, the newest of a kind first: editions, reports, recommendations, briefings."""
    yield from _edition_events(progress)
    yield from _report_events(progress)
    for recommendation in progress.recommendations:
        yield from _recommendation_events(recommendation)
    for briefing in adopted_briefings(progress.plan.briefings):
        yield PlanEvent(briefing.adopted_on, f"Adoptat: {briefing.title}", briefing.pdf_address)


def _edition_events(progress: PlanProgress) -> Iterator[PlanEvent]:
    editions = progress.plan.editions.order_by("-number")
    root = f"/planuri/{progress.plan.slug}/editii/"
    rows = editions.values_list("number", "published_at", "note", "withdrawal__withdrawn_at")[:NEWEST]
    for number, published_at, note, withdrawn_at in rows:
        if withdrawn_at:
            yield PlanEvent(timezone.localdate(withdrawn_at), f"Ediția {number} a fost retrasă", f"{root}{number}/")
        else:
            yield PlanEvent(
                timezone.localdate(published_at), f"Ediția {number}: {first_sentence(note)}", f"{root}{number}/"
            )


def _report_events(progress: PlanProgress) -> Iterator[PlanEvent]:
    """Yield the accepted reports: one by its indicator, several of an institution on one day together."""
    accepted = [
        (record.accepted_on, (record.institution or standing.indicator.institution), standing, record)
        for standing in progress.standings.values()
        for record in standing.records
        if record.state == "accepted"
    ]

    def whose(row):
        return row[0], row[1].short_name if row[1] else ""

    for (day, name), rows in groupby(sorted(accepted, key=whose), key=whose):
        of_whom = f" ale {name}" if name else ""
        if len(found := list(rows)) > 1:
            address = f"/planuri/{progress.plan.slug}/progres/"
            yield PlanEvent(day, f"{count(len(found), 'raportare acceptată', 'raportări acceptate')}{of_whom}", address)
            continue
        _day, _institution, standing, record = found[0]
        period = periods.name(record.period_start, record.period_end)
        text = f"Raportare acceptată: {first_sentence(standing.indicator.title)}, {period}"
        yield PlanEvent(day, text, indicator_address(progress.document, standing))


def _recommendation_events(one: RecommendationValue) -> Iterator[PlanEvent]:
    asked = first_sentence(one.text)
    yield PlanEvent(
        one.issued_on, f"Recomandarea {one.reference} pentru {one.addressed_to.short_name}: {asked}", one.address
    )
    if one.answered_on:
        text = f"{one.addressed_to.short_name} a răspuns la recomandarea {one.reference}: {asked}"
        yield PlanEvent(one.answered_on, text, one.address)
    if one.closed_on:
        yield PlanEvent(one.closed_on, f"Recomandarea {one.reference} este {ENDED[one.state]}: {asked}", one.address)
