"""How the indicators of a working plan are added, changed and ordered, each function under its plan.

All indicators of a plan stand in one order; those of one element stand together, in the order in which their cell
prints them. What joins an indicator to the one before it belongs to the place in the cell, not to the indicator.
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Indicator
from plans.editing.positions import save_at_place, set_position
from plans.editing.trash.actions import remove
from plans.locking import lock_plan
from plans.models import Plan
from plans.outline import PK, load_outline
from portal.versioning import lock_version

Order = list[tuple[int, int, int | None]]


def add_indicator(indicator: Indicator, *, by) -> Indicator:
    """Save a new indicator as the last of its cell; the same one (by its uid) sent twice is added once."""
    with lock_plan(indicator.plan_id, by) as plan:
        sent = plan.indicators.filter(uid=indicator.uid).first()
        if sent is not None:
            return sent
        order = indicator_order(plan)
        save_at_place(indicator, _places(order), _end_of_cell(plan, order, indicator.element_id), by=by)
    return indicator


def change_indicator(indicator: Indicator, save: Callable[[], object], *, by, is_moved: bool) -> None:
    """Let a form save an indicator; one that was moved to another cell becomes the last there."""
    with lock_plan(indicator.plan_id, by) as plan:
        pushed = []
        if is_moved:
            others = [row for row in indicator_order(plan) if row[0] != indicator.pk]
            pushed = set_position(indicator, _places(others), _end_of_cell(plan, others, indicator.element_id))
        save()
        for one in pushed:
            one._history_user = by
            one.save()


def shift_indicator(indicator: Indicator, *, by, version: int, down: bool) -> Indicator:
    """Move an indicator one place up or down in its cell; what joins them stays in its place."""
    with lock_plan(indicator.plan_id, by) as plan:
        stored = lock_version(Indicator.objects.all(), indicator, version)
        order = indicator_order(plan)
        cell = [pk for pk, _position, element in order if element == stored.element_id]
        wanted = cell.index(stored.pk) + (1 if down else -1)
        if not 0 <= wanted < len(cell):
            raise ValidationError("Indicatorul este deja ultimul." if down else "Indicatorul este deja primul.")
        neighbour = Indicator.objects.get(pk=cell[wanted])
        if neighbour.joiner != stored.joiner:
            stored.joiner, neighbour.joiner = neighbour.joiner, stored.joiner
            neighbour._history_user = by
            neighbour.save()
        others = [row for row in order if row[0] != stored.pk]
        place = [row[0] for row in others].index(neighbour.pk)
        save_at_place(stored, _places(others), place + 1 if down else place, by=by)
    return stored


def remove_indicator(indicator: Indicator, *, by, version: int, fingerprint: str) -> None:
    """Remove an indicator with all that hangs on it; the one that becomes the first of its cell is joined to none."""
    with transaction.atomic():
        remove(indicator, by=by, plan=indicator.plan, version=version, fingerprint=fingerprint)
        first = Indicator.objects.filter(plan=indicator.plan_id, element=indicator.element_id)
        first = first.order_by("position", "pk").first()
        if first is not None and first.joiner:
            first.joiner = ""
            first._history_user = by
            first.save()


def indicator_order(plan: Plan) -> Order:
    """Return the key, the position and the element of each indicator of the plan, in order."""
    return list(plan.indicators.order_by("position", "pk").values_list("pk", "position", "element_id"))


def element_ranks(plan: Plan) -> dict[int | None, int]:
    """Return at which place the plan reads each element; its own indicators come before all."""
    walked = load_outline(plan).walk()
    return {None: -1} | {row[PK]: rank for rank, (_depth, row) in enumerate(walked)}


def _end_of_cell(plan: Plan, order: Order, element: int | None) -> int:
    """Return the place after the cell's last indicator, or after those of the elements that are read before it."""
    known = element_ranks(plan)
    mine = known.get(element, len(known))
    before = [place for place, row in enumerate(order) if known.get(row[2], len(known)) <= mine]
    return before[-1] + 1 if before else 0


def _places(order: Order) -> list[tuple[int, int]]:
    return [(pk, position) for pk, position, _element in order]
