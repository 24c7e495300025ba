"""Many elements of a plan changed at once, exactly as they were shown, or none of them."""

from collections.abc import Iterable, Mapping

from plans.editing.bulk_changes.proposal import BulkEdit, ElementProposal, propose
from plans.editing.bulk_changes.undo import propose_undo
from plans.editing.bulk_save import bulk_change_with_history
from plans.history.grouping import BULK_CHANGE, BULK_UNDOING
from plans.locking import lock_plan
from plans.models import Element, Plan
from portal.romanian import count
from portal.versioning import Conflict

# What the history says of each element of one operation.
REASON = f"{BULK_CHANGE}: {{}}."
UNDONE = f"{BULK_UNDOING}: {{}}."


def propose_changes(plan: Plan, keys: Iterable[int], edit: BulkEdit) -> list[ElementProposal]:
    """Return what the edit makes of the plan's elements of these keys, in their order; two queries."""
    rows = Element.objects.filter(level__plan=plan, pk__in=keys).order_by()
    found = {row.pk: row for row in rows.select_related("level").prefetch_related("institutions")}
    return [propose(found[pk], edit) for pk in keys if pk in found]


def change_elements(plan: Plan, *, by, edit: BulkEdit, seen: Mapping[int, int]) -> int:
    """Change the elements that were seen, each at the version that was seen, and return how many they are.

    Raises Conflict, and changes nothing, where one of them is gone, was saved meanwhile or would not change.
    """
    with lock_plan(plan.pk, by) as plan:
        return _save(plan, propose_changes(plan, list(seen), edit), by=by, seen=seen, reason=REASON)


def undo_change(plan: Plan, *, by, record: int, seen: Mapping[int, int]) -> int:
    """Take back the change of many elements that a record of history belongs to, each at the version that was seen.

    Raises Conflict, and changes nothing, where it would not be exactly these elements that change.
    """
    with lock_plan(plan.pk, by) as plan:
        return _save(plan, propose_undo(plan, record), by=by, seen=seen, reason=UNDONE)


def _save(plan: Plan, proposals: list[ElementProposal], *, by, seen: Mapping[int, int], reason: str) -> int:
    changing = [one for one in proposals if one.values]
    if {one.element.pk: one.element.version for one in changing} != dict(seen):
        raise Conflict(plan)
    said = reason.format(count(len(seen), "element", "elemente"))
    bulk_change_with_history([(one.element, one.values) for one in changing], by=by, reason=said)
    return len(changing)
