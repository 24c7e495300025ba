"""One indicator period by period: what was reported, judged and corrected, and how its targets changed."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from indicators.progress import periods
from indicators.progress.aggregation import covering_target, has_pair, measured_value
from indicators.progress.figures import JudgedFigure, accumulates, figure_when_judged, running_figures
from indicators.progress.indicator_status import IndicatorStatus
from indicators.progress.report_values import ReportValue
from indicators.progress.vocabulary import STAGE_NAMES, report_stage
from indicators.progress.wording import rounded_number
from indicators.render.badges import Badge, badge
from indicators.render.chart_key import time_chart_key
from indicators.render.charts import ChartPoint, TimeChart, time_chart
from indicators.render.values import printed_value, target_in_words
from plans.document import IndicatorValue, TargetValue
from plans.document.units import unit_of
from plans.render.facts import DocumentFact, indicator_facts
from portal.own_words import own_words
from portal.pictures.frame import KeyEntry
from portal.romanian import count, is_noun, long_date, period_until, quantity

WITHOUT_NUMBERS = {"milestone", "qualitative", "reference"}


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
class PeriodEntry:
    """One period of the page: the report, its words, and what was different when it was accepted."""

    anchor: str
    name: str
    record: ReportValue
    value: str
    badge: Badge | None
    proposed: Badge | None
    judged: JudgedFigure | None
    target: str
    lateness: str
    facts: list[DocumentFact]
    corrected: list["PeriodEntry"]


@dataclass(frozen=True)
class SeriesRow:
    """A line of the table under the chart."""

    anchor: str
    name: str
    value: str
    total: str
    target: str


@dataclass(frozen=True)
class ValueSeries:
    """The accepted values in their order, as a table, and as a chart where they are numbers."""

    rows: list[SeriesRow]
    chart: TimeChart | None
    has_totals: bool
    unit: str
    description: str
    key: list[KeyEntry]


def target_history(definition: IndicatorValue) -> list[TargetChange]:
    """Return every promise that was ever made, period by period, each with the one it replaced."""
    by_period: dict[tuple, list[TargetValue]] = {}
    for target in (*definition.former_targets, *definition.targets):
        by_period.setdefault((target.period_start, target.period_end), []).append(target)
    changes = []
    for (start, end), targets in sorted(by_period.items()):
        targets.sort(key=lambda t: (t.replaced_on or datetime.date.max, t.set_on or datetime.date.min))
        for old, new in zip([None, *targets], targets, strict=False):
            words = target_in_words(old, definition), target_in_words(new, definition)
            changes.append(TargetChange(period_until(start, end), *words, new.set_on, new.reason, new.act))
    return changes


def has_history(definition: IndicatorValue) -> bool:
    """Tell whether more is known of the indicator's targets than what they are today."""
    return bool(definition.former_targets) or any(target.set_on for target in definition.targets)


def period_entry(
    definition: IndicatorValue,
    record: ReportValue,
    records: Sequence[ReportValue],
    today: datetime.date,
    *,
    of_correction: bool = False,
) -> PeriodEntry:
    """Return a period of the indicator's page; the reports that were corrected stand below it, without address.

    Beside a verdict stands the figure that it rests on, of this report and the others of the target's period.
    """
    facts = changed_facts(definition, record)
    proposed = badge(record.proposed) if record.proposed and record.is_judged else None
    return PeriodEntry(
        anchor="" if of_correction else periods.code(record.period_start, record.period_end),
        name=periods.name(record.period_start, record.period_end),
        record=record,
        value=printed_value(record.definition or definition, record),
        badge=badge(record.judgement) if record.verdict else None,
        proposed=proposed,
        judged=figure_when_judged(definition, record, records) if record.is_judged else None,
        target=target_in_words(
            record.target or covering_target(definition.targets, record), record.definition or definition
        ),
        lateness=_lateness(record, today),
        facts=facts,
        corrected=[period_entry(definition, old, records, today, of_correction=True) for old in record.superseded],
    )


def indicator_page_facts(standing: IndicatorStatus) -> list[DocumentFact]:
    """Return what the edition says of an indicator, and who reports it now where that is another one by now."""
    indicator, facts = standing.indicator, indicator_facts(standing.indicator)
    owed = next((one.institution for one in standing.records if one.state == "due" and one.institution), None)
    if owed and indicator.institution and owed.name != indicator.institution.name:
        facts.append(DocumentFact("institution_now", gettext("Raportează acum"), own_words(owed.name)))
    return facts


