"""Where every indicator of a plan stands on a day: reported, good and fresh are three signs, never one.

The status is the verdict of the accepted report that ends the target's period: a person judges, the formula proposes,
and both are shown. Where the formula can tell before the end, the verdict of the newest report counts; where there is
no verdict, what the formula says. What is only context has no verdict. What was retired is called so from its day on,
unless it was judged, by a person or by the formula, or something of it is late, returned or in review.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext

from indicators.progress.figures import JudgedFigure, figure_when_judged
from indicators.progress.formula import FormulaResult, formula_result
from indicators.progress.report_values import ReportValue
from indicators.progress.signs import IndicatorSign, fresh_until, freshness_sign, newest_answer, reporting_sign
from indicators.progress.vocabulary import (
    STAGE_FORMS,
    STATUS_FORMS,
    STATUS_NAMES,
    ReportStage,
    Status,
    report_stage,
)
from indicators.progress.wording import clean_clause, target_phrase
from plans import document
from portal.own_words import own_words
from portal.romanian import count

ONE_DAY = datetime.timedelta(days=1)
JUDGED_STATUSES = (Status.MET, Status.PARTLY, Status.NOT_MET)
# What a sentence about many indicators counts, and what it counts of their reports.
TOLD_STATUSES = (*JUDGED_STATUSES, Status.NOT_REPORTED)
TOLD_STAGES = (ReportStage.LATE, ReportStage.RETURNED, ReportStage.IN_REVIEW)


@dataclass(frozen=True, kw_only=True)
class IndicatorStatus:
    """Where an indicator stands: the target that counts, the formula's proposal, the verdict, and two more signs.

    `records` and `latest` begin with the newest period; `reported` is "on_time", "late", "in_review", "returned",
    "overdue", "upcoming" or "nothing_owed"; `stages` are how many of its reports are how far; `fresh` is "fresh",
    "stale" or "never".
    """

    indicator: document.IndicatorValue
    target: document.TargetValue | None
    progress: FormulaResult
    status: Status
    verdict: ReportValue | None
    records: tuple[ReportValue, ...]
    latest: ReportValue | None
    reported: IndicatorSign
    fresh: IndicatorSign
    stages: Mapping[ReportStage, int]
    judged_by: str = ""

    @cached_property
    def figure(self) -> JudgedFigure | None:
        """Return the figure that the status rests on: what the verdict judged, else what the formula compares."""
        if self.verdict is None or self.target is None:
            return self.progress.figure
        return figure_when_judged(self.indicator, self.verdict, self.records) or self.progress.figure

    @property
    def explanation(self) -> str:
        """Return who judged and why, where someone did, and always the arithmetic."""
        return f"{self._judgement()}{self.progress.explanation}"

    def _judgement(self) -> str:
        record = self.verdict
        if record is None:
            return ""
        said = gettext("Apreciere %(body)s: %(status)s") if self.judged_by else gettext("Apreciere: %(status)s")
        text = said % {"body": own_words(self.judged_by), "status": STATUS_NAMES[self.status]}
        if record.verdict_reason:
            text += f" – {own_words(clean_clause(record.verdict_reason))}"
        return f"{'; '.join([text, *self._beside_judgement(record)])}. "

    def _beside_judgement(self, record: ReportValue) -> Iterator[str]:
        """Yield what a reader of the verdict should know of it."""
        if record.proposed and record.proposed != record.verdict:
            yield gettext("formula propunea: %(status)s") % {"status": STATUS_NAMES[Status(record.proposed)]}
        if record.target and _target_values(record.target) != _target_values(self.target):
            yield gettext("apreciat față de %(target)s") % {"target": target_phrase(self.indicator, record.target)}
        if self.figure and self.progress.figure and self.figure.text != self.progress.figure.text:
            yield gettext("apreciat la valoarea de %(value)s") % {"value": self.figure.text}
        if record.has_interest:
            yield gettext("evaluatorul face parte din instituția care a raportat")


class StatusCounts(Counter[Status]):
    """How many indicators have each status; `reported` is how many of them have an accepted report.

    `stages` are how many of their reports are late, returned and in review: what the lists of them show.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reported = 0
        self.stages: Counter[ReportStage] = Counter()

    def add(self, one: IndicatorStatus) -> None:
        """Count one more indicator."""
        self[one.status] += 1
        self.reported += one.latest is not None
        self.stages.update(one.stages)

    def add_all(self, other: "StatusCounts") -> None:
        """Count all that another one counts."""
        self.update(other)
        self.reported += other.reported
        self.stages.update(other.stages)


