"""What a person still has to report, by institution, plan and period: what the grid and the sheet are chosen from."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Min

from indicators import permissions
from indicators.models import Report
from indicators.progress import periods
from portal.romanian import count


@dataclass(frozen=True)
class PendingGroup:
    """What an institution still has to report of one plan for one period."""

    institution: str
    plan: str
    plan_title: str
    start: datetime.date
    end: datetime.date
    number: int
    due_on: datetime.date

    @property
    def period(self) -> str:
        """Return the period as addresses name it."""
        return periods.code(self.start, self.end)

    @property
    def period_name(self) -> str:
        """Return the period in words, with what is still to be reported for it."""
        return f"{periods.name(self.start, self.end)} ({count(self.number, 'raportare', 'raportări')})"


def pending_groups(user) -> list[PendingGroup]:
    """Return what the user's institutions still have to report, what is due first at the beginning; one query."""
    rows = permissions.reportable_reports(user).filter(state__in=Report.OWED)
    rows = rows.values_list(
        "institution__code",
        "indicator__plan__slug",
        "indicator__plan__short_title",
        "period_start",
        "period_end",
    )
    rows = rows.annotate(Count("pk"), first_due=Min("due_on"))
    return [
        PendingGroup(*row) for row in rows.order_by("first_due", "period_end", "period_start", "indicator__plan__slug")
    ]


def pending_reports(user, chosen: Collection[PendingGroup]):
    """The reports of some pending groups: all those of their institutions, plans and periods."""
    rows = permissions.reportable_reports(user).filter(
        state__in=Report.OWED,
        institution__code__in={group.institution for group in chosen},
        indicator__plan__slug__in={group.plan for group in chosen},
        period_start__in={group.start for group in chosen},
        period_end__in={group.end for group in chosen},
    )
    return rows.select_related("indicator__plan").order_by("indicator__number", "pk")
