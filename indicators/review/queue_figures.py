"""The figures of the reports in the queue: what each says of its period, and the one that is judged, by its name."""

from collections.abc import Collection
from dataclasses import dataclass

from indicators import queries
from indicators.models import Report
from indicators.progress.aggregation import covering_target
from indicators.progress.figures import JudgedFigure, figure_when_judged, judged_figure
from indicators.progress.report_values import ReportValue
from indicators.render.values import printed_value
from indicators.reporting.proposal import with_accepted
from plans.document import IndicatorValue

State = Report.State


@dataclass(frozen=True)
class QueueFigure:
    """What a report says of its period, and the figure that is judged where that is another."""

    value: str
    judged: str


def queue_figures(reports: Collection[Report]) -> dict[int, QueueFigure]:
    """Return the figures of what was sent or accepted, by report; two queries for any number of reports and plans.

    An accepted report is read by the definition that it keeps, another by the plan's current edition.
    """
    sent = [report for report in reports if report.state in (State.SUBMITTED, State.ACCEPTED)]
    if not sent:
        return {}
    records = queries.report_values_of({report.indicator_id for report in sent})
    definitions = queries.current_definitions({report.indicator.plan_id for report in sent})
    found = {report.pk: _figure(report, records, definitions) for report in sent}
    return {pk: figure for pk, figure in found.items() if figure}


def _figure(report: Report, records: dict, definitions: dict[str, IndicatorValue]) -> QueueFigure | None:
    uid = str(report.indicator.uid)
    others = records.get(uid, [])
    if report.state == State.ACCEPTED:
        record = queries.report_value(report, whole=True)
        definition = record.definition
        figure = figure_when_judged(definition, record, others)
    elif definition := definitions.get(uid):
        known = with_accepted(report, others)
        record = known[-1]
        figure = judged_figure(definition, covering_target(definition.targets, record), known)
    else:
        return None
    return QueueFigure(printed_value(definition, record), _verdict_sentence(figure, record))


def _verdict_sentence(figure: JudgedFigure | None, record: ReportValue) -> str:
    return "" if figure is None or figure.is_of(record) else figure.sentence
