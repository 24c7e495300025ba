"""The outline editor: the plan's tree on the left, what is looked at on the right."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from plans.views.workspace.finding import plan_to_read
from plans.views.workspace.pages import page


@require_safe
@login_required
def plan(request, slug):
    """Show the whole plan."""
    found = plan_to_read(request.user, slug)
    return page(request, found, "plan", {"title": str(found)})
