"""Taking rows out of a working plan, with what hangs on them, and putting them back as they were."""

import hashlib
import json

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, models
from django.db.models.deletion import Collector, ProtectedError
from django.utils import timezone

from plans.editing.trash.restoration import Restoration
from plans.locking import lock_plan
from plans.models import Plan, Presence, Removal
from portal.versioning import Versioned, lock_version


class Protected(Exception):
    """Something that must stay hangs on the row; `rows` are what must stay."""

    def __init__(self, rows: list[models.Model]):
        super().__init__(f"{len(rows)} rows must stay")
        self.rows = rows


class DependentsChanged(Exception):
    """What hangs on the row is not what was seen when its removal was asked for."""


class Dependents:
    """What goes with a row when it is removed, and what is cut loose from it."""

    def __init__(self, row: Versioned):
        self.row = row
        self.collector = Collector(using=DEFAULT_DB_ALIAS, origin=row)
        try:
            self.collector.collect([row])
        except ProtectedError as refused:
            raise Protected(sorted(refused.protected_objects, key=str)) from refused

    @property
    def rows(self) -> list[models.Model]:
        """Return the rows that go, each kind together."""
        found = [row for rows in self.collector.data.values() for row in sorted(rows, key=lambda row: row.pk)]
        return found + [row for rows in self.collector.fast_deletes for row in rows]

    @property
    def named_rows(self) -> list[models.Model]:
        """Return the rows that a person would miss: all but the mere links."""
        return [row for row in self.rows if not row._meta.auto_created]

    @property
    def cut_links(self) -> list[tuple[str, str, int, int]]:
        """Return what only loses its link to a row that goes, as (model, field, its key, the key it named).

        Who happens to look at the row is not among it.
        """
        return [
            (row._meta.label_lower, field.attname, row.pk, getattr(row, field.attname))
            for (field, _value), groups in self.collector.field_updates.items()
            for rows in groups
            for row in rows
            if not isinstance(row, Presence)
        ]

    @property
    def fingerprint(self) -> str:
        """Return what tells what hangs on the row, each at its version, from all else: 64 hexadecimal digits."""
        rows = sorted((one._meta.label, one.pk, getattr(one, "version", 0)) for one in self.rows if one != self.row)
        return hashlib.sha256(json.dumps([rows, sorted(self.cut_links)]).encode()).hexdigest()


def remove(row: Versioned, *, by, plan: Plan, version: int, fingerprint: str | None = None) -> Removal:
    """Take a row out of the plan with all that hangs on it, and keep it whole.

    The fingerprint is that of what was seen to hang on it; without one, all goes that hangs on it now. Raises
    PermissionDenied, Conflict when the row is not at the version that was seen, DependentsChanged when other things
    hang on it than were seen, Protected when something that must stay hangs on it.
    """
    with lock_plan(plan.pk, by) as plan:
        stored = lock_version(type(row)._base_manager.all(), row, version)
        hanging = Dependents(stored)
        if fingerprint not in (None, hanging.fingerprint):
            raise DependentsChanged
        removal = Removal.objects.create(
            plan=plan,
            title=str(stored)[:200],
            count=len(hanging.named_rows),
            rows=json.dumps({"rows": serializers.serialize("json", hanging.rows), "cut": hanging.cut_links}),
            removed_by=by,
        )
        for one in hanging.rows:
            one._history_user = by
        hanging.collector.delete()
    return removal


def restore(removal: Removal, *, by) -> None:
    """Put the rows back as they were, with their identity; raise ValidationError with what stands in their way."""
    try:
        with lock_plan(removal.plan_id, by):
            _restore(Removal.objects.select_for_update().get(pk=removal.pk), by)
    except IntegrityError as refused:
        raise ValidationError(
            "Nu s-a pus nimic la loc: chiar acum, altcineva a schimbat locul lui. Încercați din nou."
        ) from refused


def _restore(removal: Removal, by) -> None:
    if removal.restored_at is not None:
        raise ValidationError("Este deja pus la loc.")
    restoration = Restoration(removal)
    if restoration.obstacles:
        raise ValidationError(restoration.obstacles)
    rows = restoration.returning_rows
    for row in rows:
        row._history_user = by
        row.save(force_insert=True)
    connection.check_constraints({row._meta.db_table for row in rows})
    for link in restoration.links:
        free = type(link.row)._base_manager.filter(pk=link.row.pk, **{link.attname: None})
        free.update(**{link.attname: link.named})
    removal.restored_by, removal.restored_at = by, timezone.now()
    removal.save()
