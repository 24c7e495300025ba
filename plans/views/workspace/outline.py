"""The outline editor's first page: the whole plan, and what can be done next."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.views.decorators.http import require_safe

from plans.views.workspace import pages
from plans.views.workspace.discussions import beside
from plans.views.workspace.finding import plan_to_read
from plans.views.workspace.workshop import workshop


@require_safe
@login_required
def plan(request, slug):
    """Show the plan's tree, and beside it what the plan holds and what can be done next."""
    found = plan_to_read(request.user, slug)
    levels = found.level_set.annotate(count=Count("elements")).order_by("position", "pk")
    context = {
        "levels": levels,
        "threads": beside(found, None),
        "blocks": pages.blocks(request, found, None),
    }
    return workshop(request, found, "overview", context)
