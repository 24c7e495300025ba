"""Where every indicator of a plan stands on a day: reported, good and fresh are three signs, never one.

The status is the verdict of the accepted report that ends the target's period: a person judges, the formula proposes,
and both are shown. Where the formula can tell before the end, the verdict of the newest report counts; where there is
no verdict, what the formula says. What is only context has no verdict.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from indicators import periods
from indicators.progress import STATUS_NAMES, Progress, Status, progress
from indicators.records import Record
from indicators.wording import clean, period_of, promised
from plans import document
from plans.templatetags.romanian import count, long_date

ONE_DAY = datetime.timedelta(days=1)
JUDGED = (Status.MET, Status.PARTLY, Status.NOT_MET)
IN_WORDS = {
    Status.MET: ("îndeplinit", "îndepliniți"),
    Status.PARTLY: ("îndeplinit parțial", "îndepliniți parțial"),
    Status.NOT_MET: ("neîndeplinit", "neîndepliniți"),
    Status.NOT_REPORTED: ("neraportat la termen", "neraportați la termen"),
}


@dataclass(frozen=True)
class Sign:
    """One sign of an indicator: what it is, and the phrase that says it."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an indicator stands: the target that counts, the formula's proposal, the verdict, and two more signs.

    `records` and `latest` begin with the newest period; `reported` is "on_time", "late", "in_review", "overdue",
    "upcoming" or "nothing_owed"; `fresh` is "fresh", "stale" or "never".
    """

    indicator: document.Indicator
    target: document.Target | None
    progress: Progress
    status: Status
    verdict: Record | None
    records: tuple[Record, ...]
    latest: Record | None
    reported: Sign
    fresh: Sign
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
            text += f" – {clean(record.verdict_reason)}"
        if record.proposed and record.proposed != record.verdict:
            text += f"; formula propunea: {STATUS_NAMES[Status(record.proposed)]}"
        if record.target and _promise(record.target) != _promise(self.target):
            text += f"; apreciat față de {promised(self.indicator, record.target)}"
        if record.has_interest:
            text += "; evaluatorul face parte din instituția care a raportat"
        return f"{text}. "


class Counts(Counter[Status]):
    """How many indicators have each status; `reported` is how many of them have an accepted report."""

    reported = 0

    def add(self, one: Standing) -> None:
        """Count one more indicator."""
        self[one.status] += 1
        self.reported += one.latest is not None

    def add_all(self, other: "Counts") -> None:
        """Count all that another one counts."""
        self.update(other)
        self.reported += other.reported


def current_target(targets: Iterable[document.Target], today: datetime.date) -> document.Target | None:
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
    targets: Iterable[document.Target], records: Iterable[Record], today: datetime.date
) -> document.Target | None:
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


def standings(
    document: document.Document,
    records: Mapping[str, Iterable[Record]],
    today: datetime.date,
    *,
    at: datetime.date | None = None,
) -> dict[str, Standing]:
    """Return where every indicator of the plan stands on a day, by uid; `at` is the day of the target, if another."""
    body = document.reviewer.short_name if document.reviewer else ""
    rows = ((one, records.get(one.uid, ())) for one in document.indicators)
    return {one.uid: standing(one, own, today, at=at, judged_by=body) for one, own in rows}


def standing(
    indicator: document.Indicator,
    records: Iterable[Record],
    today: datetime.date,
    *,
    at: datetime.date | None = None,
    judged_by: str = "",
) -> Standing:
    """Return where one indicator stands on a day; `judged_by` is the body that gives verdicts."""
    rows = tuple(sorted(records, key=lambda record: (record.period_end, record.period_start), reverse=True))
    accepted = [record for record in rows if record.state == "accepted"]
    target = current_target(indicator.targets, at) if at else counting_target(indicator.targets, rows, today)
    said = progress(indicator, target, rows, today)
    verdict = None if said.status == Status.CONTEXT else _verdict(target, accepted, said)
    return Standing(
        indicator=indicator,
        target=target,
        progress=said,
        status=Status(verdict.verdict) if verdict else said.status,
        verdict=verdict,
        records=rows,
        latest=accepted[0] if accepted else None,
        reported=_reported(rows, today),
        fresh=_fresh(indicator, accepted, today),
        judged_by=judged_by,
    )


def _verdict(target: document.Target | None, accepted: list[Record], said: Progress) -> Record | None:
    """Return the report whose verdict counts, the longest of those that end together."""
    judged = [record for record in accepted if record.verdict]
    if target is not None:
        inside = [r for r in judged if r.period_start >= target.period_start and r.period_end <= target.period_end]
        early = said.status in JUDGED
        judged = [record for record in inside if early or record.period_end == target.period_end]
    return max(judged, key=lambda r: (r.period_end, -r.period_start.toordinal()), default=None)


def _promise(target: document.Target | None) -> tuple:
    return (target.kind, target.value, target.upper_value, target.text) if target else ()


def _reported(rows: tuple[Record, ...], today: datetime.date) -> Sign:
    """Return whether what is owed came: what is late says so before anything else."""
    owed = [record for record in reversed(rows) if record.state == "due"]
    late = [record for record in owed if today > record.due_on]
    if late:
        more = f" și încă {count(len(late) - 1, 'raport', 'rapoarte')}" if len(late) > 1 else ""
        return Sign("overdue", f"întârziat din {long_date(late[0].due_on)}: {period_of(late[0])}{more}")
    sent = next((record for record in rows if record.state == "submitted"), None)
    if sent:
        return Sign("in_review", f"trimis pentru {period_of(sent)}, în evaluare")
    done = next((record for record in rows if record.state == "accepted"), None)
    if done:
        days = (done.reported_on - done.due_on).days if done.reported_on else 0
        if days > 0:
            return Sign("late", f"raportat cu {count(days, 'zi', 'zile')} întârziere")
        return Sign("on_time", "raportat la timp")
    if owed:
        return Sign("upcoming", f"se așteaptă până la {long_date(owed[0].due_on)}")
    return Sign("nothing_owed", "nimic de raportat")


def _fresh(indicator: document.Indicator, accepted: list[Record], today: datetime.date) -> Sign:
    """Return whether the newest answer is less than one reporting period old."""
    newest = _newest_answer(accepted)
    if newest is None:
        return Sign("never", "nicio valoare încă")
    if today <= _fresh_until(indicator, newest):
        return Sign("fresh", f"date la zi, din {period_of(newest)}")
    return Sign("stale", f"date vechi, din {period_of(newest)}")


def _newest_answer(accepted: Iterable[Record]) -> Record | None:
    answers = (record for record in accepted if not record.no_data_reason)
    return max(answers, key=lambda record: (record.period_end, record.period_start), default=None)


def _fresh_until(indicator: document.Indicator, record: Record) -> datetime.date:
    return periods.one_later(record.period_end, indicator.frequency or "yearly")


def counts(document: document.Document, standings: Mapping[str, Standing]) -> dict[str | None, Counts]:
    """Return how many indicators have each status, per element with all below it; the whole plan under None."""
    uids = [element.uid for element in document.elements]
    found: dict[str | None, Counts] = {None: Counts(), **{uid: Counts() for uid in uids}}
    for indicator in document.indicators:
        found[indicator.element].add(standings[indicator.uid])
    for element in reversed(document.elements):
        found[element.parent].add_all(found[element.uid])
    return found


def tally(standings: Iterable[Standing]) -> Counts:
    """Return how many of some indicators have each status."""
    found = Counts()
    for one in standings:
        found.add(one)
    return found


def next_change(
    document: document.Document, records: Mapping[str, Iterable[Record]], today: datetime.date
) -> datetime.date | None:
    """Return the first day after today on which a standing can differ though nothing new is reported."""
    days = (day for one in document.indicators for day in _turns(one, list(records.get(one.uid, ()))))
    return min((day for day in days if day > today), default=None)


def _turns(indicator: document.Indicator, records: list[Record]) -> Iterator[datetime.date]:
    for target in indicator.targets:
        yield target.period_start
        yield target.period_end + ONE_DAY
    for record in records:
        if record.state == "due":
            yield record.due_on + ONE_DAY
    newest = _newest_answer(record for record in records if record.state == "accepted")
    if newest:
        yield _fresh_until(indicator, newest) + ONE_DAY


def in_words(counts: Counts) -> str:
    """Return counts as a sentence: how many are reported, and what came of them.

    >>> in_words(tally([])), in_words(Counts({Status.MET: 5, Status.NOT_YET_DUE: 8})).replace(chr(160), " ")
    ('Niciun indicator.', '0 din 13 indicatori raportați, 5 îndepliniți.')
    """
    total = sum(counts.values())
    if not total:
        return "Niciun indicator."
    said = [(counts[status], forms) for status, forms in IN_WORDS.items() if counts[status]]
    if total == 1:
        first = "Un indicator raportat" if counts.reported else "Un indicator, fără valori raportate"
        return ", ".join([first, *(one for _, (one, _) in said)]) + "."
    reported = "raportat" if counts.reported == 1 else "raportați"
    first = f"{counts.reported} din {count(total, 'indicator', 'indicatori')} {reported}"
    return ", ".join([first, *(f"{number} {forms[number != 1]}" for number, forms in said)]) + "."
