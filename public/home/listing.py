"""The list of plans: which of them a reader asked for, in what order, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.template.loader import render_to_string

from plans.render.html.pages import EditionEntry
from portal.text import QUERY_LIMIT, fold, has_words

PAGE_SIZE = 20
FILTER_FROM = 6
ORDERS = {"perioada": "Cele mai noi întâi", "titlu": "După titlu"}


@dataclass(frozen=True)
class PlanListing:
    """A page of the list, and what the reader asked for."""

    entries: list[EditionEntry]
    found: int
    query: str
    order: str
    page: int
    pages: int

    def address(self, page: int) -> str:
        """Return the query string of another page of the same list."""
        return "?" + urlencode({"cauta": self.query, "ordine": self.order, "pagina": page})

    @property
    def previous_address(self) -> str:
        """Return the query string of the page before, or nothing."""
        return self.address(self.page - 1) if self.page > 1 else ""

    @property
    def next_address(self) -> str:
        """Return the query string of the page after, or nothing."""
        return self.address(self.page + 1) if self.page < self.pages else ""


def plan_listing(entries: list[EditionEntry], *, query: str = "", order: str = "", page: str = "") -> PlanListing:
    """Return the page of the plans whose title or institution holds the words asked for.

    The entries come with the newest first. An order or a page that does not exist gives the nearest one that does.
    """
    query = query.strip()[:QUERY_LIMIT]
    order = order if order in ORDERS else "perioada"
    words = fold(query).split()
    found = [entry for entry in entries if has_words(words, *_searchable_texts(entry))]
    if order == "titlu":
        found.sort(key=lambda entry: fold(entry.document.short_title))
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(1, int(page) if page.isdecimal() and len(page) < 6 else 1), pages)
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return PlanListing(shown, len(found), query, order, number, pages)


def _searchable_texts(entry: EditionEntry) -> tuple[str, ...]:
    document = entry.document
    return document.short_title, document.title, document.subtitle, document.owner.name


def plans_page(entries: list[EditionEntry], asked: Mapping[str, str] | None = None) -> str:
    """Return the list of published plans, also the home page; `asked` holds what the reader filtered by."""
    asked = asked or {}
    shown = plan_listing(
        entries, query=asked.get("cauta", ""), order=asked.get("ordine", ""), page=asked.get("pagina", "")
    )
    context = {"listing": shown, "orders": ORDERS, "has_filter": len(entries) >= FILTER_FROM}
    return render_to_string("public/home/plans.html", context)
