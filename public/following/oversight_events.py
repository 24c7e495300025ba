"""What reports and oversight tell as events: what was accepted, recommended, answered, adopted."""

import datetime
from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from indicators import queries
from indicators.models import RecommendationStep, Report
from indicators.progress.report_values import RecommendationValue, ReportValue
from indicators.progress.vocabulary import STATUS_NAMES
from indicators.progress.wording import clean_clause, report_period_phrase
from indicators.render.values import printed_value
from plans.document import Document, IndicatorValue
from plans.models import FormerNames, Plan
from portal.display import shorten
from portal.own_words import own_words
from public.following.event_values import EventValue, event_words
from public.following.topics import ADVICE, element_topic, institution_topic, plan_topic
from public.models import PublicEvent

Step = RecommendationStep.RecommendationStepKind
# What the steps of a recommendation that the public is told of are called.
ADVICE_TITLES = {
    Step.ISSUED: _("Recomandarea nr. {number} către {body}: {title}"),
    Step.ANSWERED: _("Recomandarea nr. {number}: răspuns de la {body}"),
    Step.CLOSED: _("Recomandarea nr. {number}: închisă"),
    Step.UNANSWERED: _("Recomandarea nr. {number}: închisă fără răspuns"),
    Step.WITHDRAWN: _("Recomandarea nr. {number}: retrasă"),
}


def oversight_events(plan: Plan, document: Document) -> Iterator[EventValue]:
    """Yield what came of a plan as its current edition has it; only what was accepted, issued, answered or adopted."""
    yield from _report_events(plan, document)
    yield from _advice_events(plan, document)
    for row in plan.briefings.exclude(adopted_on=None).select_related("body"):

        def write(row=row) -> tuple[str, str]:
            title = gettext("{document}: adoptat prin Hotărârea nr. {number}")
            return title.format(document=own_words(row.title), number=row.number), ""

        yield EventValue(
            key=f"briefing-{row.pk}",
            kind=PublicEvent.EventKind.BRIEFING,
            **event_words(write),
            path=f"/planuri/{document.slug}/informari/{row.pk}/{row.kind}.pdf",
            at=timezone.make_aware(datetime.datetime.combine(row.adopted_on, datetime.time(12))),
            topics=frozenset({plan_topic(plan), institution_topic(row.body.code)}),
        )


def _report_events(plan: Plan, document: Document) -> Iterator[EventValue]:
    published = {indicator.uid: indicator for indicator in document.indicators}
    rows = Report.objects.in_force().filter(indicator__plan=plan).select_related("institution", "indicator")
    names = FormerNames()
    for row in rows:
        indicator = published.get(str(row.indicator.uid))
        if indicator is None:
            continue
        record = queries.report_value(row, names=names, whole=True)
        yield EventValue(
            key=f"report-{row.pk}",
            kind=PublicEvent.EventKind.REPORT,
            **event_words(partial(_report_words, indicator, record, is_correction=bool(row.corrects_id))),
            path=f"/planuri/{document.slug}/indicatori/{indicator.number}/",
            at=row.reviewed_at,
            topics=frozenset(
                {plan_topic(plan), institution_topic(record.institution.code), *_elements(document, indicator)}
            ),
        )


def _report_words(indicator: IndicatorValue, record: ReportValue, *, is_correction: bool) -> tuple[str, str]:
    verdict = STATUS_NAMES[record.judgement]
    title = gettext("{indicator}: {verdict} (raportare corectată)") if is_correction else "{indicator}: {verdict}"
    reported = f"{_sentence(report_period_phrase(record))}: {printed_value(record.definition, record)}."
    judged = gettext("Aprecierea: {verdict}. {reason}").format(verdict=verdict, reason=record.verdict_reason)
    return title.format(indicator=own_words(clean_clause(indicator.title)), verdict=verdict), f"{reported}\n\n{judged}"


def _advice_events(plan: Plan, document: Document) -> Iterator[EventValue]:
    published = {indicator.uid: indicator for indicator in document.indicators}
    steps = _steps(plan)
    for value in queries.recommendation_values(plan.recommendations.all()):
        topics = {plan_topic(plan), *map(institution_topic, (value.body.code, value.addressed_to.code))}
        topics |= set() if document.is_invented else {ADVICE}
        indicator = published.get(value.indicator)
        topics |= _elements(document, indicator) if indicator else _above(document, value.element)
        for kind, text in _advice_steps(value):
            key, at = steps[value.address].get(kind, (None, None))
            if key is not None:
                yield EventValue(
                    key=f"advice-{key}",
                    kind=PublicEvent.EventKind.ADVICE,
                    **event_words(partial(_advice_words, value, kind, shorten(text, 2000))),
                    path=value.address,
                    at=at,
                    topics=frozenset(topics),
                )


def _advice_steps(value: RecommendationValue) -> Iterator[tuple[str, str]]:
    """Yield each step of a recommendation that is public now: its kind, and its words."""
    yield Step.ISSUED, value.text
    if value.answered_on:
        yield Step.ANSWERED, value.answer
    if value.is_ended:
        yield value.state, value.closing_note


def _advice_words(value: RecommendationValue, kind: str, text: str) -> tuple[str, str]:
    names = {"body": own_words(value.addressed_to.short_name), "title": own_words(value.title)}
    return gettext(ADVICE_TITLES[kind]).format(number=value.reference, **names), text


def _steps(plan: Plan) -> dict[str, dict[str, tuple[int, datetime.datetime]]]:
    """Return the latest step of each kind, by the address of the recommendation; one query."""
    found: dict[str, dict] = {}
    rows = RecommendationStep.objects.filter(recommendation__plan=plan).order_by("at", "pk")
    names = [f"recommendation__{name}" for name in ("body__code", "number", "year")]
    for kind, key, at, *place in rows.values_list("kind", "pk", "at", *names):
        found.setdefault(reverse("public:recommendation", args=place), {})[kind] = (key, at)
    return found


def _elements(document: Document, indicator: IndicatorValue) -> set[str]:
    """Return the topics of the element of an indicator and of those above."""
    return _above(document, indicator.element)


def _above(document: Document, uid: str | None) -> set[str]:
    element = document.by_uid.get(uid)
    return {element_topic(one.uid) for one in (*document.ancestors(element), element)} if element else set()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
