"""Two signs of an indicator beside how good it is: whether what is owed came, and whether what came is fresh."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, gettext_noop

from indicators.progress import periods
from indicators.progress.report_values import ReportValue
from indicators.progress.vocabulary import ReportStage, report_stage
from indicators.progress.wording import report_period_phrase
from plans import document
from portal.months import months_later
from portal.romanian import count, long_date
from portal.translated_words import lazy_words

ON_TIME, NOTHING_OWED = gettext_lazy("raportat la timp"), gettext_lazy("nimic de raportat")
NO_VALUE = gettext_lazy("nicio valoare încă")
RETURNED = gettext_noop("întors pentru completare: %(period)s")
SENT = gettext_noop("trimis pentru %(period)s, în evaluare")
FRESH, STALE = gettext_noop("date la zi, din %(period)s"), gettext_noop("date vechi, din %(period)s")


@dataclass(frozen=True)
class IndicatorSign:
    """One sign of an indicator: what it is, and the phrase that says it, written when it is read."""

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
        return IndicatorSign("overdue", _overdue_words(late))
    if returned := by_stage.get(ReportStage.RETURNED):
        return IndicatorSign("returned", _period_words(RETURNED, returned[-1]))
    if sent := by_stage.get(ReportStage.IN_REVIEW):
        return IndicatorSign("in_review", _period_words(SENT, sent[0]))
    if done := by_stage.get(ReportStage.ACCEPTED):
        days = done[0].days_late
        return IndicatorSign("late", _late_words(days)) if days else IndicatorSign("on_time", ON_TIME)
    if waiting := by_stage.get(ReportStage.IN_TIME):
        return IndicatorSign("upcoming", _awaited_words(waiting[-1]))
    return IndicatorSign("nothing_owed", NOTHING_OWED)


@lazy_words
def _overdue_words(late: list[ReportValue]) -> str:
    """Return since when the oldest report is late, and how many more are."""
    oldest = late[-1]
    said = gettext("întârziat din %(day)s: %(period)s")
    if len(late) > 1:
        said = gettext("întârziat din %(day)s: %(period)s și încă %(others)s")
    others = count(len(late) - 1, "raport", "rapoarte")
    return said % {"day": long_date(oldest.due_on), "period": report_period_phrase(oldest), "others": others}


@lazy_words
def _late_words(days: int) -> str:
    return gettext("raportat cu %(days)s întârziere") % {"days": count(days, "zi", "zile")}


@lazy_words
def _awaited_words(record: ReportValue) -> str:
    return gettext("se așteaptă până la %(day)s") % {"day": long_date(record.due_on)}


@lazy_words
def _period_words(said: str, record: ReportValue) -> str:
    return gettext(said) % {"period": report_period_phrase(record)}


def freshness_sign(
    indicator: document.IndicatorValue, accepted: list[ReportValue], today: datetime.date
) -> IndicatorSign:
    """Return whether the newest answer is less than one reporting period old."""
    newest = newest_answer(accepted)
    if newest is None:
        return IndicatorSign("never", NO_VALUE)
    if today <= fresh_until(indicator, newest):
        return IndicatorSign("fresh", _period_words(FRESH, newest))
    return IndicatorSign("stale", _period_words(STALE, newest))


def newest_answer(accepted: Iterable[ReportValue]) -> ReportValue | None:
    """Return the newest of some accepted reports that says something."""
    answers = (record for record in accepted if not record.no_data_reason)
    return max(answers, key=lambda record: (record.period_end, record.period_start), default=None)


def fresh_until(indicator: document.IndicatorValue, record: ReportValue) -> datetime.date:
    """Return the last day on which an answer is fresh."""
    return months_later(record.period_end, periods.MONTHS_OF[indicator.frequency or "yearly"])
