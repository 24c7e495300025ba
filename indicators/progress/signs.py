"""Two signs of an indicator beside how good it is: whether what is owed came, and whether what came is fresh."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.progress import periods
from indicators.progress.report_values import ReportValue
from indicators.progress.vocabulary import ReportStage, report_stage
from indicators.progress.wording import report_period_phrase
from plans import document
from portal.months import months_later
from portal.romanian import count, long_date


@dataclass(frozen=True)
class IndicatorSign:
    """One sign of an indicator: what it is, and the phrase that says it."""

    kind: str
    text: str


def reporting_sign(rows: tuple[ReportValue, ...], today: datetime.date) -> IndicatorSign:
    """Return whether what is owed came: what is late says so before anything else, then what was returned.

    The rows begin with the newest period.
    """
    by_stage: dict[ReportStage, list[ReportValue]] = {}
    for record in rows:
        by_stage.setdefault(report_stage(record.state, record.due_on, today), []).append(record)
    if late := by_stage.get(ReportStage.LATE):
        oldest = late[-1]
        more = f" și încă {count(len(late) - 1, 'raport', 'rapoarte')}" if len(late) > 1 else ""
        return IndicatorSign(
            "overdue", f"întârziat din {long_date(oldest.due_on)}: {report_period_phrase(oldest)}{more}"
        )
    if returned := by_stage.get(ReportStage.RETURNED):
        return IndicatorSign("returned", f"întors pentru completare: {report_period_phrase(returned[-1])}")
    if sent := by_stage.get(ReportStage.IN_REVIEW):
        return IndicatorSign("in_review", f"trimis pentru {report_period_phrase(sent[0])}, în evaluare")
    if done := by_stage.get(ReportStage.ACCEPTED):
        days = (done[0].reported_on - done[0].due_on).days if done[0].reported_on else 0
        if days > 0:
            return IndicatorSign("late", f"raportat cu {count(days, 'zi', 'zile')} întârziere")
        return IndicatorSign("on_time", "raportat la timp")
    if waiting := by_stage.get(ReportStage.IN_TIME):
        return IndicatorSign("upcoming", f"se așteaptă până la {long_date(waiting[-1].due_on)}")
    return IndicatorSign("nothing_owed", "nimic de raportat")


def freshness_sign(
    indicator: document.IndicatorValue, accepted: list[ReportValue], today: datetime.date
) -> IndicatorSign:
    """Return whether the newest answer is less than one reporting period old."""
    newest = newest_answer(accepted)
    if newest is None:
        return IndicatorSign("never", "nicio valoare încă")
    if today <= fresh_until(indicator, newest):
        return IndicatorSign("fresh", f"date la zi, din {report_period_phrase(newest)}")
    return IndicatorSign("stale", f"date vechi, din {report_period_phrase(newest)}")


def newest_answer(accepted: Iterable[ReportValue]) -> ReportValue | None:
    """Return the newest of some accepted reports that says something."""
    answers = (record for record in accepted if not record.no_data_reason)
    return max(answers, key=lambda record: (record.period_end, record.period_start), default=None)


def fresh_until(indicator: document.IndicatorValue, record: ReportValue) -> datetime.date:
    """Return the last day on which an answer is fresh."""
    return months_later(record.period_end, periods.MONTHS_OF[indicator.frequency or "yearly"])
