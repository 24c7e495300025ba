"""What reports say in numbers: one report's number, and the one number that the reports of a period make together.

- A ratio is its numerator divided by its denominator (times 100 where the unit is a percentage); a change is how far
  the numerator stands from the denominator, in per cent of it. A zero denominator gives no number.
- The values of several periods add up, or the newest counts, as the indicator says (`accumulation`). Ratios and changes
  add up by their numerators and denominators: percentages are never added or averaged. Where the plan does not say, one
  report must cover the whole period, or be the only one there.
- A report on a longer period counts instead of those inside it. A milestone reached in any report is reached.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.progress.report_values import ReportValue
from plans import document
from plans.document.units import unit_of

QUOTIENT_NATURES = {"ratio", "percent", "change"}
ONE_DAY = datetime.timedelta(days=1)

Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, kw_only=True)
class Aggregate:
    """The value that reports make together; `obstacle` is why there is none, `gaps` are the days a sum lacks."""

    value: Decimal | None = None
    parts: tuple[ReportValue, ...] = ()
    gaps: tuple[Days, ...] = ()
    obstacle: str = ""
    about: ReportValue | None = None


def covering_target(targets: Iterable[document.TargetValue], report) -> document.TargetValue | None:
    """Return the target of the period that holds a report's period, the shortest where there are several."""
    holding = [t for t in targets if t.period_start <= report.period_start and report.period_end <= t.period_end]
    return min(holding, key=lambda target: target.period_end - target.period_start, default=None)


def measured_value(definition: document.IndicatorValue, record: ReportValue) -> Decimal | None:
    """Return the number that one report says; None where it says none or its denominator is zero."""
    if record.no_data_reason:
        return None
    if not has_pair(definition, record):
        return record.value
    return quotient(definition, record.numerator, record.denominator)


def has_pair(definition: document.IndicatorValue, record: ReportValue) -> bool:
    """Tell whether a report has the two numbers of a ratio or a change."""
    return definition.nature in QUOTIENT_NATURES and record.numerator is not None and record.denominator is not None


def quotient(definition: document.IndicatorValue, numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Return the ratio or the change between two numbers; None where the denominator is zero."""
    if denominator == 0:
        return None
    if definition.nature == "change":
        return (numerator - denominator) * 100 / denominator
    if definition.nature == "percent" or unit_of(definition).startswith("%"):
        return numerator * 100 / denominator
    return numerator / denominator


def reports_within(records: Iterable[ReportValue], start: datetime.date, end: datetime.date) -> tuple[ReportValue, ...]:
    """Return the reports that lie inside a period, the oldest first; of two on the same days the accepted one."""
    found: dict[Days, ReportValue] = {}
    for record in sorted(records, key=_rank):
        if record.period_start >= start and record.period_end <= end:
            found.setdefault((record.period_start, record.period_end), record)
    return tuple(sorted(found.values(), key=lambda record: (record.period_end, record.period_start)))


def accepted_without_overlap(records: Iterable[ReportValue]) -> tuple[ReportValue, ...]:
    """Return the accepted reports, the oldest first, without those inside a longer one."""
    kept: list[ReportValue] = []
    accepted = (record for record in records if record.state == "accepted")
    for record in sorted(accepted, key=lambda record: (record.period_start, -record.period_end.toordinal())):
        if not kept or record.period_end > kept[-1].period_end:
            kept.append(record)
    return tuple(kept)


def aggregate(
    definition: document.IndicatorValue, target: document.TargetValue, records: tuple[ReportValue, ...]
) -> Aggregate:
    """Return the value that the accepted reports inside a target's period make together."""
    accepted = accepted_without_overlap(records)
    if not accepted:
        return Aggregate(obstacle="missing", gaps=((target.period_start, target.period_end),))
    last = accepted[-1]
    if definition.nature == "milestone":
        reached = (record for record in accepted if (measured_value(definition, record) or 0) > 0)
        return _single(definition, next(reached, last))
    if (last.period_start, last.period_end) == (target.period_start, target.period_end):
        return _single(definition, last)
    if definition.accumulation == "sum":
        return _sum(definition, target, accepted)
    if definition.accumulation == "latest" or (len(records) == 1 and last.period_end == target.period_end):
        return _single(definition, last)
    return Aggregate(obstacle="accumulation", about=last)


def _rank(record: ReportValue) -> tuple:
    """Order reports so that their order on the way in says nothing."""
    state = ("accepted", "submitted", "returned", "due").index(record.state)
    return (state, record.due_on, str(record.value), str(record.numerator), str(record.denominator))


def _single(definition: document.IndicatorValue, record: ReportValue) -> Aggregate:
    value = measured_value(definition, record)
    if value is None:
        return Aggregate(obstacle=_obstacle(definition, record), about=record)
    return Aggregate(value=value, parts=(record,), about=record)


def _obstacle(definition: document.IndicatorValue, record: ReportValue) -> str:
    if record.no_data_reason:
        return "no_data"
    return "zero_denominator" if has_pair(definition, record) else "words"


def _sum(
    definition: document.IndicatorValue, target: document.TargetValue, accepted: tuple[ReportValue, ...]
) -> Aggregate:
    parts = tuple(r for r in accepted if not r.no_data_reason and (has_pair(definition, r) or r.value is not None))
    gaps = tuple(_gaps(target, parts))
    without = next((record for record in accepted if record not in parts), None)
    if not parts:
        return Aggregate(obstacle=_obstacle(definition, without), about=without, gaps=gaps)
    if all(has_pair(definition, record) for record in parts):
        value = quotient(definition, sum(r.numerator for r in parts), sum(r.denominator for r in parts))
        obstacle = "zero_denominator"
    elif len(parts) > 1 and definition.nature in QUOTIENT_NATURES:
        value, obstacle = None, "percentages"
    else:
        value, obstacle = sum(record.value for record in parts), ""
    if value is None:
        return Aggregate(obstacle=obstacle, about=parts[-1], gaps=gaps)
    return Aggregate(value=value, parts=parts, gaps=gaps, about=without)


def _gaps(target: document.TargetValue, parts: tuple[ReportValue, ...]) -> Iterable[Days]:
    day = target.period_start
    for record in parts:
        if record.period_start > day:
            yield day, record.period_start - ONE_DAY
        day = max(day, record.period_end + ONE_DAY)
    if day <= target.period_end:
        yield day, target.period_end
