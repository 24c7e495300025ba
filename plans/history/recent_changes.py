"""Who last worked at each of several plans, and at how much of it since a moment; one query whatever their number."""

import datetime
from collections.abc import Iterable, Mapping

from django.db.models import CharField, Count, F, Max, Q, QuerySet, Value

from plans.history.registry import TRACKED_MODELS

Moment = datetime.datetime


def last_edits(plans: Iterable[int]) -> dict[int, tuple[Moment, int | None]]:
    """Return when each plan was last changed and who did it, by the plan's key; nothing of one without a history."""
    keys = list(plans)
    last: dict[int, tuple[Moment, int | None]] = {}
    for plan, user, moment in _all(_edits(keys)):
        if plan not in last or moment > last[plan][0]:
            last[plan] = (moment, user)
    return last


def change_counts_since(moments: Mapping[int, Moment]) -> dict[int, dict[str, int]]:
    """Return how many rows of each kind were changed, added or removed in each plan after its moment."""
    found: dict[int, dict[str, int]] = {}
    for plan, slug, rows in _all(_changes(moments)) if moments else ():
        found.setdefault(plan, {})[slug] = rows
    return found


def _edits(plans: list[int]) -> Iterable[QuerySet]:
    for kind in TRACKED_MODELS.values():
        rows = kind.model.history.filter(**{f"{kind.plan_path}__in": plans}).order_by()
        yield (
            rows.annotate(its_plan=F(kind.plan_path))
            .values_list("its_plan", "history_user")
            .annotate(newest=Max("history_date"))
        )


def _changes(moments: Mapping[int, Moment]) -> Iterable[QuerySet]:
    for kind in TRACKED_MODELS.values():
        after = Q(pk__in=[])
        for plan, moment in moments.items():
            after |= Q(**{kind.plan_path: plan, "history_date__gt": moment})
        rows = kind.model.history.filter(after).order_by()
        rows = rows.annotate(its_plan=F(kind.plan_path), which=Value(kind.slug, CharField()))
        yield rows.values_list("its_plan", "which").annotate(rows=Count("id", distinct=True))


def _all(parts: Iterable[QuerySet]) -> QuerySet:
    first, *others = parts
    return first.union(*others, all=True)
