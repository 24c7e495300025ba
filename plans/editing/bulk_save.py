"""Many rows of one kind changed at once, each with its history; the queries hardly grow with the rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Field
from django.utils import timezone

from portal.versioning import BATCH, Conflict, Versioned, keep_beginnings, record_rows


@transaction.atomic
def bulk_change_with_history(changes: Sequence[tuple[Versioned, Mapping[str, Any]]], *, by, reason: str) -> None:
    """Save new values, by field, of rows as they were read; links are given whole.

    Each gets one record of its history, all of one moment, and before it the beginning that it lacks. Raises Conflict,
    and changes nothing, where one of them was saved since it was read.
    """
    if not changes:
        return
    rows = [row for row, _values in changes]
    model = type(rows[0])
    keep_beginnings(model, [row.pk for row in rows])
    names = {name for _row, values in changes for name in values}
    linked = {name for name in names if model._meta.get_field(name).many_to_many}
    for row, values in changes:
        for name in values.keys() - linked:
            setattr(row, name, values[name])
    _update(rows, sorted(names - linked))
    for name in sorted(linked):
        _link(model._meta.get_field(name), {row.pk: values[name] for row, values in changes if name in values})
    record_rows(model, (row.pk for row in rows), kind="~", by=by, at=timezone.now(), reason=reason)


def _update(rows: Sequence[Versioned], names: Iterable[str]) -> None:
    """Save some fields of rows and count a save of each, if it is still at the version that was read."""
    meta = rows[0]._meta
    fields = [meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    sets = ", ".join(["version = version + 1", *(f"{quote(field.column)} = %s" for field in fields)])
    # Every name is a model's own.
    update = f"UPDATE {quote(meta.db_table)} SET {sets} WHERE id = %s AND version = %s"  # noqa: S608
    values = [
        [*(field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields), row.pk, row.version]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(update, values)
        if cursor.rowcount != len(rows):
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