def changed_facts(definition: IndicatorValue, record: ReportValue) -> list[DocumentFact]:
    """Return how the definition and the target were when the report was accepted, where today's are different."""
    if record.state != "accepted" or not record.definition:
        return []
    then, now = record.definition, definition
    today = {(fact.field, fact.text) for fact in indicator_facts(now) if fact.field != "target"}
    found = [] if then.title == now.title else [DocumentFact("title", gettext("Indicatorul"), own_words(then.title))]
    found += [fact for fact in indicator_facts(then) if fact.field != "target" and (fact.field, fact.text) not in today]
    old = target_in_words(record.target, then)
    if old and old != target_in_words(covering_target(now.targets, record), now):
        found.append(DocumentFact("target", gettext("Ținta"), old))
    return found


def value_series(definition: IndicatorValue, records: Iterable[ReportValue], today: datetime.date) -> ValueSeries:
    """Return the periods from the first accepted report to the last, with gaps where nothing was accepted.

    Where values add up, each period has its own and the figure that was judged at its end.
    """
    found = list(running_figures(definition, records))
    places = [place for place, (record, *_) in enumerate(found) if record.state == "accepted"]
    shown = found[places[0] : places[-1] + 1] if places else []
    moments, before = [], None
    for record, target, figure in shown:
        moments.append(_point(definition, record, target, figure, begins=target != before))
        before = target
    has_totals = any(moment.total not in (None, moment.value) for moment in moments)
    rows = [_measurement(definition, *one, moment, today) for one, moment in zip(shown, moments, strict=True)]
    chart = None
    if definition.nature not in WITHOUT_NUMBERS:
        as_columns = accumulates(definition) and definition.nature == "count"
        chart = time_chart(moments, baseline=definition.baseline_value, as_columns=as_columns)
    unit = unit_of(definition) if is_noun(unit_of(definition)) else ""
    description = "; ".join(f"{row.name}: {row.total or row.value}" for row in rows)
    key = time_chart_key(chart, has_totals) if chart else []
    return ValueSeries(rows, chart, has_totals, unit, f"{description}.", key)


def _point(
    definition: IndicatorValue,
    record: ReportValue,
    target: TargetValue | None,
    figure: JudgedFigure | None,
    *,
    begins: bool,
) -> ChartPoint:
    is_value = record.state == "accepted" and not record.no_data_reason
    value = measured_value(definition, record) if is_value else None
    total = figure.value if figure and value is not None and accumulates(definition) else None
    height = value if total is None else total
    return ChartPoint(
        name=periods.short_name(record.period_start, record.period_end),
        value=value,
        total=total,
        target=(target.value, target.upper_value) if target else (None, None),
        former=_former_bounds(definition, target),
        text=_bare_number(definition, record, height),
        begins=begins and total is not None,
    )


def _former_bounds(definition: IndicatorValue, target: TargetValue | None) -> tuple:
    """Return the bounds of the targets whose place a target took, the newest first."""
    if target is None:
        return ()
    found = [
        one
        for one in definition.former_targets
        if (one.period_start, one.period_end) == (target.period_start, target.period_end)
    ]
    found.sort(key=lambda one: one.replaced_on or datetime.date.max, reverse=True)
    return tuple((one.value, one.upper_value) for one in found)


def _bare_number(definition: IndicatorValue, record: ReportValue, value: Decimal | None) -> str:
    """Return a number as the table prints it, without its unit."""
    if value is None:
        return ""
    return rounded_number(value) if has_pair(definition, record) else quantity(value)


def _measurement(
    definition: IndicatorValue,
    record: ReportValue,
    target: TargetValue | None,
    figure: JudgedFigure | None,
    moment: ChartPoint,
    today: datetime.date,
) -> SeriesRow:
    instead = "–" if record.state == "accepted" else STAGE_NAMES[report_stage(record.state, record.due_on, today)]
    return SeriesRow(
        anchor=periods.code(record.period_start, record.period_end),
        name=periods.name(record.period_start, record.period_end),
        value=printed_value(definition, record) or instead,
        total="" if moment.total is None else figure.text,
        target=target_in_words(target, definition),
    )


def _lateness(record: ReportValue, today: datetime.date) -> str:
    """Return how late a report came, or how late it is; nothing for one that is in time."""
    if record.state == "returned":
        return ""
    if record.state == "due":
        days = (today - record.due_on).days
        return gettext("întârziată cu %(days)s") % {"days": count(days, "zi", "zile")} if days > 0 else ""
    said = {"days": count(record.days_late, "zi", "zile"), "day": long_date(record.due_on)}
    return gettext("cu %(days)s după termenul de %(day)s") % said if record.days_late else ""
