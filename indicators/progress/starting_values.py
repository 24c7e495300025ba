"""The value that a continued indicator starts from: of the reports of the plan before, what compares with its promises.

- It is what the newest whole period promised makes; of several lengths the longest counts, and where nothing is
  promised, the plan's period.
- What adds up is taken for such a period alone: three quarters are no year. A share or a change of the total so far
  compares with that of a year, so it is taken, with its own days.
- Where the newest value counts, it is the newest one, with its own days.
- Where the plan does not say how values add up, a report on part of what is promised is not taken.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.progress.aggregation import (
    QUOTIENT_NATURES,
    Aggregate,
    Days,
    accepted_without_overlap,
    aggregate,
    measured_value,
    reports_within,
)
from indicators.progress.report_values import ReportValue
from plans import document


@dataclass(frozen=True, kw_only=True)
class StartingValue:
    """A value to start from, of which days it is; `obstacle` is why there is none."""

    value: Decimal | None = None
    days: Days | None = None
    obstacle: str = ""


def starting_value(
    definition: document.IndicatorValue, records: Iterable[ReportValue], plan_days: Days
) -> StartingValue:
    """Return the value that the indicator after this one starts from; what exists or does not (a milestone) is none."""
    accepted = accepted_without_overlap(records)
    if definition.nature == "milestone" or not accepted:
        return StartingValue(obstacle="milestone" if definition.nature == "milestone" else "missing")
    periods = promised_periods(definition) or [plan_days]
    for days in periods:
        reading = _reading(definition, accepted, days)
        if reading.value is not None and not reading.gaps and reading.parts[-1].period_end == days[1]:
            return StartingValue(value=reading.value, days=days)
    if definition.accumulation == "sum":
        return _share_so_far(definition, accepted, periods)
    if definition.accumulation == "latest" or not definition.targets:
        return _newest(definition, accepted)
    return StartingValue(obstacle="accumulation")


def promised_periods(definition: document.IndicatorValue) -> list[Days]:
    """Return the longest periods for which something is promised, the newest first."""
    found = {(target.period_start, target.period_end) for target in definition.targets}
    longest = max(map(_months, found), default=0)
    return sorted((days for days in found if _months(days) == longest), key=lambda days: days[::-1], reverse=True)


def _months(days: Days) -> int:
    start, end = days[0], days[1] + datetime.timedelta(days=1)
    return (end.year - start.year) * 12 + end.month - start.month


def _reading(definition: document.IndicatorValue, accepted: Iterable[ReportValue], days: Days) -> Aggregate:
    """Return what the reports inside some days make together."""
    target = document.TargetValue(
        kind="to_be_set", value=None, upper_value=None, text="", period_start=days[0], period_end=days[1]
    )
    return aggregate(definition, target, reports_within(accepted, *days))


def _share_so_far(
    definition: document.IndicatorValue, accepted: Iterable[ReportValue], periods: Iterable[Days]
) -> StartingValue:
    for days in periods if definition.nature in QUOTIENT_NATURES else ():
        within = reports_within(accepted, *days)
        so_far = (days[0], within[-1].period_end) if within else days
        reading = _reading(definition, within, so_far)
        if reading.value is not None and not reading.gaps:
            return StartingValue(value=reading.value, days=so_far)
    return StartingValue(obstacle="incomplete")


def _newest(definition: document.IndicatorValue, accepted: Iterable[ReportValue]) -> StartingValue:
    for record in reversed(tuple(accepted)):
        value = measured_value(definition, record)
        if value is not None:
            return StartingValue(value=value, days=(record.period_start, record.period_end))
    return StartingValue(obstacle="words")
