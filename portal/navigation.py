"""The way between the pages of people who are logged in, and how such a page is answered."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


def _nobody(_user) -> bool:
    return False


@dataclass(frozen=True)
class MenuItem:
    """Where some people work, and who of them begins there; an administrator works everywhere."""

    name: str
    address: str
    is_open_to: Callable[..., bool] = _nobody
    is_start_of: Callable[..., bool] = _nobody


@dataclass(frozen=True)
class MenuLink:
    """A way to where a person works; the one where the person is stands out."""

    name: str
    address: str
    is_here: bool


MENU_ITEMS: list[MenuItem] = []


def register_menu_item(name: str, address: str, **who: Callable[..., bool]) -> None:
    """Put a way in the navigation, after those that were put there before; `who` says whom it is open to."""
    MENU_ITEMS.append(MenuItem(name, address, **who))


def menu_items_for(user) -> list[MenuItem]:
    """Return where the person may go."""
    return [item for item in MENU_ITEMS if user.is_superuser or item.is_open_to(user)]


def menu_links(request) -> list[MenuLink]:
    """Return the ways to where the person may go."""
    mine = menu_items_for(request.user)
    here = max((item.address for item in mine if request.path.startswith(item.address)), key=len, default="")
    return [MenuLink(item.name, item.address, item.address == here) for item in mine]


def page(request, template: str, context: dict, status: int = 200) -> HttpResponse:
    """Return a page of someone who is logged in."""
    return render(request, template, {**context, "places": menu_links(request)}, status=status)


@require_safe
@login_required
def home(request):
    """Lead a person who entered to where their role begins its work."""
    mine = menu_items_for(request.user)
    starts = [item for item in mine if item.is_start_of(request.user)] or mine
    return redirect(starts[0].address if starts else "admin:index" if request.user.is_staff else "public:plans")
