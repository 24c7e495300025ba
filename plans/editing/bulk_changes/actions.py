"""Many elements of a plan changed at once, exactly as they were shown, or none of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from plans.editing.bulk_changes.proposal import BulkEdit, ElementProposal, propose
from plans.locking import lock_plan
from plans.models import Element, Plan
from portal.romanian import count
from portal.versioning import Conflict, keep_beginning


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
        proposals = propose_changes(plan, list(seen), edit)
        if {one.element.pk: one.element.version for one in proposals if one.values} != dict(seen):
            raise Conflict(plan)
        _keep_beginnings([one.element for one in proposals])
        record = {
            "_history_user": by,
            "_history_date": timezone.now(),
            "_change_reason": f"Schimbat deodată cu altele: {count(len(seen), 'element', 'elemente')}.",
        }
        for proposal in proposals:
            _save(proposal, record)
    return len(proposals)


def _keep_beginnings(elements: list[Element]) -> None:
    known = set(Element.history.filter(id__in=[one.pk for one in elements]).values_list("id", flat=True))
    for element in elements:
        if element.pk not in known:
            keep_beginning(element)


def _save(proposal: ElementProposal, record: Mapping[str, Any]) -> None:
    """Save an element with what is proposed; all of one operation have one moment in the history."""
    element, values = proposal.element, dict(proposal.values)
    institutions = values.pop("institutions", None)
    for name, value in (values | dict(record)).items():
        setattr(element, name, value)
    element.save()
    if institutions is not None:
        element.institutions.set(institutions)
