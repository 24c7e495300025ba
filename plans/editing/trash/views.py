"""What was removed from a plan, and putting it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from plans.editing.trash import actions as trash_actions
from plans.editing.trash.contents import contents
from plans.editing.trash.restoration import Restoration
from plans.models import Removal
from plans.stand_ins import acting_names
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_read, plan_to_write
from portal.forms.lists import ListForm


@require_safe
@login_required
def removal_list(request, slug):
    """Show what was removed from the plan, the newest first."""
    plan = plan_to_read(request.user, slug)
    form = ListForm(request.GET, Removal.objects.filter(plan=plan).select_related("removed_by", "restored_by"))
    context = {
        "title": "Ce s-a șters",
        "tab": "istoric/",
        "removals": [(one, contents(one)) for one in form.page],
        "names": acting_names(plan),
        "form": form,
    }
    return page(request, plan, "plans/editing/trash/trash.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def restore(request, slug, pk):
    """Show what comes back where, what else changes and what stands in the way; put it back."""
    plan = plan_to_write(request.user, slug)
    removal = get_object_or_404(Removal, plan=plan, pk=pk)
    problems = []
    if request.method == "POST":
        try:
            trash_actions.restore(removal, by=request.user)
        except ValidationError as refused:
            problems = refused.messages
        else:
            messages.success(request, f"„{removal.title}” este din nou în plan, la locul lui.")
            return redirect("plans:removed", slug)
    context = {
        "title": "Puneți la loc ce s-a șters",
        "tab": "istoric/",
        "removal": removal,
        "held": contents(removal),
        "names": acting_names(plan),
        "restoration": None if removal.restored_at else Restoration(removal),
        "problems": problems,
        "submission": plan.submissions.open().first(),
    }
    return page(request, plan, "plans/editing/trash/restore.html", context, status=409 if problems else 200)
