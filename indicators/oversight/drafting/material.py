"""What a briefing is drafted from."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.progress import periods
from indicators.progress.indicator_status import IndicatorStatus
from indicators.progress.report_values import RecommendationValue, SittingValue
from plans.document import Document


@dataclass(frozen=True, kw_only=True)
class BriefingMaterial:
    """What a draft is made of: the edition, where it stands, what was asked, and the period (both days inclusive)."""

    document: Document
    standings: Mapping[str, IndicatorStatus]
    recommendations: tuple[RecommendationValue, ...]
    sitting: SittingValue | None
    kind: str
    period_start: datetime.date
    period_end: datetime.date
    today: datetime.date

    @property
    def period(self) -> str:
        """Return the period as it stands after a preposition."""
        return period_phrase(self.period_start, self.period_end)


def period_phrase(start: datetime.date, end: datetime.date) -> str:
    """Return a period as it stands after a preposition.

    >>> from datetime import date
    >>> period_phrase(date(2026, 1, 1), date(2026, 3, 31)), period_phrase(date(2026, 1, 1), date(2026, 12, 31))
    ('trimestrul I 2026', 'anul 2026')
    >>> period_phrase(date(2026, 1, 5), date(2026, 12, 31)), period_phrase(date(2026, 2, 1), date(2026, 2, 28))
    ('perioada 5 ianuarie 2026 – 31 decembrie 2026', 'luna februarie 2026')
    """
    name = periods.name(start, end)
    if name[0].isdigit():
        return f"anul {name}" if name.isdigit() else f"perioada {name}"
    return f"luna {name}" if periods.frequency_of(start, end) == "monthly" else name
