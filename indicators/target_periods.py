"""The periods that targets are promised for: which can hardly be meant, told while writing and before publication."""

from collections.abc import Iterable, Iterator

from indicators.models import Target
from plans.models import Plan
from portal.romanian import period_until


def is_outside(target: Target, plan: Plan) -> bool:
    """Tell whether a target's period leaves its plan's."""
    return target.period_start < plan.period_start or target.period_end > plan.period_end


def are_crossing(one: Target, other: Target) -> bool:
    """Tell whether two periods share days and neither holds the other: a quarter in its year crosses nothing."""
    first, last = max(one.period_start, other.period_start), min(one.period_end, other.period_end)
    return first <= last and (first, last) not in {(t.period_start, t.period_end) for t in (one, other)}


def period_warnings(target: Target, plan: Plan, others: Iterable[Target]) -> Iterator[str]:
    """Yield what of a target's period should give pause, a sentence each."""
    period = period_until(target.period_start, target.period_end)
    if is_outside(target, plan) and not target.reason:
        whole = period_until(plan.period_start, plan.period_end)
        yield f"Ținta pentru {period} iese din perioada planului ({whole}), fără să spună de ce."
    for other in others:
        if other.pk != target.pk and are_crossing(target, other):
            again = period_until(other.period_start, other.period_end)
            yield f"Ținta pentru {period} se suprapune în parte cu cea pentru {again}: nu se știe care contează."
