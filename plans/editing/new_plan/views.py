"""How a plan begins: blank, in a chosen shape, or from another plan."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans import permissions
from plans.editing.new_plan.actions import begin as begin_plan
from plans.editing.new_plan.actions import check_may_begin
from plans.editing.new_plan.forms import LIKE, BeginForm
from plans.editing.new_plan.shapes import SHAPES
from portal.navigation import page


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def begin(request):
    """Show the ways in which a plan can begin; begin a blank one."""
    check_may_begin(request.user)
    form = BeginForm(request.POST or None, user=request.user, initial={"shape": next(iter(SHAPES))})
    if request.method == "POST" and form.is_valid():
        plan = form.save_with(partial(begin_plan, by=request.user, shape=form.chosen_shape))
        if plan:
            messages.success(request, f"Planul „{plan}” a început. Adăugați primul obiectiv sau prima axă.")
            return redirect("plans:plan", plan.slug)
    context = {
        "title": "Plan nou",
        "form": form,
        "fields": form.plan_fields,
        "shapes": [(radio, SHAPES.get(radio.data["value"])) for radio in form["shape"]],
        "like": LIKE,
        "sources": permissions.editable_plans(request.user).order_by("-period_start", "short_title"),
    }
    return page(request, "plans/editing/new_plan/new_plan.html", context)
