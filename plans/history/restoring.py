"""Going back to what a row held at a moment of its history: all of it, or one of its fields.

Each function holds the plan while it works and refuses what was not seen as it is now (Conflict), what the row's own
rules refuse (ValidationError) and who may not change the plan (PermissionDenied); then nothing changes.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from plans.history.differences import FieldChange, RowState, collect_names, differences
from plans.history.entries import read_links
from plans.history.labels import RowNames
from plans.history.registry import TrackedModel, tracked_model
from plans.locking import lock_plan
from plans.models import Element, Level
from portal.display import in_words
from portal.versioning import Versioned, lock_version

REASON = "Readus din istoric: starea din {}."


def restore_state(record: Any, *, by, version: int) -> Versioned:
    """Give a row all that it held when the record was made, its links too; what names it publicly stays."""
    return _restore(record, _tracked_model(record).restorable_names(), by, version)


def restore_field(record: Any, name: str, *, by, version: int) -> Versioned:
    """Give one field of a row what it held when the record was made."""
    if name not in _tracked_model(record).restorable_names():
        raise ValidationError("Acest câmp nu se readuce din istoric.")
    return _restore(record, [name], by, version)


def changes_to_restore(record: Any, row: Versioned, names: Iterable[str]) -> tuple[FieldChange, ...]:
    """Return what putting back these fields would change in the row as it is now."""
    kind, words = _tracked_model(record), RowNames()
    now, then = _current_state(kind, row), _recorded_state(kind, record)
    collect_names(kind, words, now, then)
    words.read()
    return tuple(change for change in differences(kind, now, then, words) if change.name in set(names))


def obstacles(record: Any, row: Versioned, names: Iterable[str]) -> list[str]:
    """Return what the row's own rules would refuse if these fields were put back now, as sentences."""
    kind = _tracked_model(record)
    trial = kind.model._base_manager.get(pk=row.pk)
    _set_fields(kind, trial, _recorded_state(kind, record), list(names))
    try:
        trial.full_clean()
    except ValidationError as refused:
        return refused.messages
    return []


def _tracked_model(record: Any) -> TrackedModel:
    kind = tracked_model(record.instance_type)
    if kind is None:
        raise LookupError(f"no history is told of {record.instance_type}")
    return kind


def _current_state(kind: TrackedModel, row: Versioned) -> RowState:
    linked = kind.model.history.model._history_m2m_fields
    return RowState(row, {one.name: list(getattr(row, one.name).values_list("pk", flat=True)) for one in linked})


def _recorded_state(kind: TrackedModel, record: Any) -> RowState:
    found = read_links(kind, [record.history_id])
    return RowState(record, {name: by_record.get(record.history_id, []) for name, by_record in found.items()})


def _restore(record: Any, names: list[str], by, version: int) -> Versioned:
    kind = _tracked_model(record)
    found = kind.model._base_manager.filter(pk=record.id).first()
    if found is None:
        raise ValidationError("Între timp a fost șters. Dacă lipsește, puneți-l la loc din „Ce s-a șters”.")
    with lock_plan(kind.plan_of(found).pk, by):
        row = lock_version(kind.model._base_manager.all(), found, version)
        misplaced = _misplaced_elements(kind, row)
        _set_fields(kind, row, _recorded_state(kind, record), names)
        row._history_user, row._change_reason = by, REASON.format(in_words(record.history_date))
        row.full_clean()
        row.save()
        _set_links(kind, row, _recorded_state(kind, record), names)
        if _misplaced_elements(kind, row) - misplaced:
            raise ValidationError("Ce stă sub el n-ar mai sta la nivelul potrivit. Mutați întâi acele elemente.")
    return row


def _set_fields(kind: TrackedModel, row: Versioned, then: RowState, names: list[str]) -> None:
    for field in (kind.model._meta.get_field(name) for name in names):
        if not field.many_to_many:
            setattr(row, field.attname, then.value(field))


def _set_links(kind: TrackedModel, row: Versioned, then: RowState, names: list[str]) -> None:
    """Link the row to what it was linked to then and what still is."""
    for field in (kind.model._meta.get_field(name) for name in names):
        if field.many_to_many:
            there = field.related_model._base_manager.filter(pk__in=then.value(field))
            getattr(row, field.name).set(there)


def _misplaced_elements(kind: TrackedModel, row: Versioned) -> set[int]:
    """Return the plan's elements that do not stand under one of the right level."""
    if kind.model not in (Element, Level):
        return set()
    return set(Element.objects.filter(level__plan=kind.plan_of(row)).misplaced().values_list("pk", flat=True))
