"""How a status shows: its word, its shape and the name of its colour; none of them stands alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.progress.formula import STATUS_NAMES, Status
from indicators.progress.indicator_status import STATUS_PLURALS
from portal.romanian import NO_BREAK_SPACE

SHAPES = {Status.MET: "●", Status.PARTLY: "◐", Status.NOT_MET: "○"}
NO_SHAPE = "–"
# One indicator and several, where the name alone does not say both.
FORMS = {**STATUS_PLURALS, Status.CANNOT_BE_JUDGED: ("nu se poate aprecia", "nu se pot aprecia")}
# What a status is called in addresses.
STATUS_SLUGS = {
    Status.MET: "indeplinit",
    Status.PARTLY: "partial",
    Status.NOT_MET: "neindeplinit",
    Status.CANNOT_BE_JUDGED: "neapreciat",
    Status.NOT_REPORTED: "neraportat",
    Status.NOT_YET_DUE: "in-termen",
    Status.CONTEXT: "context",
}


@dataclass(frozen=True)
class Badge:
    """A status as shown; `kind` names its colour and pattern, and is empty for what is never judged."""

    word: str
    shape: str
    kind: str


@dataclass(frozen=True)
class StatusTally:
    """How many indicators have a status, with its word in the right form."""

    number: int
    word: str
    badge: Badge

    @property
    def text(self) -> str:
        """Return the number with the word."""
        return f"{self.number}{NO_BREAK_SPACE}{self.word}"


BADGES = {
    status: Badge(name, SHAPES.get(status, NO_SHAPE), "" if status is Status.CONTEXT else status.replace("_", "-"))
    for status, name in STATUS_NAMES.items()
}


def badge(status: str) -> Badge:
    """Return how a status, or a verdict, shows."""
    return BADGES[Status(status)]


def tallies(counts: Mapping[Status, int]) -> list[StatusTally]:
    """Return the counts that are not zero, in the order of the statuses.

    >>> [tally.text.replace(NO_BREAK_SPACE, " ") for tally in tallies({Status.MET: 1, Status.NOT_REPORTED: 2})]
    ['1 îndeplinit', '2 neraportați la termen']
    """
    found = ((status, counts.get(status, 0)) for status in Status)
    return [
        StatusTally(number, FORMS.get(status, (STATUS_NAMES[status],) * 2)[number != 1], BADGES[status])
        for status, number in found
        if number
    ]
