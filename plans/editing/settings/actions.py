"""How the settings of a working plan are kept and ordered: added, changed, moved one place up or down.

Each function holds the plan while it works, refuses what was not seen as it is now (Conflict) and what does not fit
(ValidationError), and then changes nothing.
"""

import datetime
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import models

from plans.editing.positions import save_at_place
from plans.locking import lock_plan
from plans.models import Plan
from plans.models.plan import PlanSetting
from portal.security_log.recording import Occurrence, record_event
from portal.versioning import Versioned, lock_version

UNTYPED_FIELDS = {"id", "uid", "plan", "position", "version", "number", "indicator", "set_on", "replaced_on"}


def add(setting: PlanSetting, *, by, since: datetime.datetime) -> PlanSetting:
    """Save a new setting as the last of its kind; the same one sent twice from one opened form is added once."""
    with lock_plan(setting.plan_id, by) as plan:
        sent = find_duplicate(setting, type(setting).objects.filter(plan=plan), by=by, since=since)
        if sent is not None:
            return sent
        setting.validate_constraints()
        save_at_place(setting, row_positions(type(setting).objects.filter(plan=plan)), by=by)
    return setting


def change(row: Versioned, save: Callable[[], object], *, by, plan: Plan) -> None:
    """Let a form save a row of the plan, or the plan itself, while the plan is held."""
    with lock_plan(plan.pk, by):
        row.validate_constraints()
        save()
        if isinstance(row, Plan):
            bodies = {"owner": row.owner.code, "reviewer": row.reviewer.code if row.reviewer else ""}
            record_event(Occurrence.PLAN_SETTINGS, by=by, about=row.slug, **bodies)


def shift(setting: PlanSetting, *, by, version: int, down: bool) -> PlanSetting:
    """Move a setting one place up or down among those of its kind."""
    with lock_plan(setting.plan_id, by):
        stored = lock_version(type(setting).objects.all(), setting, version)
        order = row_positions(type(setting).objects.filter(plan=setting.plan_id))
        save_at_place(stored, *place_one_further(order, stored, down=down), by=by)
    return stored


def row_positions(rows: models.QuerySet) -> list[tuple[int, int]]:
    """Return the key and the position of each row, in order."""
    return list(rows.order_by("position", "pk").values_list("pk", "position"))


def place_one_further(order: list[tuple[int, int]], row: Versioned, *, down: bool) -> tuple[list[tuple[int, int]], int]:
    """Return the others in order and the place one further for the row; refuse to go past either end."""
    place = [pk for pk, _position in order].index(row.pk)
    wanted = place + (1 if down else -1)
    if not 0 <= wanted < len(order):
        raise ValidationError("Este deja ultimul rând." if down else "Este deja primul rând.")
    return order[:place] + order[place + 1 :], wanted


def find_duplicate(row: Versioned, rows: models.QuerySet, *, by, since: datetime.datetime) -> Versioned | None:
    """Return what the same person added with the same content since a form was opened: a second click of one button."""
    typed = [field.attname for field in row._meta.concrete_fields if field.name not in UNTYPED_FIELDS]
    records = row.history.model.objects.filter(history_type="+", history_user=by, history_date__gte=since)
    found: Iterable = rows.filter(pk__in=records.values("id"))
    content = {name: getattr(row, name) for name in typed}
    return next((one for one in found if {name: getattr(one, name) for name in typed} == content), None)
