"""What the pages of people who are logged in share: the way between them, and how an answer is made."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from plans.models import Membership

Role = Membership.Role


@dataclass(frozen=True)
class Place:
    """Where people of some roles work, some of whom begin there; an administrator works everywhere."""

    name: str
    address: str
    roles: frozenset[str]
    begin_here: frozenset[str]


@dataclass(frozen=True)
class Way:
    """A way to a place; the one where the person is stands out."""

    name: str
    address: str
    is_here: bool


PLACES: list[Place] = []


def add_place(name: str, address: str, *roles: str, begin_here: tuple[str, ...] = ()) -> None:
    """Let people of these roles find a place in the navigation, after those that were added before."""
    PLACES.append(Place(name, address, frozenset(roles), frozenset(begin_here)))


def open_to(user) -> tuple[list[Place], set[str]]:
    """Return the places that the person may go to, and the roles that the person has or had; one query."""
    roles = set(Membership.objects.begun().filter(user=user).values_list("role", flat=True))
    return [place for place in PLACES if user.is_superuser or place.roles & roles], roles


def ways(request) -> list[Way]:
    """Return the ways to where the person may go."""
    mine, _roles = open_to(request.user)
    here = max((place.address for place in mine if request.path.startswith(place.address)), key=len, default="")
    return [Way(place.name, place.address, place.address == here) for place in mine]


def page(request, template: str, context: dict, status: int = 200) -> HttpResponse:
    """Return a page of someone who is logged in."""
    return render(request, template, {**context, "places": ways(request)}, status=status)


@require_safe
@login_required
def home(request):
    """Lead a person who entered to where their role begins its work."""
    mine, roles = open_to(request.user)
    begins = [place for place in mine if place.begin_here & roles] or mine
    return redirect(begins[0].address if begins else "admin:index" if request.user.is_staff else "plans:plans")
