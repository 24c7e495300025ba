"""Where every indicator of a plan stands on a day: reported, good and fresh are three signs, never one.

The status is the verdict of the accepted report that ends the target's period: a person judges, the formula proposes,
and both are shown. Where the formula can tell before the end, the verdict of the newest report counts; where there is
no verdict, what the formula says. What is only context has no verdict.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from indicators.progress import periods
from indicators.progress.formula import STATUS_NAMES, FormulaResult, Status, formula_result
from indicators.progress.report_values import ReportValue
from indicators.progress.wording import clean_clause, report_period_phrase, target_phrase
from plans import document
from portal.months import months_later
from portal.romanian import count, long_date

ONE_DAY = datetime.timedelta(days=1)
JUDGED_STATUSES = (Status.MET, Status.PARTLY, Status.NOT_MET)
STATUS_PLURALS = {
    Status.MET: ("îndeplinit", "îndepliniți"),
    Status.PARTLY: ("îndeplinit parțial", "îndepliniți parțial"),
    Status.NOT_MET: ("neîndeplinit", "neîndepliniți"),
    Status.NOT_REPORTED: ("neraportat la termen", "neraportați la termen"),
}


@dataclass(frozen=True)
class IndicatorSign:
    """One sign of an indicator: what it is, and the phrase that says it."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class IndicatorStatus:
    """Where an indicator stands: the target that counts, the formula's proposal, the verdict, and two more signs.

    `records` and `latest` begin with the newest period; `reported` is "on_time", "late", "in_review", "overdue",
    "upcoming" or "nothing_owed"; `fresh` is "fresh", "stale" or "never".
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
    judged_by: str = ""

    @property
    def explanation(self) -> str:
        """Return who judged and why, where someone did, and always the arithmetic."""
        return f"{self._judgement()}{self.progress.explanation}"

    def _judgement(self) -> str:
        record = self.verdict
        if record is None:
            return ""
        text = f"Apreciere {self.judged_by}".strip() + f": {STATUS_NAMES[self.status]}"
        if record.verdict_reason:
            text += f" – {clean_clause(record.verdict_reason)}"
        if record.proposed and record.proposed != record.verdict:
            text += f"; formula propunea: {STATUS_NAMES[Status(record.proposed)]}"
        if record.target and _target_values(record.target) != _target_values(self.target):
            text += f"; apreciat față de {target_phrase(self.indicator, record.target)}"
        if record.has_interest:
            text += "; evaluatorul face parte din instituția care a raportat"
        return f"{text}. "


class StatusCounts(Counter[Status]):
    """How many indicators have each status; `reported` is how many of them have an accepted report."""

    reported = 0

    def add(self, one: IndicatorStatus) -> None:
        """Count one more indicator."""
        self[one.status] += 1
        self.reported += one.latest is not None

    def add_all(self, other: "StatusCounts") -> None:
        """Count all that another one counts."""
        self.update(other)
        self.reported += other.reported


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
    return {one.uid: indicator_status(one, own, today, at=at, judged_by=body) for one, own in rows}


def indicator_status(
    indicator: document.IndicatorValue,
    records: Iterable[ReportValue],
    today: datetime.date,
    *,
    at: datetime.date | None = None,
    judged_by: str = "",
) -> IndicatorStatus:
    """Return where one indicator stands on a day; `judged_by` is the body that gives verdicts."""
    rows = tuple(sorted(records, key=lambda record: (record.period_end, record.period_start), reverse=True))
    accepted = [record for record in rows if record.state == "accepted"]
    target = current_target(indicator.targets, at) if at else counting_target(indicator.targets, rows, today)
    said = formula_result(indicator, target, rows, today)
    verdict = None if said.status == Status.CONTEXT else _verdict(target, accepted, said)
    return IndicatorStatus(
        indicator=indicator,
        target=target,
        progress=said,
        status=Status(verdict.verdict) if verdict else said.status,
        verdict=verdict,
        records=rows,
        latest=accepted[0] if accepted else None,
        reported=_reporting_sign(rows, today),
        fresh=_freshness_sign(indicator, accepted, today),
        judged_by=judged_by,
    )


def _verdict(
    target: document.TargetValue | None, accepted: list[ReportValue], said: FormulaResult
) -> ReportValue | None:
    """Return the report whose verdict counts, the longest of those that end together."""
    judged = [record for record in accepted if record.verdict]
    if target is not None:
        inside = [r for r in judged if r.period_start >= target.period_start and r.period_end <= target.period_end]
        early = said.status in JUDGED_STATUSES
        judged = [record for record in inside if early or record.period_end == target.period_end]
    return max(judged, key=lambda r: (r.period_end, -r.period_start.toordinal()), default=None)


def _target_values(target: document.TargetValue | None) -> tuple:
    return (target.kind, target.value, target.upper_value, target.text) if target else ()


def _reporting_sign(rows: tuple[ReportValue, ...], today: datetime.date) -> IndicatorSign:
    """Return whether what is owed came: what is late says so before anything else."""
    owed = [record for record in reversed(rows) if record.state == "due"]
    late = [record for record in owed if today > record.due_on]
    if late:
        more = f" și încă {count(len(late) - 1, 'raport', 'rapoarte')}" if len(late) > 1 else ""
        return IndicatorSign(
            "overdue", f"întârziat din {long_date(late[0].due_on)}: {report_period_phrase(late[0])}{more}"
        )
    sent = next((record for record in rows if record.state == "submitted"), None)
    if sent:
        return IndicatorSign("in_review", f"trimis pentru {report_period_phrase(sent)}, în evaluare")
    done = next((record for record in rows if record.state == "accepted"), None)
    if done:
        days = (done.reported_on - done.due_on).days if done.reported_on else 0
        if days > 0:
            return IndicatorSign("late", f"raportat cu {count(days, 'zi', 'zile')} întârziere")
        return IndicatorSign("on_time", "raportat la timp")
    if owed:
        return IndicatorSign("upcoming", f"se așteaptă până la {long_date(owed[0].due_on)}")
    return IndicatorSign("nothing_owed", "nimic de raportat")


def _freshness_sign(
    indicator: document.IndicatorValue, accepted: list[ReportValue], today: datetime.date
) -> IndicatorSign:
    """Return whether the newest answer is less than one reporting period old."""
    newest = _newest_answer(accepted)
    if newest is None:
        return IndicatorSign("never", "nicio valoare încă")
    if today <= _fresh_until(indicator, newest):
        return IndicatorSign("fresh", f"date la zi, din {report_period_phrase(newest)}")
    return IndicatorSign("stale", f"date vechi, din {report_period_phrase(newest)}")


def _newest_answer(accepted: Iterable[ReportValue]) -> ReportValue | None:
    answers = (record for record in accepted if not record.no_data_reason)
    return max(answers, key=lambda record: (record.period_end, record.period_start), default=None)


def _fresh_until(indicator: document.IndicatorValue, record: ReportValue) -> datetime.date:
    return months_later(record.period_end, periods.MONTHS_OF[indicator.frequency or "yearly"])


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
    days = (day for one in document.indicators for day in _change_days(one, list(records.get(one.uid, ()))))
    return min((day for day in days if day > today), default=None)


def _change_days(indicator: document.IndicatorValue, records: list[ReportValue]) -> Iterator[datetime.date]:
    for target in indicator.targets:
        yield target.period_start
        yield target.period_end + ONE_DAY
    for record in records:
        if record.state == "due":
            yield record.due_on + ONE_DAY
    newest = _newest_answer(record for record in records if record.state == "accepted")
    if newest:
        yield _fresh_until(indicator, newest) + ONE_DAY


def counts_in_words(counts: StatusCounts) -> str:
    """Return counts as a sentence: how many are reported, and what came of them.

    >>> some = StatusCounts({Status.MET: 5, Status.NOT_YET_DUE: 8})
    >>> counts_in_words(status_counts([])), counts_in_words(some).replace(chr(160), " ")
    ('Niciun indicator.', '0 din 13 indicatori raportați, 5 îndepliniți.')
    """
    total = sum(counts.values())
    if not total:
        return "Niciun indicator."
    said = [(counts[status], forms) for status, forms in STATUS_PLURALS.items() if counts[status]]
    if total == 1:
        first = "Un indicator raportat" if counts.reported else "Un indicator, fără valori raportate"
        return ", ".join([first, *(one for _, (one, _) in said)]) + "."
    reported = "raportat" if counts.reported == 1 else "raportați"
    first = f"{counts.reported} din {count(total, 'indicator', 'indicatori')} {reported}"
    return ", ".join([first, *(f"{number} {forms[number != 1]}" for number, forms in said)]) + "."
