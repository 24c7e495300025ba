"""The outline editor's first page: the whole plan, and what can be done next."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.views.decorators.http import require_safe

from plans.editing.elements.editor_page import render_outline
from plans.workspace import frame
from plans.workspace.lookups import plan_to_read


@require_safe
@login_required
def outline(request, slug):
    """Show the plan's tree, and beside it what the plan holds and what can be done next."""
    found = plan_to_read(request.user, slug)
    levels = found.level_set.annotate(count=Count("elements")).order_by("position", "pk")
    context = {
        "levels": levels,
        "blocks": frame.blocks(request, found, None),
    }
    return render_outline(request, found, "overview", context)
