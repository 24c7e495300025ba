"""Baselines taken from last year's reports: looked at and confirmed by people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from indicators.editing import baselines
from plans import permissions
from plans.models import Element, Plan
from plans.workspace import frame
from plans.workspace.lookups import plan_to_read
from portal.romanian import count, quantity, with_unit
from portal.text import whole_number
from portal.versioning import Conflict

# What is done with the rows that were ticked: how, in which field, in which word.
ACTS = {
    "take": (baselines.take_baselines, "later", "preluat"),
    "confirm": (baselines.confirm_baselines, "confirm", "confirmat"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm_baselines(request, slug):
    """Show the baselines that nobody has confirmed and those that can be taken by now; do what was ticked."""
    plan = plan_to_read(request.user, slug)
    if request.method == "POST":
        if not permissions.may_edit(request.user, plan):
            raise PermissionDenied
        do_ticked(request, plan, "take" if "take" in request.POST else "confirm")
        return redirect(request.path)
    found = baselines.unconfirmed_baselines(plan)
    rows = [(row, f"{row.pk}-{row.version}", baseline_text(row), baselines.is_whole_period(row)) for row in found]
    later = [
        (row, f"{row.pk}-{row.version}", with_unit(quantity(value), value, row.unit), period)
        for row, (value, period, _source) in baselines.later_baselines(plan)
    ]
    context = {"title": "Valori de referință din planul de dinainte", "rows": rows, "later": later}
    return frame.page(request, plan, "indicators/editing/baselines.html", context)


def ticked_versions(request, name: str) -> dict[int, int]:
    """Return the keys that were ticked, with the versions that were seen."""
    pairs = [[whole_number(part, digits=9) for part in one.split("-")] for one in request.POST.getlist(name)]
    return dict(pair for pair in pairs if len(pair) == 2 and None not in pair)


def do_ticked(request, plan: Plan, name: str) -> None:
    """Take or confirm the ticked baselines, and say how many, or that one was changed meanwhile."""
    act, field, verb = ACTS[name]
    try:
        number = act(plan, ticked_versions(request, field), by=request.user)
    except Conflict as stale:
        messages.warning(request, f"Între timp s-a schimbat „{stale.instance}”. Nu s-a {verb} nimic.")
        return
    if number == 1:
        messages.success(request, f"O valoare de referință este {verb}ă.")
    elif number:
        messages.success(request, f"{count(number, 'valoare', 'valori')} de referință sunt {verb}e.")
    else:
        messages.warning(request, f"Nu era bifată nicio valoare de {verb}.")


def baseline_text(row) -> str:
    """Return a baseline as it was taken, with its unit."""
    return with_unit(quantity(row.baseline_value), row.baseline_value, row.unit)


def baselines_block(request, plan: Plan, element: Element | None) -> SafeString:
    """Return, to stand beside a plan that continues another, how many baselines wait to be confirmed, and where."""
    if element is not None or plan.continues_id is None:
        return SafeString("")
    waiting = len(baselines.unconfirmed_baselines(plan))
    return SafeString(render_to_string("indicators/editing/_baselines.html", {"plan": plan, "waiting": waiting}))
