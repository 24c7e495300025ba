"""A document as public pages."""

import datetime
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plans.document import Document, Element, Link, PlanLink
from plans.render.chart import budgets
from plans.render.facts import facts, indicator_facts, indicator_kind
from plans.render.listing import ORDERS, Entry, listing
from plans.render.reading import Reading, children_by_level

FILTER_FROM = 6
SHOWN_APART = ("description", "indicators", "contributes_to")


def plans_page(entries: list[Entry], asked: Mapping[str, str] | None = None) -> str:
    """Return the list of published plans, also the home page; `asked` holds what the reader filtered by."""
    asked = asked or {}
    shown = listing(entries, query=asked.get("cauta", ""), order=asked.get("ordine", ""), page=asked.get("pagina", ""))
    return _page("plans", listing=shown, orders=ORDERS, has_filter=len(entries) >= FILTER_FROM)


def plan_page(
    document: Document,
    *,
    checksum: str,
    draft: bool = False,
    beside: Mapping[str | None, SafeString] | None = None,
    followed_by: Sequence[PlanLink] = (),
) -> str:
    """Return a plan's page in its current edition; `draft` marks a preview that nobody published.

    `beside` holds what others say beside the plan (under None) and beside its elements, by their uid; the plan is
    `followed_by` the published plans that continue it.
    """
    said = (beside or {}).get(None, "")
    return _plan_page(document, checksum=checksum, draft=draft, frozen=False, beside=said, followed_by=followed_by)


def edition_page(document: Document, *, checksum: str) -> str:
    """Return the frozen page of one edition; it says nothing that a later edition could change."""
    return _plan_page(document, checksum=checksum, draft=False, frozen=True)


def element_page(
    document: Document,
    element: Element,
    *,
    beside: Mapping[str | None, SafeString] | None = None,
    followed_by: Sequence[tuple[PlanLink, Link]] = (),
) -> str:
    """Return the page of one element of the current edition, with what others say beside it, by its uid.

    It is `followed_by` the elements of published plans that continue it.
    """
    before, after = document.neighbours[element.uid]
    ancestors = document.ancestors(element)
    return _page(
        "element",
        document=document,
        element=element,
        level=document.level[element.level],
        ancestors=ancestors,
        ancestry=[(above, document.level[above.level].name) for above in ancestors],
        facts=facts(document, element, but=SHOWN_APART),
        **_indicators(document, element.uid),
        children=children_by_level(document, element),
        beside=(beside or {}).get(element.uid, ""),
        before=before,
        after=after,
        followed_by=followed_by,
    )


def editions_page(document: Document, entries: list[Entry]) -> str:
    """Return the list of a plan's editions, the newest first."""
    earlier = [entry.document.edition.number for entry in entries[1:]]
    return _page("editions", document=document, listed=list(zip_longest(entries, earlier)), earlier=earlier)


def withdrawn_page(*, slug: str, number: int, withdrawn_on: datetime.datetime, reason: str, current: int | None) -> str:
    """Return what stands at the address of a withdrawn edition; nothing of its content, which is no longer public."""
    return _page("withdrawn", slug=slug, number=number, withdrawn_on=withdrawn_on, reason=reason, current=current)


def _plan_page(
    document: Document, *, checksum: str, draft: bool, frozen: bool, beside: str = "", followed_by=()
) -> str:
    return _page(
        "plan",
        document=document,
        checksum=checksum,
        draft=draft,
        frozen=frozen,
        edition_name=f"Ediția {document.edition.number}",
        parts=Reading(document, within_page=draft or frozen).parts(),
        **_indicators(document, None),
        budgets=list(budgets(document)),
        beside=beside,
        followed_by=followed_by,
    )


def _indicators(document: Document, uid: str | None) -> dict:
    """Return the indicators of an element, or of the plan itself, and the kind that all of several share."""
    found = document.indicators_of.get(uid, ())
    kinds = [indicator_kind(indicator) for indicator in found]
    return {
        "indicators": [(one.title, kind, indicator_facts(one)) for one, kind in zip(found, kinds, strict=True)],
        "shared_kind": kinds[0] if len(kinds) > 1 and len(set(kinds)) == 1 else "",
    }


def _page(name: str, **context) -> str:
    return render_to_string(f"plans/public/{name}.html", context)
