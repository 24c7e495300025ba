"""A plan's indicators in the workspace: their list, and the block of them beside an element."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from indicators.forms.indicators import IndicatorsForm
from indicators.models import Indicator, Target
from indicators.views import writing_words
from plans.models import Element, Plan
from plans.views.access import access_of
from plans.views.workspace import pages
from plans.views.workspace.finding import plan_to_read

IN_FORCE = Prefetch("targets", Target.objects.in_force().order_by("period_start", "pk"), to_attr="promised")
BESIDE = 12


@dataclass(frozen=True)
class Entry:
    """An indicator in a list: what it says of itself, what it lacks, where it may move."""

    indicator: Indicator
    targets: list[str]
    reporting: str
    gaps: list[str]
    is_first: bool = True
    is_last: bool = True


@dataclass(frozen=True)
class Cell:
    """The indicators of one element, or of the whole plan, that stand on one page of the list."""

    element: Element | None
    address: str
    entries: list[Entry]
    printed: str
    warning: str


@require_safe
@login_required
def indicators(request, slug):
    """List the plan's indicators, those of each element together."""
    plan = plan_to_read(request.user, slug)
    form = IndicatorsForm(request.GET, plan)
    found = form.page()
    may_move = form.is_in_plan_order
    context = {"title": "Indicatori", "form": form, "found": found, "may_move": may_move}
    context["cells"] = cells(found, form.keys if may_move else [])
    return pages.page(request, plan, "indicators/writing/list.html", context)


def cells(found, all_keys: list[tuple[int, int | None]]) -> list[Cell]:
    """Return the indicators of a page by element, in their order; `all_keys` tell the ends of cells, empty for none."""
    rows = whole(Indicator.objects.filter(pk__in=[pk for pk, _element in found])).in_bulk()
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


def _cell(rows: list[Indicator], ends: tuple[int, int] | None) -> Cell:
    element = rows[0].element
    is_whole = ends is not None and (rows[0].pk, rows[-1].pk) == ends
    is_printed = is_whole and element is not None
    printed = "".join(row.joiner + row.title for row in rows) if is_printed and len(rows) > 1 else ""
    warning = writing_words.badly_joined(rows) if is_printed else ""
    entries = [entry(row, *(ends or (row.pk, row.pk))) for row in rows]
    return Cell(element, element_address(element), entries, printed, warning)


def whole(rows):
    """Return indicators with all that a list says of them; two queries."""
    return rows.select_related("institution", "element__level__plan").prefetch_related(IN_FORCE)


def entry(row: Indicator, first: int, last: int) -> Entry:
    """Return an indicator as a list shows it; `first` and `last` are the keys of the ends of its cell."""
    targets = [writing_words.promised(row, target) for target in row.promised]
    gaps = writing_words.gaps(row, row.promised)
    # What lacks stands below it as such.
    reporting = writing_words.reporting(row) if row.institution and row.frequency else ""
    return Entry(row, targets, reporting, gaps, row.pk == first, row.pk == last)


def element_address(element: Element | None) -> str:
    """Return where an element is written, empty for none."""
    return pages.place_of(element) if element is not None and Element in pages.PLACES else ""


def beside(request, plan: Plan, element: Element | None) -> SafeString:
    """Return the indicators of an element, or of the whole plan, to stand beside it."""
    rows = list(whole(plan.indicators.filter(element=element)).order_by("position", "pk")[: BESIDE + 1])
    address = reverse("indicators:work_indicators", args=[plan.slug])
    context = {
        "plan": plan,
        "element": element,
        "entries": [entry(row, 0, 0) for row in rows[:BESIDE]],
        "more": len(rows) > BESIDE,
        "address": address,
        "may_edit": plan.pk in access_of(request).editable,
    }
    return SafeString(render_to_string("indicators/writing/_beside.html", context))


def place_of_indicator(indicator: Indicator) -> str:
    """Return where an indicator is written."""
    return reverse("indicators:work_indicator", args=[indicator.plan.slug, indicator.pk])


def place_of_target(target: Target) -> str:
    """Return where a target stands on its indicator's page."""
    return f"{place_of_indicator(target.indicator)}#tinta-{target.pk}"


def take_part() -> None:
    """Give the workspace its page of indicators, the block beside elements, the places of indicators and targets."""
    pages.add_tab("Indicatori", "indicatori/", after="Părțile planului")
    pages.BLOCKS.append(beside)
    pages.PLACES[Indicator] = place_of_indicator
    pages.PLACES[Target] = place_of_target
