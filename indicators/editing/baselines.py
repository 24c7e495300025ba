"""Baselines taken from the reports of the plan before: which they are, and which of them nobody has confirmed yet.

A baseline is to be confirmed while it stands as it was taken: until somebody confirms it, or writes another.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from indicators import composition, queries
from indicators.models import Indicator
from indicators.progress import periods
from indicators.progress.starting_values import StartingValue, starting_value
from plans import permissions
from plans.models import Plan
from portal.versioning import Conflict

TAKEN_REASON = "Valoarea de referință este preluată din raportarea de dinainte."
CONFIRMED_REASON = "Valoarea de referință este confirmată."
SOURCE = "Raportare acceptată"
HUNDREDTH, MILLIONTH = Decimal("0.01"), Decimal("0.000001")
BASELINE_FIELDS = ("baseline_value", "baseline_period", "baseline_source")
Baseline = tuple[Decimal, str, str]


def starting_values(plan: Plan, indicators: Iterable[Indicator]) -> dict[int, StartingValue]:
    """Return what accepted reports give the indicators that continue each of these to start from; three queries."""
    definitions = {one.uid: one for one in composition.fields(plan)["indicators"]}
    records = queries.report_values(plan)
    days = (plan.period_start, plan.period_end)
    found = ((row.pk, str(row.uid)) for row in indicators)
    return {pk: starting_value(definitions[uid], records.get(uid, ()), days) for pk, uid in found}


def taken_baseline(found: StartingValue) -> Baseline | None:
    """Return a value to start from as a baseline: as it was reported, or rounded where its decimals go on."""
    if found.value is None:
        return None
    period = periods.name(*found.days)
    decimals = MILLIONTH if found.value == found.value.quantize(MILLIONTH) else HUNDREDTH
    return found.value.quantize(decimals, ROUND_HALF_UP), period[:60], f"{SOURCE}, {period}"


def is_whole_period(row: Indicator) -> bool:
    """Tell whether a baseline is the value of the whole period of the plan that it was taken from."""
    before = row.continues.plan
    return row.baseline_period == periods.name(before.period_start, before.period_end)[:60]


def unconfirmed_baselines(plan: Plan) -> list[Indicator]:
    """Return the plan's indicators whose baseline was taken from a report and not confirmed yet; two queries."""
    rows = plan.indicators.exclude(continues=None).select_related("element__level", "continues__plan")
    rows = {row.pk: row for row in rows.order_by("number")}
    history = Indicator.history.filter(
        id__in=rows, history_change_reason__in=(TAKEN_REASON, CONFIRMED_REASON)
    ).order_by("history_id")
    waiting: dict[int, Indicator] = {}
    for pk, reason, *stated in history.values_list("id", "history_change_reason", *BASELINE_FIELDS):
        if reason == CONFIRMED_REASON:
            waiting.pop(pk, None)
        elif stated == [getattr(rows[pk], name) for name in BASELINE_FIELDS]:
            waiting[pk] = rows[pk]
    return sorted(waiting.values(), key=lambda row: row.number)


def later_baselines(plan: Plan) -> list[tuple[Indicator, Baseline]]:
    """Return what the plan before gives to start from by now, where nobody wrote another baseline; five queries."""
    rows = plan.indicators.filter(continues__plan=plan.continues_id, retired_on=None).order_by("number")
    rows = list(rows.select_related("element__level", "continues__plan")) if plan.continues_id else []
    if not rows:
        return []
    found = starting_values(plan.continues, [row.continues for row in rows])
    taken = ((row, taken_baseline(found[row.continues_id])) for row in rows)
    return [(row, baseline) for row, baseline in taken if baseline and _is_to_take(row, baseline)]


def _is_to_take(row: Indicator, baseline: Baseline) -> bool:
    """Tell whether a baseline is another one than the indicator has, and what it has was written by nobody for it."""
    stated, before = (tuple(getattr(one, name) for name in BASELINE_FIELDS) for one in (row, row.continues))
    return stated != baseline and (stated in (before, (None, "", "")) or row.baseline_source.startswith(SOURCE))


def take_baselines(plan: Plan, seen: dict[int, int], *, by) -> int:
    """Take later baselines for some indicators, given with the version that was seen, to be confirmed; return how many.

    Raises PermissionDenied for who may not change the plan, Conflict when one of them was saved meanwhile.
    """
    if not permissions.may_edit(by, plan):
        raise PermissionDenied
    with transaction.atomic():
        rows = [(row, baseline) for row, baseline in later_baselines(plan) if row.pk in seen]
        for row, baseline in rows:
            if row.version != seen[row.pk]:
                raise Conflict(row)
            row.baseline_value, row.baseline_period, row.baseline_source = baseline
            row._history_user, row._change_reason = by, TAKEN_REASON
            row.save()
    return len(rows)


def confirm_baselines(plan: Plan, seen: dict[int, int], *, by) -> int:
    """Confirm the baselines of some indicators, given with the version that was seen; return how many.

    Raises PermissionDenied for who may not change the plan, Conflict when one of them was saved meanwhile.
    """
    if not permissions.may_edit(by, plan):
        raise PermissionDenied
    with transaction.atomic():
        rows = [row for row in unconfirmed_baselines(plan) if row.pk in seen]
        for row in rows:
            if row.version != seen[row.pk]:
                raise Conflict(row)
            row._history_user, row._change_reason = by, CONFIRMED_REASON
            row.save()
    return len(rows)
