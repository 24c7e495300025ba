"""A change of many elements taken back as one: what each held before, unless it was changed since.

Taking back is such a change itself, and is taken back in the same way.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from plans.editing.bulk_changes.proposal import ElementProposal, held_value, refusal_sentence
from plans.history.entries import read_links
from plans.history.grouping import BULK_NOTES
from plans.history.registry import TRACKED_MODELS
from plans.models import Element, Institution, Plan

SINCE = "s-a schimbat de atunci; rămâne cum este acum."
FIELDS = ("responsible", "completion_term", "evaluation_term", "completion_due", "institutions")


def operation_records(plan: Plan, key: int) -> QuerySet:
    """Return the records of the change of many elements to which a record of history belongs; none for any other."""
    change, undoing = (Q(history_change_reason__startswith=note) for note in BULK_NOTES)
    records = Element.history.filter(change | undoing, level__plan=plan)
    one = records.filter(history_id=key).first()
    if one is None:
        return records.none()
    return records.filter(history_date=one.history_date, history_user=one.history_user_id).order_by("history_id")


def propose_undo(plan: Plan, key: int) -> list[ElementProposal]:
    """Return what taking back a change would make of its elements; the queries do not grow with them."""
    moment, record = OuterRef("history_date"), OuterRef("history_id")
    earlier = Q(history_date__lt=moment) | Q(history_date=moment, history_id__lt=record)
    before = Element.history.filter(earlier, id=OuterRef("id")).order_by("-history_date", "-history_id")
    done = list(operation_records(plan, key).annotate(key_before=Subquery(before.values("history_id")[:1])))
    old = Element.history.in_bulk([one.key_before for one in done], field_name="history_id")
    linked = read_links(TRACKED_MODELS["elemente"], [*(one.history_id for one in done), *old])["institutions"]
    institutions = Institution.objects.in_bulk({pk for keys in linked.values() for pk in keys})
    rows = Element.objects.filter(level__plan=plan, pk__in=[one.id for one in done]).order_by()
    found = rows.select_related("level").prefetch_related("institutions").in_bulk()

    def state(row) -> Mapping[str, Any]:
        held = [institutions[pk] for pk in linked.get(row.history_id, []) if pk in institutions]
        return {name: getattr(row, name) for name in FIELDS[:-1]} | {"institutions": sorted(held, key=_name)}

    pairs = [(found[one.id], state(old[one.key_before]), state(one)) for one in done if one.id in found]
    return [_propose(element, then, made) for element, then, made in pairs]


def _propose(element: Element, then: Mapping[str, Any], made: Mapping[str, Any]) -> ElementProposal:
    """Return what an element held before, of the fields that the change made others and that nobody changed since."""
    values, refusals = {}, []
    for name in FIELDS:
        if then[name] == made[name]:
            continue
        if held_value(element, name) == made[name]:
            values[name] = then[name]
        else:
            refusals.append(refusal_sentence(element, name, SINCE))
    return ElementProposal(element, values, tuple(refusals))


def _name(institution: Institution) -> str:
    return institution.name
