"""The indicators of a plan on one page, filled in by keyboard and saved at once."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_http_methods

from indicators.editing.forms import IndicatorListForm
from indicators.editing.grid_forms import IndicatorRowForm
from indicators.editing.indicator_list import TARGETS_IN_FORCE
from plans.editing.grid.saving import answer_grid
from plans.editing.settings import actions as setting_actions
from plans.models import Institution
from plans.workspace.institution_choice import choosable_institutions
from plans.workspace.lookups import plan_to_read, plan_to_write
from portal.forms.grids import ROWS_ON_A_PAGE

PAGE = "indicators/editing/grid.html"


class IndicatorGridForm(IndicatorListForm):
    """The choices above the grid of a plan's indicators."""

    rows_on_a_page = ROWS_ON_A_PAGE


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def indicator_grid(request, slug):
    """Show the plan's indicators, row by row; save what was changed, all of it or nothing."""
    plan = (plan_to_write if request.method == "POST" else plan_to_read)(request.user, slug)
    chosen = IndicatorGridForm(request.GET, plan)
    rows = plan.indicators.select_related("institution", "plan").prefetch_related(TARGETS_IN_FORCE)
    context = {
        "title": "Indicatorii în tabel",
        "row_template": "indicators/editing/grid_row.html",
        "tab": "indicatori/",
    }
    kept = plan.indicators.values("institution")
    choosable = list(choosable_institutions(Institution.objects.nameable_by(plan), kept))
    make = partial(IndicatorRowForm, institutions=choosable)

    def save(form):
        setting_actions.change(form.instance, form.save, by=request.user, plan=plan)

    keys = [pk for pk, _element in chosen.page]
    return answer_grid(request, plan, PAGE, context, chosen, rows, keys=keys, make=make, save=save)
