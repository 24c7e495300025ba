"""Many rows of elements changed at once, each with its history; the queries hardly grow with the rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Field
from django.utils import timezone

from plans.models import Element
from portal.versioning import BATCH, Conflict, keep_beginnings, keep_links


@transaction.atomic
def bulk_change_with_history(changes: Sequence[tuple[Element, Mapping[str, Any]]], *, by, reason: str) -> None:
    """Save new values, by field, of elements as they were read; links are given whole.

    Each gets one record of its history, all of one moment, and before it the beginning that it lacks. Raises Conflict,
    and changes nothing, where one of them was saved since it was read.
    """
    rows = [row for row, _values in changes]
    keep_beginnings(Element, [row.pk for row in rows])
    _count_save(rows)
    now = timezone.now()
    names = {name for _row, values in changes for name in values}
    linked = {name for name in names if Element._meta.get_field(name).many_to_many}
    for row, values in changes:
        row._history_user, row._history_date, row._change_reason = by, now, reason
        for name in values.keys() - linked:
            setattr(row, name, values[name])
    if names - linked:
        Element.objects.bulk_update(rows, sorted(names - linked), batch_size=BATCH)
    for name in sorted(linked):
        _link(Element._meta.get_field(name), {row.pk: values[name] for row, values in changes if name in values})
    records = Element.history.bulk_history_create(rows, batch_size=BATCH, update=True)
    keep_links(Element, {record.id: record.history_id for record in records})


def _count_save(rows: Iterable[Element]) -> None:
    """Count a save of each row, if it is still at the version that was read; a statement for each version."""
    seen: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        seen[row.version].append(row.pk)
    for version, keys in seen.items():
        stored = Element.objects.filter(pk__in=keys, version=version)
        if stored.update(version=F("version") + 1) != len(keys):
            raise Conflict
    for row in rows:
        row.version += 1


def _link(field: Field, wanted: Mapping[int, Iterable]) -> None:
    """Link each row, by its key, to what is wanted and to nothing else."""
    through, source, target = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    links = through.objects.filter(**{f"{source}__in": wanted}).values_list("pk", f"{source}_id", f"{target}_id")
    held = {(one, other): pk for pk, one, other in links}
    asked = {(one, other.pk): None for one, others in wanted.items() for other in others}
    through.objects.filter(pk__in=[pk for pair, pk in held.items() if pair not in asked]).delete()
    missing = [{f"{source}_id": one, f"{target}_id": other} for one, other in asked if (one, other) not in held]
    through.objects.bulk_create([through(**pair) for pair in missing], batch_size=BATCH)
