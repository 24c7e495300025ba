"""The page before a plan is deleted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.editing.conflicts import conflict_response
from plans.editing.plan_removal.actions import contents, delete_plan, may_be_deleted
from plans.editing.removal_page import rows_by_kind
from plans.editing.saving import seen_version
from plans.editing.trash.actions import Protected
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_write
from portal.forms.seen import SEEN_VERSION
from portal.versioning import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove_plan(request, slug):
    """Show all that goes with a plan, or why it must stay; delete it."""
    plan = plan_to_write(request.user, slug)
    if request.method == "POST":
        try:
            delete_plan(plan, by=request.user, version=seen_version(request))
        except Conflict:
            return conflict_response(request, plan, plan, action="Șterge planul")
        except Protected:
            messages.warning(request, "Planul nu s-a șters: nu mai este numai al redactorilor lui. Vedeți mai jos.")
            return redirect(request.path)
        messages.success(request, f"Planul „{plan}” s-a șters, cu tot ce era în el.")
        return redirect("plans:plans")
    context = {
        "title": f"Ștergeți „{plan.short_title}”?",
        "must_stay": not may_be_deleted(plan),
        "goes": rows_by_kind([row for rows in contents(plan) for row in rows]),
        "carried": {SEEN_VERSION: plan.version},
        "back": reverse("plans:parts", args=[plan.slug]),
    }
    return page(request, plan, "plans/editing/plan_removal/remove_plan.html", context)
