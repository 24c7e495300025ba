"""The elements of one level of a plan on one page, filled in by keyboard and saved at once."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_http_methods

from plans.editing.grid.forms import ElementGridForm, element_row_class
from plans.editing.grid.saving import answer_grid, grid_page
from plans.models import Element
from plans.workspace.lookups import plan_to_read, plan_to_write

PAGE = "plans/editing/grid/elements.html"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def element_grid(request, slug):
    """Show the elements of the level that was chosen, row by row; save what was changed, all of it or nothing."""
    plan = (plan_to_write if request.method == "POST" else plan_to_read)(request.user, slug)
    chosen = ElementGridForm(request.GET, plan)
    rows = Element.objects.filter(level__plan=plan).select_related("level__plan")
    context = {
        "title": "Elementele în tabel",
        "row_template": "plans/editing/grid/element_row.html",
        "level": chosen.level,
        "tab": "",
    }
    if chosen.level is None:
        return grid_page(request, plan, PAGE, context, chosen, [])
    return answer_grid(
        request,
        plan,
        PAGE,
        context,
        chosen,
        rows.filter(level=chosen.level),
        keys=list(chosen.page),
        make=element_row_class(chosen.level),
        save=lambda form: form.save(),
    )
