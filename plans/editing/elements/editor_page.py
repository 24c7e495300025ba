"""The outline editor's page: the plan's tree, and beside it the panel of what is being done."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.text import Truncator

from plans.access import access_of
from plans.editing.elements.tree import Tree
from plans.models import Element, Plan, Removal
from plans.workspace import frame
from portal.text import fold, has_words, whole_number
from portal.whitespace import collapse_white_space

SEARCH_LIMIT = 40
# How an address asks for all branches, or for those above what is open; of which plan the session keeps all open.
WHOLE_TREE = {True: "intreg", False: "ramura"}
WHOLE_TREE_OF = "whole_tree_of"
# What is done in a panel, as the window's title says it before the name of the element.
PANEL_TITLES = {
    "add": "Element nou",
    "choose_level": "Element nou",
    "move": "Mutare",
    "remove": "Ștergere",
    "renumber": "Renumerotare",
}


def is_swap(request) -> bool:
    """Tell whether the page's script asks for what changes alone."""
    return request.headers.get("HX-Request") == "true"


def render_outline(request, plan: Plan, panel: str, context: dict, *, element: Element | None = None) -> HttpResponse:
    """Return the tree with a panel beside it: a page, or for the page's script that alone."""
    tree = Tree(plan, element, around=whole_number(request.GET.get("langa")), is_whole=is_tree_whole(request, plan))
    question = request.GET.get("q", "").strip()[:200]
    shown = {
        "title": plan.short_title,
        "window_title": window_title(plan, panel, element),
        "panel": f"plans/editing/elements/{panel}.html",
        "panel_name": panel,
        "is_swap": is_swap(request),
        "tree": tree,
        "element": element,
        "question": question,
        "found": search_elements(plan, question) if question else None,
        "may_edit": plan.pk in access_of(request).editable,
        "removed": recent_removal(request, plan),
        "new_uid": uuid4(),
        **context,
    }
    if is_swap(request):
        shown |= {"plan": plan, "said": pending_messages(request)}
        response = HttpResponse(
            collapse_white_space(render_to_string("plans/editing/elements/swap.html", shown, request))
        )
    else:
        response = frame.page(request, plan, "plans/editing/elements/editor_page.html", shown)
    patch_vary_headers(response, ["HX-Request"])
    return response


def is_tree_whole(request, plan: Plan) -> bool:
    """Tell whether the person has all branches of the plan open; it stays so until they close them."""
    asked = request.GET.get("cuprins")
    if asked in WHOLE_TREE.values():
        if asked == WHOLE_TREE[True]:
            request.session[WHOLE_TREE_OF] = plan.pk
        else:
            request.session.pop(WHOLE_TREE_OF, None)
    return request.session.get(WHOLE_TREE_OF) == plan.pk


def window_title(plan: Plan, panel: str, element: Element | None) -> str:
    """Return what the browser's tab says: what is done, to which element, in which plan."""
    parts = [PANEL_TITLES.get(panel, ""), Truncator(str(element or "")).chars(60), plan.short_title]
    return " – ".join(filter(None, parts))


def pending_messages(request) -> list:
    """Return what the person is told of what they just did, for a page without a place of its own for it."""
    return list(messages.get_messages(request))


def search_elements(plan: Plan, question: str) -> dict:
    """Return the elements of the plan that hold every word of the question in code and title; one query."""
    words = fold(question).split()
    rows = (
        Element.objects.filter(level__plan=plan)
        .order_by("level__position", "parent__position", "position", "pk")
        .values("pk", "code", "title", level_name=F("level__name"))
    )
    hits = [row for row in rows if has_words(words, row["code"], row["title"])]
    return {"count": len(hits), "rows": hits[:SEARCH_LIMIT], "is_cut": len(hits) > SEARCH_LIMIT}


def search_parents(plan: Plan, row: Element, question: str) -> list[Element]:
    """Return elements of the level above that an element may go under: its own parent, then those that were sought."""
    words = fold(question).split()
    above = Element.objects.filter(level__plan=plan, level=row.level.parent_id).select_related("level")
    fits = [one for one in above.order_by("position", "pk") if has_words(words, one.code, one.title)]
    return fits[:SEARCH_LIMIT]


def recent_removal(request, plan: Plan) -> Removal | None:
    """Return what the address says was just removed from the plan, while it can be put back."""
    pk = whole_number(request.GET.get("sters"))
    return pk and Removal.objects.filter(plan=plan, pk=pk, restored_by=None).first()
