"""What every page of one plan's workspace shows: where one is, and the way to the plan's other pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from plans.models import Element, Plan
from plans.views import shell
from plans.views.access import access_of
from plans.views.workspace import presence

# Name and the rest of the address after the plan's; other apps add theirs.
TABS: list[tuple[str, str]] = [
    ("Cuprins", ""),
    ("Părțile planului", "parti/"),
    ("Discuții", "discutii/"),
    ("Istoric", "istoric/"),
    ("Aprobare și publicare", "aprobare/"),
]
# What other apps show beside an element, or beside the whole plan: (request, plan, element or None) -> HTML.
BLOCKS: list[Callable] = []
# Where a row is changed in the workspace, by its model.
PLACES: dict[type[Model], Callable[[Model], str]] = {}


@dataclass(frozen=True)
class Tab:
    """One of the plan's pages; the one that is open stands out."""

    name: str
    address: str
    is_here: bool


def add_tab(name: str, rest: str, *, after: str) -> None:
    """Give every plan's workspace one more page, after another one."""
    place = [known for known, _rest in TABS].index(after) + 1
    TABS.insert(place, (name, rest))


def page(request, plan: Plan, name: str, context: dict, status: int = 200) -> HttpResponse:
    """Return a page of the plan's workspace, from its template's name; another app gives the whole of it.

    `tab` in the context is the rest of the address of the tab under which the page stands, where its own is another.
    """
    root = reverse("work:plan", args=[plan.slug])
    tabs = [(tab, root + rest) for tab, rest in TABS]
    path = root + context["tab"] if "tab" in context else request.path
    here = max((address for _tab, address in tabs if path.startswith(address)), key=len, default="")
    shown = {
        "plan": plan,
        "tabs": [Tab(tab, address, address == here) for tab, address in tabs],
        "may_edit": plan.pk in access_of(request).editable,
        "present": presence.others(request.user, plan, context.get("element")),
        **context,
    }
    return shell.page(request, name if "/" in name else f"plans/workspace/{name}.html", shown, status)


def blocks(request, plan: Plan, element: Element | None) -> list[SafeString]:
    """Return what other apps show beside the element, or beside the plan."""
    return [block(request, plan, element) for block in BLOCKS]


def place_of(row: Model) -> str:
    """Return the address in the workspace where the row is changed."""
    return PLACES[type(row)._meta.concrete_model](row)
