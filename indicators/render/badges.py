"""How a status shows: its word, its shape and the name of its colour; none of them stands alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from indicators.progress.vocabulary import STATUS_FORMS, STATUS_NAMES, STATUS_SHAPES, Status
from indicators.render.fills import KINDS, part_sign
from portal.romanian import NO_BREAK_SPACE

# What a status is called in addresses.
STATUS_SLUGS = {
    Status.MET: "indeplinit",
    Status.PARTLY: "partial",
    Status.NOT_MET: "neindeplinit",
    Status.CANNOT_BE_JUDGED: "neapreciat",
    Status.NOT_REPORTED: "neraportat",
    Status.RETURNED: "intors",
    Status.IN_REVIEW: "in-evaluare",
    Status.NOT_YET_DUE: "in-termen",
    Status.CONTEXT: "context",
    Status.RETIRED: "retras",
}


@dataclass(frozen=True)
class Badge:
    """A status as shown; `kind` names its colour and pattern, and is empty for what is never judged."""

    status: Status

    @property
    def word(self) -> str:
        """Return its word."""
        return STATUS_NAMES[self.status]

    @property
    def shape(self) -> str:
        """Return its shape, which says it without colour."""
        return STATUS_SHAPES[self.status]

    @property
    def slug(self) -> str:
        """Return what it is called in addresses."""
        return STATUS_SLUGS[self.status]

    @property
    def sign(self) -> SafeString:
        """Return a square that is filled as its part of a bar is."""
        return part_sign(KINDS[self.status])

    @property
    def kind(self) -> str:
        """Return the name of its colour."""
        return "" if self.status is Status.CONTEXT else KINDS[self.status]


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


BADGES = {status: Badge(status) for status in STATUS_NAMES}


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
        StatusTally(number, STATUS_FORMS[status][number != 1], BADGES[status]) for status, number in found if number
    ]
