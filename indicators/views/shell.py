"""What the pages of people who are logged in share: the way between them, and how an answer is made."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from plans.models import Membership

Role = Membership.Role
OVERSIGHT = {Role.REVIEWER, Role.EDITOR, Role.PUBLISHER}
# Name, address, whose; an administrator sees all.
PLACES = [
    ("Ce am de raportat", "/raportare/", {Role.REPORTER}),
    ("De evaluat", "/evaluare/", {Role.REVIEWER}),
    ("Ședințe", "/evaluare/sedinte/", OVERSIGHT),
    ("Informări și rapoarte", "/evaluare/informari/", OVERSIGHT),
    ("Recomandări", "/evaluare/recomandari/", {Role.REVIEWER}),
    ("Recomandări primite", "/raportare/recomandari/", {Role.REPORTER}),
]


@dataclass(frozen=True)
class Place:
    """A place that a person may go to; the one where the person is stands out."""

    name: str
    address: str
    is_here: bool


def places(request) -> list[Place]:
    """Return where the person may go; one query."""
    roles = set(Membership.objects.current().filter(user=request.user).values_list("role", flat=True))
    mine = [(name, address) for name, address, whose in PLACES if request.user.is_superuser or whose & roles]
    here = max((address for _name, address in mine if request.path.startswith(address)), key=len, default="")
    return [Place(name, address, address == here) for name, address in mine]


def page(request, template: str, context: dict, status: int = 200) -> HttpResponse:
    """Return a page of someone who is logged in."""
    return render(request, f"indicators/{template}.html", {**context, "places": places(request)}, status=status)


@require_safe
@login_required
def home(request):
    """Lead a person who entered to the first place that waits for them."""
    mine = places(request)
    return redirect(mine[0].address if mine else "admin:index" if request.user.is_staff else "plans:plans")
