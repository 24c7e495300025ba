"""What a briefing is drafted from."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from indicators import periods
from indicators.records import Recommendation, Sitting
from indicators.standing import Standing
from plans.document import Document


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a draft is made of: the edition, where it stands, what was asked, and the period (both days inclusive)."""

    document: Document
    standings: Mapping[str, Standing]
    recommendations: tuple[Recommendation, ...]
    sitting: Sitting | None
    kind: str
    period_start: datetime.date
    period_end: datetime.date
    today: datetime.date

    @property
    def period(self) -> str:
        """Return the period as it stands after a preposition."""
        return named(self.period_start, self.period_end)


def named(start: datetime.date, end: datetime.date) -> str:
    """Return a period as it stands after a preposition.

    >>> from datetime import date
    >>> named(date(2026, 1, 1), date(2026, 3, 31)), named(date(2026, 1, 1), date(2026, 12, 31))
    ('trimestrul I 2026', 'anul 2026')
    >>> named(date(2026, 1, 5), date(2026, 12, 31)), named(date(2026, 2, 1), date(2026, 2, 28))
    ('perioada 5 ianuarie 2026 – 31 decembrie 2026', 'luna februarie 2026')
    """
    name = periods.name(start, end)
    if name[0].isdigit():
        return f"anul {name}" if name.isdigit() else f"perioada {name}"
    return f"luna {name}" if periods.frequency_of(start, end) == "monthly" else name
