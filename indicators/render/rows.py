"""The indicators of a plan as rows: which of them a reader asked for, in what order, under which objective."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators import periods
from indicators.progress import Status
from indicators.render.badges import SLUGS, Badge, Tally, badge, tallies
from indicators.render.charts import Segment, stacked
from indicators.render.values import printed, promised
from indicators.standing import Counts, Standing, counts, in_words, tally
from plans.document import Document, Element
from plans.render.listing import QUERY_LIMIT
from plans.text import folded, have_words

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
STATUSES = {slug: f"{badge(status).shape} {badge(status).word}" for status, slug in SLUGS.items()}


@dataclass(frozen=True)
class Row:
    """An indicator in a table: `place` is the element it stands at, where the table does not say so itself."""

    standing: Standing
    address: str
    place: str
    value: str
    period: str
    target: str
    badge: Badge


@dataclass(frozen=True)
class Group:
    """The indicators of one objective with all below it, or of the whole plan: in words, as a bar and as rows."""

    anchor: str
    bar_id: str
    title: str
    address: str
    sentence: str
    tallies: list[Tally]
    bar: list[Segment]
    numbers: Counts
    rows: list[Row]


@dataclass(frozen=True)
class Asked:
    """What a reader asked of the list."""

    query: str = ""
    status: str = ""
    institution: str = ""
    order: str = "plan"

    @property
    def is_filter(self) -> bool:
        """Tell whether anything is left out of the list."""
        return bool(self.query or self.status or self.institution)


def asked_of(asked: Mapping[str, str]) -> Asked:
    """Return what the query string asks; what is unknown counts as not asked."""
    status, order = asked.get("stadiu", ""), asked.get("ordine", "")
    return Asked(
        query=asked.get("cauta", "").strip()[:QUERY_LIMIT],
        status=status if status in STATUSES else "",
        institution=asked.get("institutie", "")[:QUERY_LIMIT],
        order=order if order in ORDERS else "plan",
    )


def groups(document: Document, standings: Mapping[str, Standing], shown: Iterable[Standing]) -> list[Group]:
    """Return the plan's own indicators, then those of each objective of the highest level that has any."""
    numbers = counts(document, standings)
    rows: dict[str | None, list[Row]] = {}
    for standing in shown:
        root = _root(document, standing)
        rows.setdefault(root.uid if root else None, []).append(row(document, standing, under=root))
    own = tally(standings[indicator.uid] for indicator in document.indicators_of.get(None, ()))
    found = [_group(document, None, own, rows.get(None, []))] if own else []
    roots = document.children.get(None, ())
    return found + [
        _group(document, root, numbers[root.uid], rows.get(root.uid, []))
        for root in roots
        if sum(numbers[root.uid].values())
    ]


def row(document: Document, standing: Standing, *, under: Element | None = None) -> Row:
    """Return an indicator as a row of a table; `under` is the objective that the table is about."""
    indicator, latest = standing.indicator, standing.latest
    element = document.by_uid[indicator.element] if indicator.element else None
    return Row(
        standing=standing,
        address=indicator_address(document, standing),
        place=f"{element.printed_code} {element.title}".strip() if element and element is not under else "",
        value=printed(indicator, latest) if latest else "",
        period=periods.name(latest.period_start, latest.period_end) if latest else "",
        target=promised(standing.target, indicator),
        badge=badge(standing.status),
    )


def indicator_address(document: Document, standing: Standing) -> str:
    """Return the public address of an indicator."""
    return f"/planuri/{document.slug}/indicatori/{standing.indicator.number}/"


def chosen(document: Document, standings: Mapping[str, Standing], asked: Asked) -> list[Standing]:
    """Return the standings that a reader asked for, in the order asked for."""
    words = folded(asked.query).split()
    found = [
        standing
        for standing in in_reading_order(document, standings)
        if asked.status in ("", SLUGS[standing.status])
        and asked.institution in ("", standing.indicator.institution and standing.indicator.institution.code)
        and have_words(words, *_searched(document, standing))
    ]
    if asked.order == "stadiu":
        found.sort(key=lambda standing: WORST_FIRST.index(standing.status))
    elif asked.order == "actualitate":
        found.sort(key=lambda standing: standing.latest.period_end if standing.latest else datetime.date.min)
    return found


def in_reading_order(document: Document, standings: Mapping[str, Standing]) -> list[Standing]:
    """Return the standings as the plan is read: its own indicators, then those of each element."""
    uids = (None, *(element.uid for element in document.elements))
    return [standings[one.uid] for uid in uids for one in document.indicators_of.get(uid, ())]


def institutions(document: Document) -> dict[str, str]:
    """Return the institutions that report, by code, in alphabetical order."""
    found = {one.institution.code: one.institution.name for one in document.indicators if one.institution}
    return dict(sorted(found.items(), key=lambda pair: folded(pair[1])))


def _group(document: Document, root: Element | None, numbers: Counts, rows: list[Row]) -> Group:
    return Group(
        anchor=f"stadiu-{root.address}" if root else "stadiu-plan",
        bar_id=f"bara-{root.address}" if root else "bara-plan",
        title=f"{root.printed_code} {root.title}".strip() if root else "Indicatorii întregului plan",
        address=f"/planuri/{document.slug}/{root.address}/" if root else "",
        sentence=in_words(numbers),
        tallies=tallies(numbers),
        bar=stacked(numbers),
        numbers=numbers,
        rows=rows,
    )


def _root(document: Document, standing: Standing) -> Element | None:
    if not standing.indicator.element:
        return None
    element = document.by_uid[standing.indicator.element]
    return next(iter(document.ancestors(element)), element)


def _searched(document: Document, standing: Standing) -> tuple[str, ...]:
    element = document.by_uid.get(standing.indicator.element or "")
    place = f"{element.printed_code} {element.title}" if element else ""
    return standing.indicator.title, standing.indicator.definition, place
