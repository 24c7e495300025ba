"""The list of plans: which of them a reader asked for, in what order, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.template.loader import render_to_string

from portal.text import QUERY_LIMIT, UNPRINTABLE, fold
from public.models import PlanSummary

PAGE_SIZE = 20
FILTER_FROM = 6
ORDERS = {"perioada": "Cele mai noi întâi", "titlu": "După titlu"}
NEWEST_FIRST = ("-period_start", "-slug")


@dataclass(frozen=True)
class PlanListing:
    """A page of the list, and what the reader asked for."""

    entries: list[PlanSummary]
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


def plan_listing(*, query: str = "", order: str = "", page: str = "") -> PlanListing:
    """Return the page of the plans whose title or institution holds the words asked for; two queries.

    An order or a page that does not exist gives the nearest one that does.
    """
    query = query.strip()[:QUERY_LIMIT]
    order = order if order in ORDERS else "perioada"
    rows = _matching_summaries(query)
    found = rows.count()
    pages = max(1, -(-found // PAGE_SIZE))
    number = min(max(1, int(page) if page.isdecimal() and len(page) < 6 else 1), pages)
    ordered = rows.order_by("title_key", *NEWEST_FIRST) if order == "titlu" else rows.order_by(*NEWEST_FIRST)
    shown = list(ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    return PlanListing(shown, found, query, order, number, pages)


def _matching_summaries(query: str):
    """Return the summaries that hold each word of a query."""
    rows = PlanSummary.objects.all()
    if UNPRINTABLE.search(query):
        return rows.none()
    for word in fold(query).split():
        rows = rows.filter(search_text__contains=word)
    return rows


def plans_page(asked: Mapping[str, str] | None = None) -> str:
    """Return the list of published plans, also the home page; `asked` holds what the reader filtered by."""
    asked = asked or {}
    listing = plan_listing(query=asked.get("cauta", ""), order=asked.get("ordine", ""), page=asked.get("pagina", ""))
    plans = PlanSummary.objects.count() if listing.query else listing.found
    context = {"listing": listing, "orders": ORDERS, "has_filter": plans >= FILTER_FROM}
    return render_to_string("public/home/plans.html", context)
