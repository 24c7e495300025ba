"""Promising, and changing what was promised: the public keeps the old value, the date, the reason and the act."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.models import Target
from plans.editing.settings.actions import find_duplicate
from plans.editing.trash.actions import remove
from plans.locking import lock_plan
from plans.models import Edition, Plan

PROMISE_FIELDS = ("kind", "value", "upper_value", "text", "period_start", "period_end")


def replace_target(target: Target, *, reason: str, act, by=None, **promise) -> Target:
    """Put a new target in the place of one that the public has seen; the old one stays as it was, with its last day.

    The history names who does it; outside a request, where `by` says so.
    """
    with transaction.atomic():
        old = Target.objects.select_for_update().get(pk=target.pk)
        old.version = target.version
        old.replaced_on = timezone.localdate()
        new = Target(indicator=old.indicator, reason=reason, act=act, **promise)
        for row in (old, new):
            if by is not None:
                row._history_user = by
            row.save()
        return new


def add_target(target: Target, *, by, plan: Plan, since: datetime.datetime) -> Target:
    """Save a new target; the same one sent twice from one opened form is saved once."""
    with lock_plan(plan.pk, by):
        sent = find_duplicate(target, target.indicator.targets.in_force(), by=by, since=since)
        if sent is not None:
            return sent
        target.validate_constraints()
        target._history_user = by
        target.save()
    return target


def remove_target(target: Target, *, by, plan: Plan, version: int) -> None:
    """Remove a target; one that the public has seen, that was replaced, or that replaces another, stays."""
    if target.must_stay:
        raise ValidationError("O țintă publicată nu se șterge: schimbați-i felul în „de stabilit” și scrieți motivul.")
    remove(target, by=by, plan=plan, version=version)


def record_publication(edition: Edition) -> int:
    """Record which targets an edition is the first to show; return how many. From now on they are replaced."""
    shown = Target.objects.filter(indicator__plan=edition.plan_id, first_edition=None)
    return shown.update(first_edition=edition)


def replacement_target(target: Target) -> Target | None:
    """Return the target in force that took the place of a replaced one; of the same period where there is one."""
    later = target.indicator.targets.in_force().filter(pk__gt=target.pk).order_by("pk")
    same = later.filter(period_start=target.period_start, period_end=target.period_end)
    return same.first() or later.first()
