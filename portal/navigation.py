"""The way between the pages of people who are logged in, and how such a page is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.desk.entries import due_numbers


def _nobody(_user) -> bool:
    return False


def _nothing(_numbers) -> int:
    return 0


@dataclass(frozen=True)
class MenuItem:
    """Where some people work; an administrator works everywhere.

    `is_first` is where people begin. `pages` are the beginnings of the addresses that belong to the place, where they
    are not its own; `number` says how much of what is due, by kind, waits there.
    """

    name: str
    address: str
    is_open_to: Callable[..., bool] = _nobody
    is_first: bool = False
    pages: tuple[str, ...] = ()
    number: Callable[[Mapping[str, int]], int] = _nothing

    def reach(self, path: str) -> int:
        """Return how much of a page's address is this place's: the more, the surer the page belongs here."""
        if path == self.address:
            return len(path) + 1
        return max((len(start) for start in self.pages or (self.address,) if path.startswith(start)), default=0)


@dataclass(frozen=True)
class MenuLink:
    """A way to where a person works, with how much is due there; the one where the person is stands out."""

    name: str
    address: str
    is_here: bool
    number: int = 0


MENU_ITEMS: list[MenuItem] = []


def register_menu_item(name: str, address: str, **more) -> None:
    """Put a way in the navigation, after those that were put there before; `more` are the fields of a MenuItem."""
    MENU_ITEMS.append(MenuItem(name, address, **more))
    MENU_ITEMS.sort(key=lambda item: not item.is_first)


def number_of(*kinds: str) -> Callable[[Mapping[str, int]], int]:
    """Return what counts the kinds of the desk among what is due."""
    return lambda numbers: sum(numbers.get(kind, 0) for kind in kinds)


def menu_items_for(user) -> list[MenuItem]:
    """Return where the person may go, where they begin their work first."""
    return [item for item in MENU_ITEMS if user.is_superuser or item.is_open_to(user)]


def menu_links(request) -> list[MenuLink]:
    """Return the ways to where the person may go, with the numbers of what is due; one query for all of these."""
    mine = menu_items_for(request.user)
    here = max(mine, key=lambda item: item.reach(request.path), default=None)
    numbers = due_numbers(request.user, timezone.localdate())
    return [
        MenuLink(item.name, item.address, item is here and item.reach(request.path) > 0, item.number(numbers))
        for item in mine
    ]


def page(request, template: str, context: dict, status: int = 200) -> HttpResponse:
    """Return a page of someone who is logged in."""
    return render(request, template, {**context, "places": menu_links(request)}, status=status)


@require_safe
@login_required
def home(request):
    """Lead a person who entered to where they begin their work."""
    mine = menu_items_for(request.user)
    return redirect(mine[0].address if mine else "admin:index" if request.user.is_staff else "public:plans")
