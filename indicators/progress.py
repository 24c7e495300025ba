"""What the formula says of one indicator against one target: a status, how far of the way, and a sentence to check."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.records import Record
from plans import document

PARTLY_FROM = Decimal("0.5")


class Status(StrEnum):
    """How an indicator stands."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    CANNOT_BE_JUDGED = "cannot_be_judged"
    NOT_REPORTED = "not_reported"
    NOT_YET_DUE = "not_yet_due"
    CONTEXT = "context"


STATUS_NAMES = {
    Status.MET: "îndeplinit",
    Status.PARTLY: "îndeplinit parțial",
    Status.NOT_MET: "neîndeplinit",
    Status.CANNOT_BE_JUDGED: "nu se poate aprecia",
    Status.NOT_REPORTED: "neraportat",
    Status.NOT_YET_DUE: "încă nu e termenul",
    Status.CONTEXT: "numai context",
}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What the formula says: the status, how far of the way from baseline to target (1 is all), value and sentence."""

    status: Status
    ratio: Decimal | None
    value: Decimal | None
    explanation: str


def measured(definition: document.Indicator, record: Record) -> Decimal | None:
    """Return the number that one record says; None where there is none or its denominator is zero."""
    return record.value


def progress(
    definition: document.Indicator,
    target: document.Target | None,
    records: Iterable[Record],
    today: datetime.date,
) -> Progress:
    """Return what the formula says of an indicator on a day."""
    return Progress(
        status=Status.CANNOT_BE_JUDGED, ratio=None, value=None, explanation="Indicatorul nu are țintă numerică."
    )
