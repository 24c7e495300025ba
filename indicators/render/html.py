"""Progress as public pages: an edition and what was reported of it in, HTML out."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from indicators.records import Recommendation
from indicators.standing import Standing
from plans.document import Document, Element


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
    return _page("progress", document=document)


def indicator_page(
    document: Document,
    standing: Standing,
    element: Element | None,
    recommendations: Sequence[Recommendation],
    today: datetime.date,
) -> str:
    """Return the page of one indicator; of the plan's recommendations it shows those about this indicator."""
    return _page("indicator", document=document, standing=standing)


def recommendations_page(
    recommendations: Sequence[Recommendation],
    today: datetime.date,
    asked: Mapping[str, str] | None = None,
    *,
    plan_titles: Mapping[str, str] | None = None,
) -> str:
    """Return the list of recommendations; `plan_titles` are the plans' short titles by slug."""
    return _page("recommendations", recommendations=recommendations)


def recommendation_page(recommendation: Recommendation, today: datetime.date, document: Document | None = None) -> str:
    """Return one recommendation with what came of it; with the plan's document it leads to what it is about."""
    return _page("recommendation", recommendation=recommendation)


def recommendation_address(recommendation: Recommendation) -> str:
    """Return the public address of a recommendation."""
    return f"/recomandari/{recommendation.reference.replace('/', '-')}/"


def method_page() -> str:
    """Return how a status is computed, in plain words."""
    return _page("method")


def plan_summary(document: Document, standings: Mapping[str, Standing], today: datetime.date) -> SafeString:
    """Return what the plan's page says of its progress; nothing for a plan without indicators."""
    return _page("_plan_summary", document=document)


def element_summary(
    document: Document, element: Element, standings: Mapping[str, Standing], today: datetime.date
) -> SafeString:
    """Return what an element's page says of its progress; nothing where no indicator stands at it or below it."""
    return _page("_element_summary", document=document, element=element)


def _page(name: str, **context) -> SafeString:
    return render_to_string(f"indicators/public/{name}.html", context)
