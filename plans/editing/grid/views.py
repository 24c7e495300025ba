"""The elements of one level of a plan on one page, filled in by keyboard and saved at once."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.access import access_of
from plans.editing.grid.forms import ElementGridForm, element_row_class
from plans.editing.grid.saving import grid_page, save_grid
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
    form_class = element_row_class(chosen.level)
    if request.method == "POST":
        found = rows.filter(level=chosen.level)
        forms, is_saved = save_grid(
            request, plan, found, lambda data, row: form_class(data, instance=row), lambda form: form.save()
        )
        return redirect(request.get_full_path()) if is_saved else grid_page(request, plan, PAGE, context, chosen, forms)
    may_edit = plan.pk in access_of(request).editable
    found = rows.in_bulk(list(chosen.page))
    forms = [form_class(instance=found[pk], may_edit=may_edit) for pk in chosen.page]
    return grid_page(request, plan, PAGE, context, chosen, forms, chosen.page)
