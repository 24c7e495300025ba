"""Progress as public pages: an edition and what was reported of it in, HTML out."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from indicators.progress.formula import PARTLY_FROM
from indicators.progress.indicator_status import (
    IndicatorStatus,
    StatusCounts,
    counts_by_element,
    counts_in_words,
    status_counts,
)
from indicators.progress.report_values import RecommendationValue
from indicators.progress.vocabulary import Status
from indicators.render import indicator_page as sheet
from indicators.render import indicator_rows, marks, overdue, recommendation_list
from indicators.render.badges import BADGES, badge, tallies
from indicators.render.charts import stacked_bar
from plans.document import Document, ElementValue
from plans.render.facts import indicator_kind, retirement_text
from portal.own_words import own_words
from portal.romanian import count, period_until

OPEN_UP_TO = 6


@dataclass(frozen=True, kw_only=True)
class AdoptedBriefing:
    """A quarterly briefing or a yearly report that was adopted, and where its files are."""

    title: str
    number: str
    adopted_on: datetime.date
    pdf_address: str
    docx_address: str


def progress_page(
    document: Document,
    standings: Mapping[str, IndicatorStatus],
    recommendations: Sequence[RecommendationValue],
    briefings: Sequence[AdoptedBriefing],
    today: datetime.date,
    asked: Mapping[str, str] | None = None,
    *,
    foot: SafeString | str = "",
) -> str:
    """Return what came of a plan; `standings` are by the indicator's uid, `asked` holds what the reader filtered by.

    `foot` says what can be done with the page, here and below.
    """
    form = indicator_rows.ProgressForm(asked, document, standings)
    owing = overdue.overdue_institutions(document, standings.values(), today)
    return _render(
        "progress",
        document=document,
        today=today,
        sentence=counts_in_words(counts_by_element(document, standings)[None]),
        **_objective_context(indicator_rows.objective_groups(document, standings, form.rows)),
        flat=[] if form.order == "plan" else [indicator_rows.indicator_row(document, one) for one in form.rows],
        form=form,
        overdue=owing,
        overdue_open=sum(len(institution.indicators) for institution in owing) <= OPEN_UP_TO,
        has_targets=any(indicator.targets for indicator in document.indicators),
        has_values=any(standing.latest for standing in standings.values()),
        briefings=briefings,
        asked_of=_recommendations_sentence(recommendations, today),
        foot=foot,
    )


def indicator_page(
    document: Document,
    standing: IndicatorStatus,
    element: ElementValue | None,
    recommendations: Sequence[RecommendationValue],
    today: datetime.date,
    *,
    foot: SafeString | str = "",
) -> str:
    """Return the page of one indicator; of the plan's recommendations it shows those about this indicator."""
    indicator = standing.indicator
    about = [one for one in recommendations if one.indicator == indicator.uid]
    return _render(
        "indicator",
        document=document,
        here=gettext("Indicatorul %(number)s") % {"number": indicator.number},
        ancestors=[*document.ancestors(element), element] if element else [],
        element=element,
        level_name=document.level[element.level].name if element else "",
        standing=standing,
        indicator=indicator,
        kind=indicator_kind(indicator),
        badge=badge(standing.status),
        row=indicator_rows.indicator_row(document, standing),
        target_period=standing.target and period_until(standing.target.period_start, standing.target.period_end),
        proposed=badge(standing.verdict.proposed) if standing.verdict and standing.verdict.proposed else None,
        facts=sheet.indicator_page_facts(standing),
        retired=retirement_text(document.retirement_of(indicator)),
        passed=marks.passed_note(document, standing, today),
        changes=sheet.target_history(indicator) if sheet.has_history(indicator) else [],
        series=sheet.value_series(indicator, standing.records, today),
        periods=[sheet.period_entry(indicator, record, standing.records, today) for record in standing.records],
        recommendations=[recommendation_list.recommendation_item(one, today, {document.slug: ""}) for one in about],
        today=today,
        foot=foot,
    )


def recommendations_page(
    recommendations: Sequence[RecommendationValue],
    today: datetime.date,
    asked: Mapping[str, str] | None = None,
    *,
    plan_titles: Mapping[str, str] | None = None,
    is_invented: bool = False,
) -> str:
    """Return the list of recommendations; `plan_titles` are the plans' short titles by slug."""
    form = recommendation_list.PublicRecommendationsForm(asked, recommendations, today, plan_titles or {})
    sentence = _recommendations_sentence(recommendations, today)
    return _render("recommendations", sentence=sentence, form=form, is_invented=is_invented)


def recommendation_page(
    recommendation: RecommendationValue,
    today: datetime.date,
    document: Document | None = None,
    *,
    foot: SafeString | str = "",
) -> str:
    """Return one recommendation with what came of it; with the plan's document it leads to what it is about."""
    titles = {document.slug: document.short_title} if document else {}
    return _render(
        "recommendation",
        item=recommendation_list.recommendation_item(recommendation, today, titles),
        recommendation=recommendation,
        document=document,
        about_address=_about_address(recommendation, document),
        foot=foot,
    )


def method_page() -> str:
    """Return how a status is computed, in plain words."""
    return _render(
        "method", badges={status.value: one for status, one in BADGES.items()}, partly_from=PARTLY_FROM * 100
    )


