"""What the formula says of one indicator against one target on a day: a status and a sentence to check it by.

The rule is fixed before the data and the same for every plan:

1. Only accepted reports inside the target's period count. Not reported is not zero, and neither is "no data".
2. The values of several periods add up or the newest counts, as the indicator says; ratios and changes add up by their
   numerators and denominators. A sum that lacks a period is not judged.
3. Nothing is partly met or not met before the target's period has ended, unless a count that only adds up has already
   left what is allowed for good. A sum that has reached "at least", and a milestone that is reached, are met at once.
4. After the end: what was sent is in review until it is accepted, or returned until it is completed; what is not yet
   due waits; past its day, it is "not reported".
5. Met is what lies where the target says, the limit included; "exact" is exact. Partly met is at least half
   (`PARTLY_FROM`) of the way from the baseline to the target; what is less is not met. Without a baseline, the way to
   "at least" a positive number starts from 0, as that of every change does; other targets are met or not met. So is a
   target whose baseline is already good enough.
6. For targets on both sides (exact, range) the way is how much of the baseline's distance to the target is gone. The
   way is never cut at 0 or at 100%.
7. Texts, qualitative indicators, targets not set and targets that contradict the good direction ("at least" of what
   should fall, "at most" of what should rise) are for people to judge. What is only context is never judged.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.progress import explanations
from indicators.progress.aggregation import aggregate, reports_within
from indicators.progress.figures import JudgedFigure, figure_of, newest_figure
from indicators.progress.report_values import ReportValue
from indicators.progress.vocabulary import Status
from plans import document

PARTLY_FROM = Decimal("0.5")
ONE, ZERO = Decimal(1), Decimal(0)

Limits = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, kw_only=True)
class FormulaResult:
    """What the formula says: status, figure, sentence, and where it judges the way gone (1 is all of it).

    The sentence is written when it is read, in the language of then.
    """

    status: Status
    ratio: Decimal | None
    figure: JudgedFigure | None
    sentence: str

    @property
    def explanation(self) -> str:
        """Return the sentence."""
        return str(self.sentence)

    @property
    def value(self) -> Decimal | None:
        """Return the number that is compared with the target."""
        return self.figure and self.figure.value


def formula_result(
    definition: document.IndicatorValue,
    target: document.TargetValue | None,
    records: Iterable[ReportValue],
    today: datetime.date,
) -> FormulaResult:
    """Return what the formula says of an indicator on a day, against a target or against none."""
    if definition.direction == "context_only":
        return _context(definition, records)
    if target is None or target.kind == "to_be_set":
        return _without_target(definition, target, records, today)
    scope = reports_within(records, target.period_start, target.period_end)
    reading = aggregate(definition, target, scope)
    limits = accepted_limits(definition, target)
    case = explanations.FormulaCase(definition=definition, target=target, scope=scope, reading=reading)
    settled = limits and _final_status(case, limits)
    if settled:
        return _judgement(case, limits, settled, early=today <= target.period_end)
    waiting = _pending_result(case, limits, today)
    if waiting:
        return waiting
    if limits is None or reading.value is None or reading.gaps:
        return _result(
            Status.CANNOT_BE_JUDGED, case, explanations.no_judgement_sentence(case, by_people=limits is None)
        )
    return _judgement(case, limits, _verdict(case, limits))


def accepted_limits(definition: document.IndicatorValue, target: document.TargetValue) -> Limits | None:
    """Return the least and the most that the target accepts (None where open); None when no formula can tell."""
    if definition.nature in {"qualitative", "reference"} or is_contradictory(definition, target):
        return None
    value = target.value
    if definition.nature == "milestone":
        accepts_one = value is None or (target.kind in {"exact", "at_least"} and value == 1)
        return (ONE, None) if accepts_one else None
    limits = {"at_least": (value, None), "at_most": (None, value), "exact": (value, value)}
    return {**limits, "range": (value, target.upper_value)}.get(target.kind)


def is_contradictory(definition: document.IndicatorValue, target: document.TargetValue) -> bool:
    """Tell whether a target asks for at least what should fall, or at most what should rise."""
    return (target.kind, definition.direction) in {("at_least", "decrease"), ("at_most", "increase")}


def achieved_ratio(value: Decimal, start: Decimal | None, limits: Limits) -> Decimal | None:
    """Return how much of the way from the start to the target is gone; None where there is no start or no way.

    >>> at_most, at_least = (None, Decimal(5)), (Decimal(10), None)
    >>> achieved_ratio(Decimal(6), Decimal(9), at_most), achieved_ratio(Decimal(12), Decimal(0), at_least)
    (Decimal('0.75'), Decimal('1.2'))
    """
    if start is None or _distance(start, limits) == 0:
        return None
    if None in limits:
        end = limits[1] if limits[0] is None else limits[0]
        return (value - start) / (end - start) + 0
    return 1 - _distance(value, limits) / _distance(start, limits)


def start_value(definition: document.IndicatorValue, limits: Limits) -> Decimal | None:
    """Return where the way to the target starts: the baseline, or 0 where that is what it was."""
    if definition.nature == "milestone":
        return ZERO
    if definition.baseline_value is not None:
        return definition.baseline_value
    at_least_something = limits[1] is None and limits[0] > 0
    return ZERO if at_least_something or definition.nature == "change" else None


def _distance(value: Decimal, limits: Limits) -> Decimal:
    low, high = limits
    if low is not None and value < low:
        return low - value
    return value - high if high is not None and value > high else ZERO


def _verdict(case: explanations.FormulaCase, limits: Limits) -> Status:
    if _distance(case.reading.value, limits) == 0:
        return Status.MET
    ratio = achieved_ratio(case.reading.value, start_value(case.definition, limits), limits)
    return Status.PARTLY if ratio is not None and ratio >= PARTLY_FROM else Status.NOT_MET


def _final_status(case: explanations.FormulaCase, limits: Limits) -> Status | None:
    """Return the status that no later report can change; None while one can."""
    value = case.reading.value
    if value is None:
        return None
    if case.definition.nature == "milestone":
        return Status.MET if value >= 1 else None
    only_adds = case.definition.accumulation == "sum" and case.definition.nature == "count"
    if not only_adds or any(record.value < 0 for record in case.reading.parts):
        return None
    low, high = limits
    if high is None:
        return Status.MET if value >= low else None
    for_good = value > high and _verdict(case, limits) == Status.NOT_MET
    return Status.NOT_MET if for_good else None


def _judgement(case: explanations.FormulaCase, limits: Limits, status: Status, early: bool = False) -> FormulaResult:
    start = start_value(case.definition, limits)
    ratio = achieved_ratio(case.reading.value, start, limits)
    sentence = explanations.judgement_sentence(case, limits, start, ratio, status, early=early)
    return _result(status, case, sentence, ratio)


def _pending_result(
    case: explanations.FormulaCase, limits: Limits | None, today: datetime.date
) -> FormulaResult | None:
    """Return what is said while the period runs or a report is awaited; None once everything owed is accepted."""
    if today <= case.target.period_end:
        return _result(Status.NOT_YET_DUE, case, explanations.interim_sentence(case, limits, today))
    final = None if case.has_end else case.final
    if final is None and not case.has_end:
        return _result(Status.NOT_REPORTED, case, explanations.nothing_awaited_sentence(case))
    for record in [final] if final else case.awaited_inside:
        if record.state == "submitted":
            return _result(Status.IN_REVIEW, case, explanations.in_review_sentence(case, record))
        if record.state == "returned":
            return _result(Status.RETURNED, case, explanations.returned_sentence(case, record))
        if today <= record.due_on:
            return _result(Status.NOT_YET_DUE, case, explanations.awaited_sentence(case, record))
    return _result(Status.NOT_REPORTED, case, explanations.overdue_sentence(case, final)) if final else None


def _context(definition: document.IndicatorValue, records: Iterable[ReportValue]) -> FormulaResult:
    records = tuple(records)
    latest = _latest(reports_within(records, datetime.date.min, datetime.date.max))
    figure = newest_figure(definition, records)
    sentence = explanations.context_sentence(definition, latest)
    return FormulaResult(status=Status.CONTEXT, ratio=None, figure=figure, sentence=sentence)


def _without_target(
    definition: document.IndicatorValue,
    target: document.TargetValue | None,
    records: Iterable[ReportValue],
    today: datetime.date,
) -> FormulaResult:
    """Return what is said where nothing is promised yet: the newest value, or whether one is owed."""
    first, last = (target.period_start, target.period_end) if target else (datetime.date.min, datetime.date.max)
    scope = reports_within(records, first, last)
    latest = _latest(scope)
    late = [record for record in scope if today > record.due_on]
    if latest:
        status, sentence = Status.CANNOT_BE_JUDGED, explanations.value_without_target(definition, target, latest)
    elif not scope:
        status, sentence = Status.CANNOT_BE_JUDGED, explanations.nothing_without_target(definition, target)
    elif submitted := [record for record in scope if record.state == "submitted"]:
        status, sentence = Status.IN_REVIEW, explanations.in_review_without_target(definition, target, submitted[-1])
    elif returned := [record for record in scope if record.state == "returned"]:
        status, sentence = Status.RETURNED, explanations.returned_without_target(definition, target, returned[-1])
    elif late:
        status, sentence = Status.NOT_REPORTED, explanations.overdue_without_target(definition, target, late[-1])
    else:
        status, sentence = Status.NOT_YET_DUE, explanations.awaited_without_target(definition, target, scope[0])
    return FormulaResult(status=status, ratio=None, figure=newest_figure(definition, scope), sentence=sentence)


def _latest(scope: tuple[ReportValue, ...]) -> ReportValue | None:
    return next((record for record in reversed(scope) if record.state == "accepted"), None)


def _result(
    status: Status, case: explanations.FormulaCase, sentence: str, ratio: Decimal | None = None
) -> FormulaResult:
    figure = figure_of(case.definition, case.reading)
    return FormulaResult(status=status, ratio=ratio, figure=figure, sentence=sentence)