def current_target(targets: Iterable[document.TargetValue], today: datetime.date) -> document.TargetValue | None:
    """Return the target whose period has the day, the shortest first; else the last to end, else the first to begin."""
    by_length = sorted(targets, key=lambda target: (target.period_end - target.period_start, target.period_start))
    for target in by_length:
        if target.period_start <= today <= target.period_end:
            return target
    ended = [target for target in by_length if target.period_end < today]
    if ended:
        return max(ended, key=lambda target: target.period_end)
    return min(by_length, key=lambda target: target.period_start, default=None)


def counting_target(
    targets: Iterable[document.TargetValue], records: Iterable[ReportValue], today: datetime.date
) -> document.TargetValue | None:
    """Return the target that counts: the current one, once something was heard of its period or should have been.

    Until then the target before it counts, so that last year's result does not vanish on the first of January.
    """
    targets = list(targets)
    current = current_target(targets, today)
    earlier = [target for target in targets if current and target.period_end < current.period_start]
    if not earlier:
        return current
    heard = (
        record.state != "due" or today > record.due_on
        for record in records
        if current.period_start <= record.period_start and record.period_end <= current.period_end
    )
    return current if any(heard) else max(earlier, key=lambda target: (target.period_end, target.period_start))


def indicator_statuses(
    document: document.Document,
    records: Mapping[str, Iterable[ReportValue]],
    today: datetime.date,
    *,
    at: datetime.date | None = None,
) -> dict[str, IndicatorStatus]:
    """Return where every indicator of the plan stands on a day, by uid; `at` is the day of the target, if another."""
    body = document.reviewer.short_name if document.reviewer else ""
    rows = ((one, records.get(one.uid, ())) for one in document.indicators)
    return {
        one.uid: indicator_status(one, own, today, at=at, judged_by=body, retired=document.retirement_of(one))
        for one, own in rows
    }


def indicator_status(
    indicator: document.IndicatorValue,
    records: Iterable[ReportValue],
    today: datetime.date,
    *,
    at: datetime.date | None = None,
    judged_by: str = "",
    retired: document.RetirementValue | None = None,
) -> IndicatorStatus:
    """Return where one indicator stands on a day; `judged_by` is the body that gives verdicts."""
    rows = tuple(sorted(records, key=lambda record: (record.period_end, record.period_start), reverse=True))
    accepted = [record for record in rows if record.state == "accepted"]
    target = current_target(indicator.targets, at) if at else counting_target(indicator.targets, rows, today)
    said = formula_result(indicator, target, rows, today)
    verdict = None if said.status == Status.CONTEXT else _verdict(target, accepted, said)
    stages = Counter(report_stage(record.state, record.due_on, today) for record in rows)
    is_retired = retired and retired.on <= today and not verdict and _is_over(said, stages)
    return IndicatorStatus(
        indicator=indicator,
        target=target,
        progress=said,
        status=Status(verdict.verdict) if verdict else Status.RETIRED if is_retired else said.status,
        verdict=verdict,
        stages=stages,
        records=rows,
        latest=accepted[0] if accepted else None,
        reported=reporting_sign(rows, today),
        fresh=freshness_sign(indicator, accepted, today),
        judged_by=judged_by,
    )


def _is_over(said: FormulaResult, stages: Mapping[ReportStage, int]) -> bool:
    """Tell whether the formula judged nothing and nothing that was owed is still to come."""
    return said.status not in JUDGED_STATUSES and not any(stages.get(stage) for stage in TOLD_STAGES)


