"""Progress as public pages: an edition and what was reported of it in, HTML out."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from indicators.progress import PARTLY_FROM, Status
from indicators.records import Recommendation
from indicators.render import arrears, recommended, rows, sheet
from indicators.render.badges import BADGES, badge, tallies
from indicators.render.charts import stacked
from indicators.standing import Counts, Standing, counts, in_words, tally
from plans.document import Document, Element
from plans.render.facts import indicator_facts, indicator_kind
from plans.templatetags.romanian import count

OPEN_UP_TO = 6


@dataclass(frozen=True, kw_only=True)
class AdoptedReport:
    """A quarterly briefing or a yearly report that was adopted, and where its files are."""

    title: str
    number: str
    adopted_on: datetime.date
    pdf_address: str
    docx_address: str


def progress_page(
    document: Document,
    standings: Mapping[str, Standing],
    recommendations: Sequence[Recommendation],
    briefings: Sequence[AdoptedReport],
    today: datetime.date,
    asked: Mapping[str, str] | None = None,
) -> str:
    """Return what came of a plan; `standings` are by the indicator's uid, `asked` holds what the reader filtered by."""
    wanted = rows.asked_of(asked or {})
    shown = rows.chosen(document, standings, wanted)
    owing = arrears.debtors(document, standings.values(), today)
    return _page(
        "progress",
        document=document,
        today=today,
        sentence=in_words(counts(document, standings)[None]),
        **_by_objective(rows.groups(document, standings, shown)),
        flat=[rows.row(document, standing) for standing in shown] if wanted.order != "plan" else [],
        found=len(shown),
        asked=wanted,
        filters={"statuses": rows.STATUSES, "institutions": rows.institutions(document), "orders": rows.ORDERS},
        debtors=owing,
        debts_open=sum(len(debtor.arrears) for debtor in owing) <= OPEN_UP_TO,
        has_targets=any(indicator.targets for indicator in document.indicators),
        has_values=any(standing.latest for standing in standings.values()),
        briefings=briefings,
        asked_of=_asked_of(recommendations, today),
    )


def indicator_page(
    document: Document,
    standing: Standing,
    element: Element | None,
    recommendations: Sequence[Recommendation],
    today: datetime.date,
) -> str:
    """Return the page of one indicator; of the plan's recommendations it shows those about this indicator."""
    indicator = standing.indicator
    about = [one for one in recommendations if one.indicator == indicator.uid]
    return _page(
        "indicator",
        document=document,
        here=f"Indicatorul {indicator.number}",
        ancestors=[*document.ancestors(element), element] if element else [],
        element=element,
        level_name=document.level[element.level].name if element else "",
        standing=standing,
        indicator=indicator,
        kind=indicator_kind(indicator),
        badge=badge(standing.status),
        proposed=badge(standing.verdict.proposed) if standing.verdict and standing.verdict.proposed else None,
        facts=indicator_facts(indicator),
        changes=sheet.target_history(indicator) if sheet.has_history(indicator) else [],
        series=sheet.series(indicator, standing.records),
        periods=[sheet.period(indicator, record, today) for record in standing.records],
        recommendations=[recommended.item(one, today, {document.slug: ""}) for one in about],
        today=today,
    )


def recommendations_page(
    recommendations: Sequence[Recommendation],
    today: datetime.date,
    asked: Mapping[str, str] | None = None,
    *,
    plan_titles: Mapping[str, str] | None = None,
) -> str:
    """Return the list of recommendations; `plan_titles` are the plans' short titles by slug."""
    titles = plan_titles or {}
    return _page(
        "recommendations",
        sentence=_asked_of(recommendations, today),
        found=recommended.found(recommendations, today, asked or {}, titles),
        is_empty=not recommendations,
        filters={
            "plans": recommended.plans(recommendations, titles),
            "institutions": recommended.institutions(recommendations),
            "states": recommended.ASKED_STATES,
            "orders": recommended.ORDERS,
        },
    )


def recommendation_page(recommendation: Recommendation, today: datetime.date, document: Document | None = None) -> str:
    """Return one recommendation with what came of it; with the plan's document it leads to what it is about."""
    titles = {document.slug: document.short_title} if document else {}
    return _page(
        "recommendation",
        item=recommended.item(recommendation, today, titles),
        recommendation=recommendation,
        about_address=_about_address(recommendation, document),
    )


def method_page() -> str:
    """Return how a status is computed, in plain words."""
    return _page("method", badges={status.value: one for status, one in BADGES.items()}, partly_from=PARTLY_FROM * 100)


def plan_summary(document: Document, standings: Mapping[str, Standing], today: datetime.date) -> SafeString:
    """Return what the plan's page says of its progress; nothing for a plan without indicators."""
    if not document.indicators:
        return SafeString("")
    numbers = counts(document, standings)[None]
    return _page("_plan_summary", document=document, today=today, **_in_short(numbers, "stadiu"))


def element_summary(
    document: Document, element: Element, standings: Mapping[str, Standing], today: datetime.date
) -> SafeString:
    """Return what an element's page says of its progress; nothing where no indicator stands at it or below it."""
    own = [standings[indicator.uid] for indicator in document.indicators_of.get(element.uid, ())]
    numbers = tally([*own, *_below(document, element, standings)])
    if not sum(numbers.values()):
        return SafeString("")
    return _page(
        "_element_summary",
        document=document,
        today=today,
        rows=[rows.row(document, standing, under=element) for standing in own],
        has_below=len(own) < sum(numbers.values()),
        **_in_short(numbers, "stadiu"),
    )


def _below(document: Document, element: Element, standings: Mapping[str, Standing]) -> Iterator[Standing]:
    for child in document.children.get(element.uid, ()):
        yield from (standings[indicator.uid] for indicator in document.indicators_of.get(child.uid, ()))
        yield from _below(document, child, standings)


def _in_short(numbers: Counts, anchor: str) -> dict:
    return {"anchor": anchor, "sentence": in_words(numbers), "tallies": tallies(numbers), "bar": stacked(numbers)}


def _by_objective(groups: Sequence[rows.Group]) -> dict:
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


def _asked_of(recommendations: Sequence[Recommendation], today: datetime.date) -> str:
    """Return how many recommendations there are, how many are open and how many of these are late."""
    if not recommendations:
        return ""
    still_open = sum(one.state != "closed" for one in recommendations)
    late = sum(one.is_late(today) for one in recommendations)
    words = f"{count(len(recommendations), 'recomandare', 'recomandări')}, {still_open} {_open(still_open)}"
    return f"{words}, {late} cu termenul de răspuns depășit" if late else words


def _open(number: int) -> str:
    return "deschisă" if number == 1 else "deschise"


def _about_address(recommendation: Recommendation, document: Document | None) -> str:
    root = f"/planuri/{recommendation.plan}/"
    if document is None:
        return root
    if recommendation.indicator:
        numbers = {indicator.uid: indicator.number for indicator in document.indicators}
        number = numbers.get(recommendation.indicator)
        return f"{root}indicatori/{number}/" if number else root
    element = document.by_uid.get(recommendation.element or "")
    return f"{root}{element.address}/" if element else root


def _page(name: str, **context) -> SafeString:
    return render_to_string(f"indicators/public/{name}.html", context)
