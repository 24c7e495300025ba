"""Where a new element goes: under what, after what, on which level."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import Http404

from plans.editing.renumbering.actions import code_after
from plans.models import Element, Level, Plan
from plans.workspace.lookups import element_of
from portal.text import whole_number

PLACE_GONE = "Locul ales nu mai este în plan. Alegeți din nou, din cuprins, unde adăugați."


@dataclass(frozen=True)
class InsertionPoint:
    """A place in the tree; the level is not known where several fit and none was chosen."""

    level: Level | None
    parent: Element | None
    after: Element | None
    levels: list[Level] = field(default_factory=list)


def insertion_point(plan: Plan, asked) -> InsertionPoint:
    """Return the place that an address asks for; raise ValidationError where nothing can stand there."""
    after = _requested_element(plan, asked.get("dupa"))
    parent = _requested_element(plan, asked.get("sub")) or (after and after.parent)
    levels = list(plan.level_set.filter(parent=parent and parent.level_id).order_by("position", "pk"))
    if not levels:
        raise ValidationError(
            f"Sub „{parent}” nu stă alt nivel. Nivelurile se schimbă la „Părțile planului”."
            if parent
            else "Planul nu are încă niveluri. Adăugați-le la „Părțile planului”."
        )
    level = (
        _requested_level(levels, asked.get("nivel"))
        or (after and after.level)
        or (levels[0] if len(levels) == 1 else None)
    )
    if level not in (None, *levels):
        raise ValidationError(f"Un element de nivelul „{level.name}” nu stă aici. {PLACE_GONE}")
    if after and (after.level_id, after.parent_id) != (level and level.pk, parent and parent.pk):
        after = None
    return InsertionPoint(level, parent, after, levels)


def suggested_code(place: InsertionPoint) -> str:
    """Return the code that follows the one before it, where there is one and the level does not have it yet."""
    if place.after is not None:
        code = code_after(place.after.code)
    else:
        code = f"{place.parent.code}.1" if place.parent and place.parent.code else ""
    taken = code and Element.objects.filter(level=place.level, code=code).exists()
    return "" if taken else code


def _requested_element(plan: Plan, pk: str | None) -> Element | None:
    """Return an element that an address names; one that was removed from the plan is no place any more."""
    if not pk:
        return None
    try:
        return element_of(plan, pk)
    except Http404:
        if whole_number(pk) and Element.history.filter(id=pk, level__plan=plan).exists():
            raise ValidationError(PLACE_GONE) from None
        raise


def _requested_level(levels: list[Level], pk: str | None) -> Level | None:
    """Return the level that an address names, when it is one of those that fit."""
    if not pk:
        return None
    found = next((level for level in levels if str(level.pk) == pk), None)
    if found is None:
        raise ValidationError(f"Nivelul ales nu stă aici. {PLACE_GONE}")
    return found
