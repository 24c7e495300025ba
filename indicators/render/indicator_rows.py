"""The indicators of a plan as rows: which of them a reader asked for, in what order, under which objective."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.progress import periods
from indicators.progress.formula import Status
from indicators.progress.indicator_status import (
    IndicatorStatus,
    StatusCounts,
    counts_by_element,
    counts_in_words,
    status_counts,
)
from indicators.render.badges import STATUS_SLUGS, Badge, StatusTally, badge, tallies
from indicators.render.charts import BarSegment, stacked_bar
from indicators.render.values import printed_value, target_in_words
from plans.document import Document, ElementValue
from portal.text import QUERY_LIMIT, fold, has_words

ORDERS = {"plan": "Ca în plan", "stadiu": "Întâi ce nu e îndeplinit", "actualitate": "Întâi datele cele mai vechi"}
WORST_FIRST = (
    Status.NOT_MET,
    Status.PARTLY,
    Status.NOT_REPORTED,
    Status.CANNOT_BE_JUDGED,
    Status.MET,
    Status.NOT_YET_DUE,
    Status.CONTEXT,
)
STATUS_CHOICES = {slug: f"{badge(status).shape} {badge(status).word}" for status, slug in STATUS_SLUGS.items()}


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in a table: `place` is the element it stands at, where the table does not say so itself."""

    standing: IndicatorStatus
    address: str
    place: str
    value: str
    period: str
    target: str
    badge: Badge


@dataclass(frozen=True)
class ObjectiveGroup:
    """The indicators of one objective with all below it, or of the whole plan: in words, as a bar and as rows."""

    anchor: str
    bar_id: str
    title: str
    address: str
    sentence: str
    tallies: list[StatusTally]
    bar: list[BarSegment]
    numbers: StatusCounts
    rows: list[IndicatorRow]


@dataclass(frozen=True)
class ProgressFilter:
    """What a reader asked of the list."""

    query: str = ""
    status: str = ""
    institution: str = ""
    order: str = "plan"

    @property
    def is_filter(self) -> bool:
        """Tell whether anything is left out of the list."""
        return bool(self.query or self.status or self.institution)


def progress_filter(asked: Mapping[str, str]) -> ProgressFilter:
    """Return what the query string asks; what is unknown counts as not asked."""
    status, order = asked.get("stadiu", ""), asked.get("ordine", "")
    return ProgressFilter(
        query=asked.get("cauta", "").strip()[:QUERY_LIMIT],
        status=status if status in STATUS_CHOICES else "",
        institution=asked.get("institutie", "")[:QUERY_LIMIT],
        order=order if order in ORDERS else "plan",
    )


def objective_groups(
    document: Document, standings: Mapping[str, IndicatorStatus], shown: Iterable[IndicatorStatus]
) -> list[ObjectiveGroup]:
    """Return the plan's own indicators, then those of each objective of the highest level that has any."""
    numbers = counts_by_element(document, standings)
    rows: dict[str | None, list[IndicatorRow]] = {}
    for standing in shown:
        root = _root(document, standing)
        rows.setdefault(root.uid if root else None, []).append(indicator_row(document, standing, under=root))
    own = status_counts(standings[indicator.uid] for indicator in document.indicators_of.get(None, ()))
    found = [_group(document, None, own, rows.get(None, []))] if own else []
    roots = document.children.get(None, ())
    return found + [
        _group(document, root, numbers[root.uid], rows.get(root.uid, []))
        for root in roots
        if sum(numbers[root.uid].values())
    ]


def indicator_row(document: Document, standing: IndicatorStatus, *, under: ElementValue | None = None) -> IndicatorRow:
    """Return an indicator as a row of a table; `under` is the objective that the table is about."""
    indicator, latest = standing.indicator, standing.latest
    element = document.by_uid[indicator.element] if indicator.element else None
    return IndicatorRow(
        standing=standing,
        address=indicator_address(document, standing),
        place=f"{element.printed_code} {element.title}".strip() if element and element is not under else "",
        value=printed_value(indicator, latest) if latest else "",
        period=periods.name(latest.period_start, latest.period_end) if latest else "",
        target=target_in_words(standing.target, indicator),
        badge=badge(standing.status),
    )


def indicator_address(document: Document, standing: IndicatorStatus) -> str:
    """Return the public address of an indicator."""
    return f"/planuri/{document.slug}/indicatori/{standing.indicator.number}/"


def filter_statuses(
    document: Document, standings: Mapping[str, IndicatorStatus], asked: ProgressFilter
) -> list[IndicatorStatus]:
    """Return the standings that a reader asked for, in the order asked for."""
    words = fold(asked.query).split()
    found = [
        standing
        for standing in statuses_in_order(document, standings)
        if asked.status in ("", STATUS_SLUGS[standing.status])
        and asked.institution in ("", standing.indicator.institution and standing.indicator.institution.code)
        and has_words(words, *_searched_texts(document, standing))
    ]
    if asked.order == "stadiu":
        found.sort(key=lambda standing: WORST_FIRST.index(standing.status))
    elif asked.order == "actualitate":
        found.sort(key=lambda standing: standing.latest.period_end if standing.latest else datetime.date.min)
    return found


def statuses_in_order(document: Document, standings: Mapping[str, IndicatorStatus]) -> list[IndicatorStatus]:
    """Return the standings as the plan is read: its own indicators, then those of each element."""
    uids = (None, *(element.uid for element in document.elements))
    return [standings[one.uid] for uid in uids for one in document.indicators_of.get(uid, ())]


def institution_choices(document: Document) -> dict[str, str]:
    """Return the institutions that report, by code, in alphabetical order."""
    found = {one.institution.code: one.institution.name for one in document.indicators if one.institution}
    return dict(sorted(found.items(), key=lambda pair: fold(pair[1])))


def _group(
    document: Document, root: ElementValue | None, numbers: StatusCounts, rows: list[IndicatorRow]
) -> ObjectiveGroup:
    return ObjectiveGroup(
        anchor=f"stadiu-{root.address}" if root else "stadiu-plan",
        bar_id=f"bara-{root.address}" if root else "bara-plan",
        title=f"{root.printed_code} {root.title}".strip() if root else "Indicatorii întregului plan",
        address=f"/planuri/{document.slug}/{root.address}/" if root else "",
        sentence=counts_in_words(numbers),
        tallies=tallies(numbers),
        bar=stacked_bar(numbers),
        numbers=numbers,
        rows=rows,
    )


def _root(document: Document, standing: IndicatorStatus) -> ElementValue | None:
    if not standing.indicator.element:
        return None
    element = document.by_uid[standing.indicator.element]
    return next(iter(document.ancestors(element)), element)


def _searched_texts(document: Document, standing: IndicatorStatus) -> tuple[str, ...]:
    element = document.by_uid.get(standing.indicator.element or "")
    place = f"{element.printed_code} {element.title}" if element else ""
    return standing.indicator.title, standing.indicator.definition, place