def plan_summary(document: Document, standings: Mapping[str, IndicatorStatus], today: datetime.date) -> SafeString:
    """Return what the plan's page says of its progress; nothing for a plan without indicators."""
    if not document.indicators:
        return SafeString("")
    numbers = counts_by_element(document, standings)[None]
    passed = marks.passed_terms(document, standings.values(), today)
    return _render(
        "_plan_summary",
        document=document,
        today=today,
        passed=passed,
        rows_address=f"/planuri/{document.slug}/progres/",
        **_summary_context(numbers, "stadiu"),
    )


def standing_sentence(document: Document, standings: Mapping[str, IndicatorStatus], today: datetime.date) -> str:
    """Return in words what came of a plan, as lists of plans say it; nothing for a plan without indicators."""
    if not document.indicators:
        return ""
    passed = marks.passed_terms(document, standings.values(), today)
    return " ".join(filter(None, [counts_in_words(counts_by_element(document, standings)[None]), passed]))


def element_summary(
    document: Document, element: ElementValue, standings: Mapping[str, IndicatorStatus], today: datetime.date
) -> SafeString:
    """Return what an element's page says of its progress; nothing where no indicator stands at it or below it."""
    own = [standings[indicator.uid] for indicator in document.indicators_of.get(element.uid, ())]
    numbers = status_counts([*own, *_below(document, element, standings)])
    if not sum(numbers.values()):
        return SafeString("")
    return _render(
        "_element_summary",
        document=document,
        today=today,
        rows=[
            (
                indicator_rows.indicator_row(document, standing, under=element),
                marks.passed_note(document, standing, today),
            )
            for standing in own
        ],
        has_below=len(own) < sum(numbers.values()),
        **_summary_context(numbers, "stadiu"),
    )


def element_recommendations(
    document: Document, element: ElementValue, recommendations: Sequence[RecommendationValue], today: datetime.date
) -> SafeString:
    """Return what was recommended about an element or about an indicator of its own; nothing where nothing was."""
    own = {one.uid for one in document.indicators_of.get(element.uid, ())}
    about = [one for one in recommendations if one.element == element.uid or one.indicator in own]
    if not about:
        return SafeString("")
    items = [recommendation_list.recommendation_item(one, today, {document.slug: ""}) for one in about]
    return _render("_element_recommendations", document=document, items=items)


def status_card(document: Document, element: ElementValue | None, standings: Mapping[str, IndicatorStatus]) -> str:
    """Return the card that other sites show in a frame: how far the plan is, or the element with all below it."""
    if element is None:
        numbers = counts_by_element(document, standings)[None]
    else:
        own = [standings[indicator.uid] for indicator in document.indicators_of.get(element.uid, ())]
        numbers = status_counts([*own, *_below(document, element, standings)])
    return _render(
        "card",
        document=document,
        element=element,
        title=own_words(element.printed_name if element else document.short_title),
        address=f"/planuri/{document.slug}/{f'{element.address}/' if element else ''}",
        **_summary_context(numbers, "stadiu"),
    )


def _below(
    document: Document, element: ElementValue, standings: Mapping[str, IndicatorStatus]
) -> Iterator[IndicatorStatus]:
    for child in document.children.get(element.uid, ()):
        yield from (standings[indicator.uid] for indicator in document.indicators_of.get(child.uid, ()))
        yield from _below(document, child, standings)


def _summary_context(numbers: StatusCounts, anchor: str) -> dict:
    return {
        "anchor": anchor,
        "sentence": counts_in_words(numbers),
        "tallies": tallies(numbers),
        "bar": stacked_bar(numbers),
    }


def _objective_context(groups: Sequence[indicator_rows.ObjectiveGroup]) -> dict:
    """Return the groups and the numbers behind their bars: a column for each status that any indicator has."""
    present = [status for status in Status if any(group.numbers.get(status) for group in groups)]
    return {
        "groups": groups,
        "statuses": [BADGES[status] for status in present],
        "table": [
            (group.title, [(BADGES[one], group.numbers.get(one, 0)) for one in present], sum(group.numbers.values()))
            for group in groups
        ],
    }


def _recommendations_sentence(recommendations: Sequence[RecommendationValue], today: datetime.date) -> str:
    """Return how many recommendations there are, how many are open and how many of these are late."""
    if not recommendations:
        return ""
    still_open = sum(not one.is_ended for one in recommendations)
    late = sum(one.is_late(today) for one in recommendations)
    said = gettext("%(recommendations)s, %(open)s deschise")
    if still_open == 1:
        said = gettext("%(recommendations)s, %(open)s deschisă")
    words = said % {"recommendations": count(len(recommendations), "recomandare", "recomandări"), "open": still_open}
    if not late:
        return words
    return gettext("%(said)s, %(late)s cu termenul de răspuns depășit") % {"said": words, "late": late}


def _about_address(recommendation: RecommendationValue, document: Document | None) -> str:
    root = f"/planuri/{recommendation.plan}/"
    if document is None:
        return root
    if recommendation.indicator:
        numbers = {indicator.uid: indicator.number for indicator in document.indicators}
        number = numbers.get(recommendation.indicator)
        return f"{root}indicatori/{number}/" if number else root
    element = document.by_uid.get(recommendation.element or "")
    return f"{root}{element.address}/" if element else root


def _render(name: str, **context) -> SafeString:
    return render_to_string(f"indicators/render/{name}.html", context)
