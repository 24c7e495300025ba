"""A document as public pages."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from plans.document import Document, Element


@dataclass(frozen=True)
class Entry:
    """An edition in a list: its document and checksum."""

    document: Document
    checksum: str


def plans_page(entries: list[Entry]) -> str:
    """Return the list of published plans, also the home page."""
    return _page("plans", entries=entries)


def plan_page(document: Document, *, checksum: str, draft: bool = False) -> str:
    """Return a plan's page in its current edition; `draft` marks a preview that nobody published."""
    return _page("plan", document=document, checksum=checksum, draft=draft)


def edition_page(document: Document, *, checksum: str) -> str:
    """Return the frozen page of one edition; it says nothing that a later edition could change."""
    return _page("plan", document=document, checksum=checksum, frozen=True)


def element_page(document: Document, element: Element) -> str:
    """Return the page of one element of the current edition."""
    siblings = document.children[element.parent] if element.parent else document.roots(element.level)
    place = siblings.index(element)
    return _page(
        "element",
        document=document,
        element=element,
        level=document.level[element.level],
        ancestors=document.ancestors(element),
        previous=siblings[place - 1] if place else None,
        next=siblings[place + 1] if place + 1 < len(siblings) else None,
    )


def editions_page(document: Document, entries: list[Entry]) -> str:
    """Return the list of a plan's editions, the newest first."""
    return _page("editions", document=document, entries=entries)


def _page(name: str, **context) -> str:
    site = {"site_name": settings.SITE_NAME, "site_owner": settings.SITE_OWNER}
    return render_to_string(f"plans/public/{name}.html", {**site, **context})
