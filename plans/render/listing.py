"""The list of plans: which of them a reader asked for, in what order, a page at a time."""

from dataclasses import dataclass
from urllib.parse import urlencode

from plans.document import Document
from plans.templatetags.romanian import count, inside
from plans.text import folded, have_words

PAGE_SIZE = 20
QUERY_LIMIT = 200
ORDERS = {"perioada": "Cele mai noi întâi", "titlu": "După titlu"}


@dataclass(frozen=True)
class Entry:
    """An edition in a list: its document and checksum."""

    document: Document
    checksum: str

    @property
    def counts(self) -> list[str]:
        """Return how many elements of each level, and how many indicators, the plan has."""
        found = [
            count(len(elements), inside(level.name), inside(level.name_plural))
            for level in self.document.levels
            if (elements := self.document.roots(level.prefix))
        ]
        indicators = len(self.document.indicators)
        return [*found, count(indicators, "indicator", "indicatori")] if indicators else found


@dataclass(frozen=True)
class Listing:
    """A page of the list, and what the reader asked for."""

    entries: list[Entry]
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


def listing(entries: list[Entry], *, query: str = "", order: str = "", page: str = "") -> Listing:
    """Return the page of the plans whose title or institution holds the words asked for.

    The entries come with the newest first. An order or a page that does not exist gives the nearest one that does.
    """
    query = query.strip()[:QUERY_LIMIT]
    order = order if order in ORDERS else "perioada"
    words = folded(query).split()
    found = [entry for entry in entries if have_words(words, *_searched(entry))]
    if order == "titlu":
        found.sort(key=lambda entry: folded(entry.document.short_title))
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(1, int(page) if page.isdecimal() and len(page) < 6 else 1), pages)
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Listing(shown, len(found), query, order, number, pages)


def _searched(entry: Entry) -> tuple[str, ...]:
    document = entry.document
    return document.short_title, document.title, document.subtitle, document.owner.name
