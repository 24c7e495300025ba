"""Where every indicator of a plan stands on a day: reported, good and fresh are three signs, never one."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.progress import Progress, Status, progress
from indicators.records import Record
from plans import document


@dataclass(frozen=True)
class Sign:
    """One sign of an indicator: what it is, and the phrase that says it."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where an indicator stands: the formula's proposal, the verdict where there is one, and the three signs."""

    indicator: document.Indicator
    target: document.Target | None
    progress: Progress
    status: Status
    verdict: Record | None
    records: tuple[Record, ...]
    latest: Record | None
    reported: Sign
    fresh: Sign

    @property
    def explanation(self) -> str:
        """Return who judged and why, always with the arithmetic."""
        return self.progress.explanation


def current_target(targets: Iterable[document.Target], today: datetime.date) -> document.Target | None:
    """Return the target that counts on a day."""
    return next(iter(targets), None)


def standings(
    document: document.Document, records: Mapping[str, Iterable[Record]], today: datetime.date
) -> dict[str, Standing]:
    """Return where every indicator of the plan stands, by uid."""
    found = {}
    for indicator in document.indicators:
        rows = tuple(sorted(records.get(indicator.uid, ()), key=lambda r: r.period_start, reverse=True))
        target = current_target(indicator.targets, today)
        said = progress(indicator, target, rows, today)
        latest = next((row for row in rows if row.state == "accepted"), None)
        found[indicator.uid] = Standing(
            indicator=indicator, target=target, progress=said, status=said.status, verdict=None, records=rows,
            latest=latest, reported=Sign("nothing_owed", "nimic de raportat"), fresh=Sign("never", "nicio valoare"),
        )  # fmt: skip
    return found


def counts(
    document: document.Document, standings: Mapping[str, Standing]
) -> dict[str | None, Counter[Status]]:
    """Return how many indicators have each status, per element with all below it; the whole plan under None."""
    return {None: Counter(standing.status for standing in standings.values())}


def next_change(
    document: document.Document, records: Mapping[str, Iterable[Record]], today: datetime.date
) -> datetime.date | None:
    """Return the first day after today on which a standing can differ without a new report."""
    return None


def in_words(counts: Mapping[Status, int]) -> str:
    """Return counts as a sentence."""
    return ""
