"""The plan that would come of a document, as the page shows it."""

import datetime
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from plans.document.fields import element_field
from plans.exchange.word.mapping.choices import WordMapping
from plans.exchange.word.mapping.draft import DraftElement, DraftHead, DraftSection, PlanDraft
from plans.models import Institution
from portal.romanian import count, inside
from portal.text import fold

BLOCKS = {"indicators": "indicatorii planului", "budget": "buget", "signatures": "semnături"}
YEARS = re.compile(r"\b(20\d\d)(?:\s*[-–]\s*(20\d\d))?\b")
NATURES = {
    "count": "număr",
    "percent": "procent",
    "milestone": "jalon",
    "reference": "trimitere la alt document",
    "qualitative": "calitativ",
}


@dataclass
class DraftRow:
    """An element of the plan that would come, in words; `depth` says how deep."""

    element: DraftElement
    level: str
    depth: int
    number: int
    anchor: str
    values: list[tuple[str, str]] = field(default_factory=list)


def draft_rows(draft: PlanDraft, mapping: WordMapping) -> list[DraftRow]:
    """Return the elements in reading order, with all that each says."""
    found: list[DraftRow] = []
    for one in draft.elements:
        depth = 0 if one.parent is None else found[one.parent].depth + 1
        level = mapping.level(one.level)
        values = [(element_field(name).label, text) for name, text in one.fields.items() if text]
        values += list(one.own.items())
        values += [("Indicator", f"{i.title} ({NATURES.get(i.nature, i.nature)})") for i in one.indicators]
        found.append(
            DraftRow(one, level.name if level else one.level, depth, len(found) + 1, anchor_of(one.place), values)
        )
    return found


def section_rows(draft: PlanDraft, mapping: WordMapping) -> list[tuple[DraftSection, str]]:
    """Return the sections, each with what is shown after its text."""
    found = []
    for one in draft.sections:
        level = mapping.level(one.level)
        found.append((one, f"elementele de nivelul „{level.name}”" if level else BLOCKS.get(one.block, "")))
    return found


def summary(draft: PlanDraft, mapping: WordMapping) -> list[tuple[str, str]]:
    """Return what would come, kind by kind, with how many of each."""
    counts = Counter(one.level for one in draft.elements)
    used = [one for one in mapping.levels if counts[one.key]]
    elements = [count(counts[one.key], inside(one.name), inside(one.name_plural)) for one in used]
    own = sum(len(one.indicators) for one in draft.elements)
    head = draft.head
    rows = [
        ("Elemente", "; ".join(elements) or "niciunul"),
        ("Indicatori", count(own + len(draft.indicators), "indicator", "indicatori")),
        ("Secțiuni", count(len(draft.sections), "secțiune", "secțiuni")),
        ("Buget", count(len(draft.budget), "linie", "linii") if draft.budget else ""),
        ("Act de adoptare", ", ".join(filter(None, [head.act, head.annex]))),
        ("Antet", "\n".join(head.letterhead)),
        ("Semnează", "\n".join(f"{one.preamble} {one.office}: {one.name}".strip() for one in draft.signatories)),
    ]
    return [(label, text) for label, text in rows if text]


def proposed_period(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the period that a title names by its years; none where it names none.

    >>> proposed_period("Planul pentru anul 2024"), proposed_period("Planul")[0]
    ((datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)), None)
    """
    found = YEARS.search(text)
    if not found:
        return None, None
    return datetime.date(int(found[1]), 1, 1), datetime.date(int(found[2] or found[1]), 12, 31)


def proposed_owner(owners: Collection[Institution], head: DraftHead) -> Institution | None:
    """Return the institution that the head of a document names last, of those that a person may choose."""
    said = fold(" ".join([*head.letterhead, head.title, head.subtitle]))
    named = [one for one in owners if fold(one.name) in said]
    return max(named, key=lambda one: said.rfind(fold(one.name)), default=None)


def anchor_of(place: str) -> str:
    """Return where on the page a place of the document is drawn; of a cell, its row.

    >>> anchor_of("tabelul 1, rândul 3, coloana 2"), anchor_of("paragraful 9")
    ('t1-3', 'p9')
    """
    return place[:1] + "-".join(re.findall(r"\d+", place)[:2])
