"""What every page of one plan's workspace shows: where one is, and the way to the plan's other pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from plans.access import access_of
from plans.models import Element, Plan
from plans.workspace import presence
from portal import navigation

# Name and the rest of the address after the plan's; other apps add theirs.
TABS: list[tuple[str, str]] = [
    ("Cuprins", ""),
    ("Părțile planului", "parti/"),
    ("Discuții", "discutii/"),
    ("Istoric", "istoric/"),
    ("Aprobare și publicare", "aprobare/"),
    ("Consultări", "consultari/"),
]
# What other apps show beside an element, or beside the whole plan: (request, plan, element or None) -> HTML.
_blocks: list[tuple[int, Callable]] = []
# Where a row is changed in the workspace, by its model.
_edit_urls: dict[type[Model], Callable[[Model], str]] = {}


@dataclass(frozen=True)
class PlanTab:
    """One of the plan's pages; the one that is open stands out."""

    name: str
    address: str
    is_here: bool


def add_tab(name: str, rest: str, *, after: str) -> None:
    """Give every plan's workspace one more page, after another one."""
    place = [known for known, _rest in TABS].index(after) + 1
    TABS.insert(place, (name, rest))


def page(request, plan: Plan, name: str, context: dict, status: int = 200) -> HttpResponse:
    """Return a page of the plan's workspace.

    `tab` in the context is the rest of the address of the tab under which the page stands, where its own is another.
    """
    root = reverse("plans:plan", args=[plan.slug])
    shown = {
        "plan": plan,
        "tabs": plan_tabs(root, root + context["tab"] if "tab" in context else request.path),
        "may_edit": plan.pk in access_of(request).editable,
        "present": presence.others_present(request.user, plan, context.get("element")),
        **context,
    }
    return navigation.page(request, name, shown, status)


def plan_tabs(root: str, path: str) -> list[PlanTab]:
    """Return the tabs of the workspace at an address; the one under which the path stands is marked."""
    tabs = [(tab, root + rest) for tab, rest in TABS]
    here = max((address for _tab, address in tabs if path.startswith(address)), key=len, default="")
    return [PlanTab(tab, address, address == here) for tab, address in tabs]


def blocks(request, plan: Plan, element: Element | None) -> list[SafeString]:
    """Return what other apps show beside the element, or beside the plan."""
    return [block(request, plan, element) for _order, block in _blocks]


def edit_url(row: Model | None) -> str:
    """Return the address in the workspace where the row is changed, empty for none and where it has none there."""
    address = _edit_urls.get(type(row)._meta.concrete_model) if row is not None else None
    return address(row) if address else ""


def register_edit_url(model: type[Model], address: Callable[[Model], str]) -> None:
    """Say where the rows of a model are changed."""
    _edit_urls[model] = address


def register_block(block: Callable[..., SafeString], *, order: int) -> None:
    """Show a block beside every element and plan, among the others by its order."""
    _blocks.append((order, block))
    _blocks.sort(key=lambda known: known[0])
