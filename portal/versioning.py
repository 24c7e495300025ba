"""Rows that several people edit: a save that did not see the last one is refused, never silent."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.utils import timezone

# As many rows go into one statement.
BATCH = 500
# The reason of a record that tells no change: it keeps what the row held before its first one.
BEGINNING = "Starea dinainte de prima schimbare."


class Conflict(Exception):
    """Somebody else saved or acted since the person saw it; nothing was done. `instance` is the row, if it is one."""

    def __init__(self, instance: models.Model | None = None):
        super().__init__(f"{instance._meta.label} {instance.pk} was saved by someone else" if instance else "")
        self.instance = instance


class WrongState(Conflict):
    """The row is not, or no longer, where this can be done with it; nothing was done."""


class Versioned(models.Model):
    """A row that counts its saves."""

    version = models.PositiveIntegerField("versiune", default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Save, if the row is still at the version that was read; else raise Conflict and change nothing."""
        if self._state.adding:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            seen = type(self)._base_manager.filter(pk=self.pk, version=self.version)
            if not seen.update(version=self.version + 1):
                raise Conflict(self)
            self.version += 1
            try:
                super().save(*args, **kwargs)
            except BaseException:
                self.version -= 1
                raise


def keep_beginning(row: Versioned) -> None:
    """Put what the row holds in the database at the beginning of its history, if it has none yet."""
    keep_beginnings(type(row), [row.pk])


def keep_beginnings(model: type[Versioned], keys: Collection[int]) -> None:
    """Put what rows without a history hold in the database at its beginning, so that it can be restored."""
    known = set(model.history.filter(id__in=keys).order_by().values_list("id", flat=True))
    at = timezone.now() - timedelta(milliseconds=1)
    record_rows(model, set(keys) - known, kind="+", by=None, at=at, reason=BEGINNING)


def record_rows(model: type[Versioned], keys: Iterable[int], *, kind: str, by, at: datetime, reason: str) -> None:
    """Add to the history of rows what the database holds of them: copied there by the database, with their links."""
    history = model.history.model
    names = ", ".join(connection.ops.quote_name(field.column) for field in history.tracked_fields)
    said = [connection.ops.adapt_datetimefield_value(at), reason, kind, by and by.pk]
    records, rows = (connection.ops.quote_name(one._meta.db_table) for one in (history, model))
    into = "history_date, history_change_reason, history_type, history_user_id"
    ordered = sorted(keys)
    for start in range(0, len(ordered), BATCH):
        some = ordered[start : start + BATCH]
        with connection.cursor() as cursor:
            # Every name is a model's own.
            cursor.execute(
                f"INSERT INTO {records} ({names}, {into}) SELECT {names}, %s, %s, %s, %s FROM {rows} "  # noqa: S608
                f"WHERE id IN ({', '.join(['%s'] * len(some))}) ORDER BY id RETURNING id, history_id",
                [*said, *some],
            )
            keep_links(model, dict(cursor.fetchall()))


def keep_links(model: type[models.Model], records: Mapping[int, int]) -> None:
    """Put what rows are linked to into a record of each, given by the row's key: history keeps links apart."""
    history, keys = model.history.model, list(records.values())
    quote = connection.ops.quote_name
    for field in getattr(history, "_history_m2m_fields", ()):
        kept, through = getattr(history, field.name).model, field.remote_field.through
        source, target = quote(field.m2m_column_name()), quote(field.m2m_reverse_name())
        tables = {"kept": kept._meta.db_table, "links": through._meta.db_table, "records": history._meta.db_table}
        tables = {name: quote(table) for name, table in tables.items()}
        for start in range(0, len(keys), BATCH):
            some = keys[start : start + BATCH]
            with connection.cursor() as cursor:
                # Every name is a model's own.
                cursor.execute(
                    f"INSERT INTO {tables['kept']} (id, history_id, {source}, {target}) "  # noqa: S608
                    f"SELECT l.id, r.history_id, l.{source}, l.{target} FROM {tables['records']} r "
                    f"JOIN {tables['links']} l ON l.{source} = r.id "
                    f"WHERE r.history_id IN ({', '.join(['%s'] * len(some))}) ORDER BY l.id",
                    some,
                )


def lock_version(rows: models.QuerySet, row: Versioned, version: int) -> Versioned:
    """Return a row as it is stored among the rows; raise Conflict when it is gone or not at the version seen."""
    stored = rows.filter(pk=row.pk).first()
    if stored is None or stored.version != version:
        raise Conflict(stored or row)
    return stored


def lock_row(
    row: models.Model,
    *,
    allowed: models.QuerySet,
    may_change: Callable[[Any], bool],
    related: tuple[str, ...] = (),
    version: int | None = None,
):
    """Return the row as it is stored, locked, if it is the person's, in a state to be changed, and at the version seen.

    Raise PermissionDenied, WrongState or Conflict, in this order; without a version, any counts as seen.
    """
    rows = type(row)._base_manager.select_for_update(of=("self",)).select_related(*related)
    stored = rows.get(pk=row.pk)
    if not allowed.filter(pk=stored.pk).exists():
        raise PermissionDenied
    if not may_change(stored):
        raise WrongState(stored)
    if version not in (None, stored.version):
        raise Conflict(stored)
    return stored


def removal_record(row: models.Model) -> models.Model | None:
    """Return the record of history that says who removed the row and when; nothing where none was kept."""
    history = getattr(type(row), "history", None)
    return history and history.filter(id=row.pk, history_type="-").select_related("history_user").first()
