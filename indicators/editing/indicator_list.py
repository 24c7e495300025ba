"""A plan's indicators in the workspace: their list, and the block of them beside an element."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from indicators.editing import sentences
from indicators.editing.forms import IndicatorListForm
from indicators.models import Indicator, Target
from plans.access import access_of
from plans.editing.grid.saving import GRIDS
from plans.models import Element, Plan
from plans.workspace import frame
from plans.workspace.lookups import plan_to_read

TARGETS_IN_FORCE = Prefetch("targets", Target.objects.in_force().order_by("period_start", "pk"), to_attr="promised")
MAX_BLOCK_ENTRIES = 12


@dataclass(frozen=True)
class IndicatorEntry:
    """An indicator in a list: what it says of itself, what it lacks, where it may move."""

    indicator: Indicator
    targets: list[str]
    reporting: str
    gaps: list[str]
    is_first: bool = True
    is_last: bool = True


@dataclass(frozen=True)
class IndicatorCell:
    """The indicators of one element, or of the whole plan, that stand on one page of the list."""

    element: Element | None
    address: str
    entries: list[IndicatorEntry]
    printed: str
    warning: str


@require_safe
@login_required
def indicator_list(request, slug):
    """List the plan's indicators, those of each element together."""
    plan = plan_to_read(request.user, slug)
    form = IndicatorListForm(request.GET, plan)
    may_move = form.is_in_plan_order
    context = {"title": "Indicatori", "form": form, "may_move": may_move}
    context["cells"] = indicator_cells(form.page, form.rows if may_move else [])
    return frame.page(request, plan, "indicators/editing/list.html", context)


def indicator_cells(found, all_keys: list[tuple[int, int | None]]) -> list[IndicatorCell]:
    """Return the indicators of a page by element, in their order; `all_keys` tell the ends of cells, empty for none."""
    rows = with_list_relations(Indicator.objects.filter(pk__in=[pk for pk, _element in found])).in_bulk()
    ends = {}
    for pk, element in all_keys:
        first, _last = ends.get(element, (pk, pk))
        ends[element] = (first, pk)
    groups: list[tuple[int | None, list[Indicator]]] = []
    for pk, element in found:
        if not groups or groups[-1][0] != element:
            groups.append((element, []))
        groups[-1][1].append(rows[pk])
    return [_cell(group, ends.get(element)) for element, group in groups]


def _cell(rows: list[Indicator], ends: tuple[int, int] | None) -> IndicatorCell:
    element = rows[0].element
    is_whole = ends is not None and (rows[0].pk, rows[-1].pk) == ends
    is_printed = is_whole and element is not None
    printed = "".join(row.joiner + row.title for row in rows) if is_printed and len(rows) > 1 else ""
    warning = sentences.joiner_problem(rows) if is_printed else ""
    entries = [indicator_entry(row, *(ends or (row.pk, row.pk))) for row in rows]
    return IndicatorCell(element, frame.edit_url(element), entries, printed, warning)


def with_list_relations(rows):
    """Return indicators with all that a list says of them; two queries."""
    return rows.select_related("institution", "element__level__plan").prefetch_related(TARGETS_IN_FORCE)


def indicator_entry(row: Indicator, first: int, last: int) -> IndicatorEntry:
    """Return an indicator as a list shows it; `first` and `last` are the keys of the ends of its cell."""
    targets = [sentences.target_sentence(row, target) for target in row.promised]
    gaps = sentences.gaps(row, row.promised)
    # What lacks stands below it as such.
    reporting = sentences.reporting_sentence(row) if row.institution and row.frequency else ""
    return IndicatorEntry(row, targets, reporting, gaps, row.pk == first, row.pk == last)


def indicators_block(request, plan: Plan, element: Element | None) -> SafeString:
    """Return the indicators of an element, or of the whole plan, to stand beside it."""
    rows = list(
        with_list_relations(plan.indicators.filter(element=element)).order_by("position", "pk")[: MAX_BLOCK_ENTRIES + 1]
    )
    address = reverse("indicators:work_indicators", args=[plan.slug])
    context = {
        "plan": plan,
        "element": element,
        "entries": [indicator_entry(row, 0, 0) for row in rows[:MAX_BLOCK_ENTRIES]],
        "more": len(rows) > MAX_BLOCK_ENTRIES,
        "address": address,
        "may_edit": plan.pk in access_of(request).editable,
    }
    return SafeString(render_to_string("indicators/editing/_beside.html", context))


def indicator_edit_url(indicator: Indicator) -> str:
    """Return where an indicator is written."""
    return reverse("indicators:work_indicator", args=[indicator.plan.slug, indicator.pk])


def target_edit_url(target: Target) -> str:
    """Return where a target stands on its indicator's page."""
    return f"{indicator_edit_url(target.indicator)}#tinta-{target.pk}"


def register_in_workspace() -> None:
    """Give the workspace its page of indicators, the block beside elements, the places of indicators and targets."""
    frame.add_tab("Indicatori", "indicatori/", after="Părțile planului")
    GRIDS.append(("Indicatori", "indicators:work_indicator_grid"))
    GRIDS.append(("Ținte", "indicators:work_target_grid"))
    frame.register_block(indicators_block, order=10)
    frame.register_edit_url(Indicator, indicator_edit_url)
    frame.register_edit_url(Target, target_edit_url)
