"""What can be found of one published thing, before it is stored."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from portal.text import normalise
from public.models import SearchEntry
from public.search.order import order_key
from public.search.words import code_facets, facet, sought_words

# As much as one entry says: a longer text is found in pieces, each of whole paragraphs where they are short enough.
LONGEST_TEXT = 1_200


class EntryKind(StrEnum):
    """What was found; the value is how addresses name it."""

    PLAN = "plan"
    SECTION = "sectiune"
    ELEMENT = "element"
    INDICATOR = "indicator"
    REPORT = "raportare"
    RECOMMENDATION = "recomandare"
    SITTING = "sedinta"
    BRIEFING = "informare"
    CONSULTATION = "consultare"
    TERM = "glosar"


# Of several, in the order in which they are offered.
KIND_NAMES = {
    EntryKind.PLAN: _("Planuri, acte, bugete"),
    EntryKind.SECTION: _("Secțiuni"),
    EntryKind.ELEMENT: _("Obiective, măsuri, acțiuni"),
    EntryKind.INDICATOR: _("Indicatori"),
    EntryKind.REPORT: _("Raportări acceptate"),
    EntryKind.RECOMMENDATION: _("Recomandări și răspunsuri"),
    EntryKind.SITTING: _("Ședințe"),
    EntryKind.BRIEFING: _("Informări și rapoarte"),
    EntryKind.CONSULTATION: _("Consultări publice"),
    EntryKind.TERM: _("Glosar"),
}


@dataclass(frozen=True, kw_only=True)
class SearchFinding:
    """A published thing that can be found: where it is, what it is and what it says.

    `texts` are read one after the other, and no phrase reaches from one into the next. `years` are those that it is
    about, `institutions` the codes of those that it concerns, `edition` the one that still says it.
    """

    kind: EntryKind
    path: str
    label: str
    title: str
    texts: tuple[str, ...] = ()
    code: str = ""
    institutions: frozenset[str] = frozenset()
    years: range = field(default=range(0))
    status: str = ""
    edition: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """All that it says: two that say the same are one."""
        return (self.kind, self.title, *self.texts)

    def facets(self, plan: Plan | None) -> str:
        """Return what it is filtered by, as words."""
        found = [facet("fel", self.kind), *code_facets(self.code)]
        found += [facet("plan", plan.pk)] if plan else []
        found += [facet("institutie", code) for code in sorted(self.institutions)]
        found += [facet("an", year) for year in self.years]
        found += [facet("stadiu", self.status)] if self.status else []
        return " ".join(found)


@dataclass(frozen=True, kw_only=True)
class EntrySource:
    """What entries are made from and made again with, and where they stand in the order."""

    name: str
    plan: Plan | None
    since: datetime.date
    is_invented: bool

    def entries(
        self, findings: Iterable[SearchFinding], *, first: int = 0, most: int | None = None
    ) -> Iterator[SearchEntry]:
        """Yield the entries of what was found, in their order from a first place on, `most` at most."""
        pieces = [(one, text) for one in findings for text in text_pieces(one.texts)]
        for place, (finding, text) in enumerate(pieces[:most], start=first):
            yield self._entry(finding, text, place)

    def _entry(self, finding: SearchFinding, text: str, place: int) -> SearchEntry:
        title = normalise(finding.title)
        is_former = finding.edition is not None
        return SearchEntry(
            id=order_key(
                since=self.since,
                plan=self.plan.pk if self.plan else 0,
                place=place,
                is_former=is_former,
                is_invented=self.is_invented,
            ),
            plan=self.plan,
            source=self.name,
            kind=finding.kind,
            path=finding.path,
            edition=finding.edition,
            label=finding.label,
            title=title,
            text=text,
            status=finding.status,
            title_words=sought_words(title),
            text_words=sought_words(*text.split("\n"), finding.label),
            facets=finding.facets(self.plan),
        )


def text_pieces(texts: Iterable[str]) -> list[str]:
    """Return texts as pieces that are short enough, a paragraph a line; one empty piece where there is no text.

    >>> [len(piece) for piece in text_pieces(["cuvânt " * 300, "scurt", "și el"])], text_pieces([])
    ([1196, 914], [''])
    """
    pieces, piece = [], ""
    for line in (line for text in texts for paragraph in normalise(text).split("\n") for line in _lines(paragraph)):
        if piece and len(piece) + len(line) >= LONGEST_TEXT:
            pieces.append(piece)
            piece = line
        else:
            piece = f"{piece}\n{line}" if piece else line
    return [*pieces, piece] if piece or not pieces else pieces


def _lines(paragraph: str) -> Iterator[str]:
    """Yield a paragraph, cut between words where it is too long."""
    while len(paragraph) > LONGEST_TEXT:
        cut = paragraph.rfind(" ", 1, LONGEST_TEXT)
        cut = cut if cut > 0 else LONGEST_TEXT
        yield paragraph[:cut].strip()
        paragraph = paragraph[cut:].strip()
    if paragraph:
        yield paragraph
