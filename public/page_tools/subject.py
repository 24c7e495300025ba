"""What a public page is about, told to whatever adds a line to the list at its foot."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from indicators.progress.report_values import RecommendationValue
from plans.document import Document, ElementValue, IndicatorValue

PageKind = Literal["plan", "element", "indicator", "progress", "terms", "institution", "sitting", "recommendation"]


@dataclass(frozen=True, kw_only=True)
class PageSubject:
    """A public page: its address and its title in plain words.

    `document` is the edition that it shows, with the `element` or the `indicator` of theirs; `code` is the
    institution's, `recommendation` what it is about.
    """

    kind: PageKind
    path: str
    title: str
    document: Document | None = None
    element: ElementValue | None = None
    indicator: IndicatorValue | None = None
    code: str = ""
    recommendation: RecommendationValue | None = None
    is_invented: bool = False


def plan_subject(document: Document) -> PageSubject:
    """Return what a plan's page is about."""
    return _subject_of("plan", document, "", document.short_title)


def element_subject(document: Document, element: ElementValue) -> PageSubject:
    """Return what an element's page is about."""
    title = f"{element.printed_name}, {document.short_title}"
    return _subject_of("element", document, f"{element.address}/", title, element=element)


def indicator_subject(document: Document, indicator: IndicatorValue) -> PageSubject:
    """Return what an indicator's page is about."""
    title = f"{indicator.title}, {document.short_title}"
    return _subject_of("indicator", document, f"indicatori/{indicator.number}/", title, indicator=indicator)


def progress_subject(document: Document) -> PageSubject:
    """Return what the page of a plan's progress is about."""
    return _subject_of(
        "progress", document, "progres/", gettext("Progresul planului, {plan}").format(plan=document.short_title)
    )


def terms_subject(document: Document) -> PageSubject:
    """Return what the page of a plan's terms is about."""
    return _subject_of(
        "terms", document, "termene/", gettext("Termenele planului, {plan}").format(plan=document.short_title)
    )


def _subject_of(kind: PageKind, document: Document, address: str, title: str, **about) -> PageSubject:
    return PageSubject(
        kind=kind,
        path=f"/planuri/{document.slug}/{address}",
        title=title,
        document=document,
        is_invented=document.is_invented,
        **about,
    )
