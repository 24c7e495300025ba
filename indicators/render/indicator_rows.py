"""The indicators of a plan as rows: which of them a reader asked for, in what order, under which objective."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext, gettext_lazy

from indicators.progress import periods
from indicators.progress.figures import JudgedFigure
from indicators.progress.indicator_status import (
    IndicatorStatus,
    StatusCounts,
    counts_by_element,
    counts_in_words,
    status_counts,
)
from indicators.progress.vocabulary import Status
from indicators.render.badges import STATUS_SLUGS, Badge, StatusTally, badge, tallies
from indicators.render.charts import BarSegment, stacked_bar
from indicators.render.values import printed_value, target_in_words
from plans.document import Document, ElementValue
from portal.forms.lists import ListForm, SearchField
from portal.own_words import own_words
from portal.text import fold

WORST_FIRST = (
    Status.NOT_MET,
    Status.PARTLY,
    Status.NOT_REPORTED,
    Status.RETURNED,
    Status.CANNOT_BE_JUDGED,
    Status.IN_REVIEW,
    Status.MET,
    Status.NOT_YET_DUE,
    Status.CONTEXT,
    Status.RETIRED,
)


def status_choices() -> dict[str, str]:
    """Return the statuses that a reader may ask for, each by the word in the address."""
    return {slug: f"{badge(status).shape} {badge(status).word}" for status, slug in STATUS_SLUGS.items()}


# What a reader may ask for beside the statuses: that no accepted report gives a value.
WITHOUT_DATA = "fara-date"


def known_choices() -> dict[str, str]:
    """Return what a reader may ask for of what is known: no data, or a status."""
    return {WITHOUT_DATA: gettext("Fără date acceptate"), **status_choices()}


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in a table: `place` is the element it stands at, where the table does not say so itself.

    `judged` is the figure that the status rests on, where the newest period's own `value` is another.
    """

    standing: IndicatorStatus
    address: str
    place: str
    value: str
    period: str
    judged: JudgedFigure | None
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


def _latest_day(standing: IndicatorStatus) -> datetime.date:
    return standing.latest.period_end if standing.latest else datetime.date.min


class ProgressForm(ListForm):
    """The choices above the indicators of a plan; all that fit stand on one page."""

    orders = {
        "plan": (gettext_lazy("Ca în plan"), None),
        "stadiu": (gettext_lazy("Întâi ce nu e îndeplinit"), lambda standing: WORST_FIRST.index(standing.status)),
        "actualitate": (gettext_lazy("Întâi datele cele mai vechi"), _latest_day),
    }
    cauta = SearchField(gettext_lazy("Cuvinte din indicator sau din obiectiv"))
    stadiu = forms.ChoiceField(label=gettext_lazy("Stadiul"), required=False)
    institutie = forms.ChoiceField(label=gettext_lazy("Instituția care raportează"), required=False)

    def __init__(self, data, document: Document, standings: Mapping[str, IndicatorStatus]):
        super().__init__(data, statuses_in_order(document, standings))
        self.document = document
        self.set_choices("stadiu", known_choices().items())
        pairs = {one.institution.code: one.institution.name for one in document.indicators if one.institution}
        pairs = sorted(pairs.items(), key=lambda pair: fold(pair[1]))
        self.set_choices("institutie", pairs, is_asked=bool(pairs), is_romanian=True)

    def filter_rows(self, rows):
        """Return the standings of the status, of the institution and about the words."""
        status, institution = self.choice("stadiu"), self.choice("institutie")
        return [
            standing
            for standing in rows
            if is_known_as(standing, status)
            and institution in ("", standing.indicator.institution and standing.indicator.institution.code)
            and self.has_sought(*_searched_texts(self.document, standing))
        ]


def is_known_as(standing: IndicatorStatus, asked: str) -> bool:
    """Tell whether an indicator has the status that a reader asked for, or no data; without a choice, each has."""
    return asked in ("", STATUS_SLUGS[standing.status]) or (asked == WITHOUT_DATA and standing.latest is None)


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
    indicator, latest, figure = standing.indicator, standing.latest, standing.figure
    element = document.by_uid[indicator.element] if indicator.element else None
    return IndicatorRow(
        standing=standing,
        address=indicator_address(document, standing),
        place=element.printed_name if element and element is not under else "",
        value=printed_value(indicator, latest) if latest else "",
        period=periods.name(latest.period_start, latest.period_end) if latest else "",
        judged=None if figure is None or figure.is_of(latest) else figure,
        target=target_in_words(standing.target, indicator),
        badge=badge(standing.status),
    )


def indicator_address(document: Document, standing: IndicatorStatus) -> str:
    """Return the public address of an indicator."""
    return f"/planuri/{document.slug}/indicatori/{standing.indicator.number}/"


def statuses_in_order(document: Document, standings: Mapping[str, IndicatorStatus]) -> list[IndicatorStatus]:
    """Return the standings as the plan is read: its own indicators, then those of each element."""
    uids = (None, *(element.uid for element in document.elements))
    return [standings[one.uid] for uid in uids for one in document.indicators_of.get(uid, ())]


def _group(
    document: Document, root: ElementValue | None, numbers: StatusCounts, rows: list[IndicatorRow]
) -> ObjectiveGroup:
    return ObjectiveGroup(
        anchor=f"stadiu-{root.address}" if root else "stadiu-plan",
        bar_id=f"bara-{root.address}" if root else "bara-plan",
        title=own_words(root.printed_name) if root else gettext("Indicatorii întregului plan"),
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