def _verdict(
    target: document.TargetValue | None, accepted: list[ReportValue], said: FormulaResult
) -> ReportValue | None:
    """Return the report whose verdict counts, the longest of those that end together."""
    judged = [record for record in accepted if record.is_judged]
    if target is not None:
        inside = [r for r in judged if r.period_start >= target.period_start and r.period_end <= target.period_end]
        early = said.status in JUDGED_STATUSES
        judged = [record for record in inside if early or record.period_end == target.period_end]
    return max(judged, key=lambda r: (r.period_end, -r.period_start.toordinal()), default=None)


def _target_values(target: document.TargetValue | None) -> tuple:
    return (target.kind, target.value, target.upper_value, target.text) if target else ()


def counts_by_element(
    document: document.Document, standings: Mapping[str, IndicatorStatus]
) -> dict[str | None, StatusCounts]:
    """Return how many indicators have each status, per element with all below it; the whole plan under None."""
    uids = [element.uid for element in document.elements]
    found: dict[str | None, StatusCounts] = {None: StatusCounts(), **{uid: StatusCounts() for uid in uids}}
    for indicator in document.indicators:
        found[indicator.element].add(standings[indicator.uid])
    for element in reversed(document.elements):
        found[element.parent].add_all(found[element.uid])
    return found


def status_counts(standings: Iterable[IndicatorStatus]) -> StatusCounts:
    """Return how many of some indicators have each status."""
    found = StatusCounts()
    for one in standings:
        found.add(one)
    return found


def next_change_day(
    document: document.Document, records: Mapping[str, Iterable[ReportValue]], today: datetime.date
) -> datetime.date | None:
    """Return the first day after today on which a standing can differ though nothing new is reported."""
    days = [day for one in document.indicators for day in _change_days(one, list(records.get(one.uid, ())))]
    days += [retired.on for one in document.indicators if (retired := document.retirement_of(one))]
    return min((day for day in days if day > today), default=None)


def _change_days(indicator: document.IndicatorValue, records: list[ReportValue]) -> Iterator[datetime.date]:
    for target in indicator.targets:
        yield target.period_start
        yield target.period_end + ONE_DAY
    for record in records:
        if record.state == "due":
            yield record.due_on + ONE_DAY
    newest = newest_answer(record for record in records if record.state == "accepted")
    if newest:
        yield fresh_until(indicator, newest) + ONE_DAY


def counts_in_words(counts: StatusCounts) -> str:
    """Return counts as a sentence: how many are reported, and what came of them.

    >>> some = StatusCounts({Status.MET: 5, Status.NOT_YET_DUE: 8})
    >>> counts_in_words(status_counts([])), counts_in_words(some).replace(chr(160), " ")
    ('Niciun indicator.', '0 din 13 indicatori raportați, 5 îndepliniți.')
    """
    total = sum(counts.values())
    if not total:
        return gettext("Niciun indicator.")
    said = [(counts[status], STATUS_FORMS[status]) for status in TOLD_STATUSES if counts[status]]
    if total == 1:
        first = gettext("Un indicator, fără valori raportate")
        if counts.reported:
            first = gettext("Un indicator raportat")
        return ", ".join([first, *(one for _, (one, _) in said)]) + f"{_stages_clause(counts)}."
    one, several = gettext("%(number)s din %(indicators)s raportat"), gettext("%(number)s din %(indicators)s raportați")
    first = (one if counts.reported == 1 else several) % {
        "number": counts.reported,
        "indicators": count(total, "indicator", "indicatori"),
    }
    words = ", ".join([first, *(f"{number} {forms[number != 1]}" for number, forms in said)])
    return f"{words}{_stages_clause(counts)}."


def _stages_clause(counts: StatusCounts) -> str:
    """Return how many reports are late, returned and in review, as the end of a sentence; empty without any."""
    said = [(counts.stages[stage], STAGE_FORMS[stage]) for stage in TOLD_STAGES if counts.stages[stage]]
    words = [
        (gettext("%(number)s raportare %(stage)s") if number == 1 else gettext("%(number)s raportări %(stage)s"))
        % {"number": number, "stage": forms[number != 1]}
        for number, forms in said
    ]
    return f"; {', '.join(words)}" if words else ""
