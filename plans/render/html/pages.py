"""A document as public pages."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from plans.document import Document, ElementLink, ElementValue, PlanLink
from plans.render.budget_chart import budgets
from plans.render.facts import element_facts, indicator_facts, indicator_kind
from plans.render.html.page_tree import DocumentReading, children_by_level
from plans.render.known_names import known_name
from portal.romanian import count, inside

SEPARATE_FIELDS = ("description", "indicators", "contributes_to")


@dataclass(frozen=True)
class EditionEntry:
    """An edition in a list: its document and checksum."""

    document: Document
    checksum: str


@dataclass(frozen=True)
class WithdrawnEdition:
    """An edition that was taken out of public view: of its content only the number is left to say."""

    number: int
    withdrawn_on: datetime.datetime
    reason: str


@dataclass(frozen=True)
class FormerHolder:
    """What an address stood for in an edition, and where that is now (`address` is empty where it is nowhere).

    What only a withdrawn edition said has no `label`.
    """

    label: str
    edition: int
    is_public: bool
    address: str = ""


def element_counts(document: Document) -> list[str]:
    """Return how many elements of each level, and how many indicators, a plan has."""
    found = [
        count(len(elements), inside(known_name(level.name)), inside(known_name(level.name_plural)))
        for level in document.levels
        if (elements := document.roots(level.prefix))
    ]
    indicators = len(document.indicators)
    return [*found, count(indicators, "indicator", "indicatori")] if indicators else found


def plan_page(
    document: Document,
    *,
    checksum: str,
    draft: bool = False,
    beside: SafeString | str = "",
    marks: Mapping[str, SafeString] | None = None,
    followed_by: Sequence[PlanLink] = (),
    foot: SafeString | str = "",
    has_ended: bool = False,
) -> str:
    """Return a plan's page in its current edition; `draft` marks a preview that nobody published.

    `beside` is what is said of its progress, `marks` what is said of it beside an element or an indicator of the plan
    itself, by uid; the plan is `followed_by` published plans that continue it, and says that its period `has_ended`.
    `foot` says what can be done with it.
    """
    return _plan_page(
        document,
        checksum=checksum,
        draft=draft,
        frozen=False,
        beside=beside,
        marks=marks,
        followed_by=followed_by,
        foot=foot,
        has_ended=has_ended,
    )


def edition_page(document: Document, *, checksum: str) -> str:
    """Return the frozen page of one edition; it says nothing that a later edition could change."""
    return _plan_page(document, checksum=checksum, draft=False, frozen=True)


def proposed_page(document: Document, *, checksum: str, number: int) -> str:
    """Return the page of a draft as it was put to consultation, which is no edition and says so."""
    return _plan_page(document, checksum=checksum, draft=True, frozen=False, consultation=number)


def element_page(
    document: Document,
    element: ElementValue,
    *,
    beside: SafeString | str = "",
    followed_by: Sequence[tuple[PlanLink, ElementLink]] = (),
    formerly: Sequence[FormerHolder] = (),
    came_from: str = "",
    foot: SafeString | str = "",
    has_ended: bool = False,
) -> str:
    """Return the page of one element of the current edition, with what is said `beside` it of its progress.

    It is `followed_by` the elements of published plans that continue it; its address was `formerly` of others, and a
    reader `came_from` an address that it had before. `foot` says what can be done with the page.
    """
    before, after = document.neighbours[element.uid]
    ancestors = document.ancestors(element)
    return _page(
        "element",
        document=document,
        element=element,
        level=document.level[element.level],
        ancestors=ancestors,
        ancestry=[(above, known_name(document.level[above.level].name)) for above in ancestors],
        facts=element_facts(document, element, but=SEPARATE_FIELDS, with_blanks=element.uid not in document.children),
        **_indicators(document, element.uid),
        children=children_by_level(document, element),
        beside=beside,
        before=before,
        after=after,
        followed_by=followed_by,
        formerly=formerly,
        came_from=came_from,
        foot=foot,
        has_ended=has_ended,
    )


def editions_page(document: Document, entries: list[EditionEntry], withdrawn: Sequence[WithdrawnEdition] = ()) -> str:
    """Return the list of a plan's editions, the newest first, then those that were withdrawn."""
    earlier = [entry.document.edition.number for entry in entries[1:]]
    listed = list(zip_longest(entries, earlier))
    return _page("editions", document=document, listed=listed, earlier=earlier, withdrawn=withdrawn)


def withdrawn_plan_page(withdrawn: Sequence[WithdrawnEdition]) -> str:
    """Return what stands at the addresses of a plan of which every edition was withdrawn."""
    return _page("withdrawn_plan", withdrawn=withdrawn)


def gone_page(document: Document, holder: FormerHolder) -> str:
    """Return what stands at the address of an element or an indicator that the plan no longer has."""
    return _page("gone", document=document, holder=holder)


def withdrawn_page(*, slug: str, number: int, withdrawn_on: datetime.datetime, reason: str, current: int | None) -> str:
    """Return what stands at the address of a withdrawn edition; nothing of its content, which is no longer public."""
    return _page("withdrawn", slug=slug, number=number, withdrawn_on=withdrawn_on, reason=reason, current=current)


def _plan_page(
    document: Document,
    *,
    checksum: str,
    draft: bool,
    frozen: bool,
    beside: str = "",
    marks=None,
    followed_by=(),
    foot="",
    has_ended=False,
    consultation: int | None = None,
) -> str:
    return _page(
        "plan",
        document=document,
        checksum=checksum,
        draft=draft,
        frozen=frozen,
        consultation=consultation,
        edition_name=gettext("Ediția %(number)s") % {"number": document.edition.number},
        edition_address=f"/planuri/{document.slug}/editii/{document.edition.number}/",
        parts=DocumentReading(document, within_page=draft or frozen, marks=marks).parts(),
        **_indicators(document, None, marks or {}),
        budgets=list(budgets(document)),
        beside=beside,
        followed_by=followed_by,
        foot=foot,
        has_ended=has_ended,
    )


def _indicators(document: Document, uid: str | None, marks: Mapping[str, SafeString] | None = None) -> dict:
    """Return the indicators of an element, or of the plan itself with their marks, and the kind that all share."""
    found = document.indicators_of.get(uid, ())
    kinds = [indicator_kind(indicator) for indicator in found]
    return {
        "indicators": [
            (one.title, kind, indicator_facts(one), (marks or {}).get(one.uid, ""))
            for one, kind in zip(found, kinds, strict=True)
        ],
        "shared_kind": kinds[0] if len(kinds) > 1 and len(set(kinds)) == 1 else "",
    }


def _page(name: str, **context) -> str:
    return render_to_string(f"plans/render/html/{name}.html", context)
