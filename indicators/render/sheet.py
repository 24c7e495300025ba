"""One indicator period by period: what was reported, judged and corrected, and how its targets changed."""

import dataclasses
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators import periods
from indicators.reading import covering, has_pair, measured, unit_of
from indicators.records import Record
from indicators.render.badges import Badge, badge
from indicators.render.charts import Moment, TimeChart, time_chart
from indicators.render.values import printed, promised
from indicators.wording import number, result
from plans.document import Indicator, Target
from plans.render.facts import Fact, indicator_facts
from plans.templatetags.romanian import count, is_noun, long_date, period_until, quantity

WITHOUT_NUMBERS = {"milestone", "qualitative", "reference"}
ADDS_UP = "sum"


@dataclass(frozen=True)
class TargetChange:
    """A promise that was made or took the place of another: when, for what period, why and by what act."""

    period: str
    old: str
    new: str
    day: datetime.date | None
    reason: str
    act: str


@dataclass(frozen=True)
class Period:
    """One period of the page: the report, its words, and what was different when it was accepted."""

    anchor: str
    name: str
    record: Record
    value: str
    badge: Badge | None
    proposed: Badge | None
    lateness: str
    facts: list[Fact]
    corrected: list["Period"]


@dataclass(frozen=True)
class Measurement:
    """A line of the table under the chart."""

    anchor: str
    name: str
    value: str
    total: str
    target: str


@dataclass(frozen=True)
class Series:
    """The accepted values in their order, as a table, and as a chart where they are numbers."""

    rows: list[Measurement]
    chart: TimeChart | None
    has_totals: bool
    unit: str
    description: str


def target_history(definition: Indicator) -> list[TargetChange]:
    """Return every promise that was ever made, period by period, each with the one it replaced."""
    by_period: dict[tuple, list[Target]] = {}
    for target in (*definition.former_targets, *definition.targets):
        by_period.setdefault((target.period_start, target.period_end), []).append(target)
    changes = []
    for (start, end), targets in sorted(by_period.items()):
        targets.sort(key=lambda t: (t.replaced_on or datetime.date.max, t.set_on or datetime.date.min))
        for old, new in zip([None, *targets], targets, strict=False):
            words = promised(old, definition), promised(new, definition)
            changes.append(TargetChange(period_until(start, end), *words, new.set_on, new.reason, new.act))
    return changes


def has_history(definition: Indicator) -> bool:
    """Tell whether more is known of the indicator's targets than what they are today."""
    return bool(definition.former_targets) or any(target.set_on for target in definition.targets)


def period(definition: Indicator, record: Record, today: datetime.date, *, of_correction: bool = False) -> Period:
    """Return a period of the indicator's page; the reports that were corrected stand below it, without address."""
    facts = changed_since(definition, record)
    proposed = badge(record.proposed) if record.proposed and record.verdict else None
    return Period(
        anchor="" if of_correction else periods.code(record.period_start, record.period_end),
        name=periods.name(record.period_start, record.period_end),
        record=record,
        value=printed(record.definition or definition, record),
        badge=badge(record.verdict) if record.verdict else None,
        proposed=proposed,
        lateness=_lateness(record, today),
        facts=facts,
        corrected=[period(definition, old, today, of_correction=True) for old in record.superseded],
    )


def changed_since(definition: Indicator, record: Record) -> list[Fact]:
    """Return how the definition and the target were when the report was accepted, where today's are different."""
    if record.state != "accepted" or not record.definition:
        return []
    then, now = record.definition, definition
    today = {(fact.field, fact.text) for fact in indicator_facts(now) if fact.field != "target"}
    found = [] if then.title == now.title else [Fact("title", "Indicatorul", then.title)]
    found += [fact for fact in indicator_facts(then) if fact.field != "target" and (fact.field, fact.text) not in today]
    old = promised(record.target, then)
    if old and old != promised(covering(now.targets, record), now):
        found.append(Fact("target", "Ținta", old))
    return found


def series(definition: Indicator, records: Iterable[Record]) -> Series:
    """Return the periods from the first accepted report to the last, with gaps where nothing was accepted."""
    ordered = sorted(records, key=lambda record: record.period_start)
    places = [place for place, record in enumerate(ordered) if record.state == "accepted"]
    shown = ordered[places[0] : places[-1] + 1] if places else []
    adds_up = definition.accumulation == ADDS_UP and definition.nature == "count"
    moments, sums = [], {}
    for record in shown:
        value = measured(definition, record) if record.state == "accepted" and not record.no_data_reason else None
        target = covering(definition.targets, record)
        if value is not None:
            sums[target] = sums.get(target, 0) + value
        bounds = (target.value, target.upper_value) if target else (None, None)
        total = sums[target] if adds_up and target and value is not None else None
        text = _bare(definition, record, value if total is None else total)
        moments.append(Moment(periods.short_name(record.period_start, record.period_end), value, total, bounds, text))
    has_totals = any(moment.total not in (None, moment.value) for moment in moments)
    unit = unit_of(definition) if is_noun(unit_of(definition)) else ""
    bare = dataclasses.replace(definition, unit="") if unit else definition
    rows = [_measurement(bare, record, moment) for record, moment in zip(shown, moments, strict=True)]
    chart = None
    if definition.nature not in WITHOUT_NUMBERS:
        chart = time_chart(moments, baseline=definition.baseline_value, as_columns=adds_up)
    return Series(
        rows, chart, has_totals, unit, "; ".join(f"{row.name}: {row.total or row.value}" for row in rows) + "."
    )


def _bare(definition: Indicator, record: Record, value: Decimal | None) -> str:
    """Return a number as the table prints it, without its unit."""
    if value is None:
        return ""
    return number(value) if has_pair(definition, record) else quantity(value)


def _measurement(definition: Indicator, record: Record, moment: Moment) -> Measurement:
    instead = {"submitted": "în evaluare", "due": "neraportat"}.get(record.state, "–")
    return Measurement(
        anchor=periods.code(record.period_start, record.period_end),
        name=periods.name(record.period_start, record.period_end),
        value=printed(definition, record) or instead,
        total="" if moment.total is None else result(definition, moment.total, False),
        target=promised(covering(definition.targets, record), definition),
    )


def _lateness(record: Record, today: datetime.date) -> str:
    """Return how late a report came, or how late it is; nothing for one that is in time."""
    if record.state == "due":
        days = (today - record.due_on).days
        return f"întârziată cu {count(days, 'zi', 'zile')}" if days > 0 else ""
    days = (record.reported_on - record.due_on).days if record.reported_on else 0
    return f"cu {count(days, 'zi', 'zile')} după termenul de {long_date(record.due_on)}" if days > 0 else ""
