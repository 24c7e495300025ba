"""The progress of a plan as a StratML performance report: the edition, with what was accepted of its indicators."""

from collections.abc import Iterable, Iterator, Mapping

from indicators.progress.aggregation import measured_value
from indicators.progress.report_values import ReportValue
from indicators.progress.vocabulary import STATUS_NAMES
from indicators.render.data.numbers import plain
from plans.document import Document, IndicatorValue
from plans.render.stratml.plan_stratml import StratmlResult, render_report


def performance_report(document: Document, records: Mapping[str, Iterable[ReportValue]]) -> bytes:
    """Return the report, from the reports of the indicators by their uids; what is not accepted is not in it."""
    return render_report(
        document, {one.uid: tuple(_results(one, records.get(one.uid, ()))) for one in document.indicators}
    )


def _results(indicator: IndicatorValue, records: Iterable[ReportValue]) -> Iterator[StratmlResult]:
    for one in records:
        if one.state == "accepted":
            verdict = STATUS_NAMES[one.judgement] if one.verdict else ""
            said = (one.text, one.no_data_reason and f"fără date: {one.no_data_reason}", verdict)
            yield StratmlResult(
                start=one.period_start,
                end=one.period_end,
                number=plain(measured_value(one.definition or indicator, one)),
                text="; ".join(text for text in said if text),
            )
