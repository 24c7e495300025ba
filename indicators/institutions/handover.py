"""What of an institution passes to its successor, and what stays with it: told before, and told the same afterwards."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.models import Indicator, Recommendation, Report
from plans.models import Element, Institution, Membership, Plan


@dataclass(frozen=True)
class Handover:
    """What an institution's end moves, and what it leaves where it is.

    What nobody began passes on: empty reports of periods that end on the day or later, open recommendations without a
    word of an answer. What somebody began, sent or added proof to stays whose it was, so no right to read moves.
    """

    indicators: list[Indicator]
    reports: list[Report]
    kept_reports: list[Report]
    recommendations: list[Recommendation]
    kept_recommendations: list[Recommendation]
    elements: list[Element]
    memberships: list[Membership]

    @property
    def numbers(self) -> dict[str, int]:
        """Return how many of each move and stay, for the record of the change."""
        return {name: len(rows) for name, rows in vars(self).items()}

    @property
    def fingerprint(self) -> str:
        """Return a text that is the same as long as the same moves and stays."""
        keys = [[name, *(row.pk for row in rows)] for name, rows in sorted(vars(self).items())]
        return hashlib.sha256(repr(keys).encode()).hexdigest()


def handover(institution: Institution, successor: Institution, day: datetime.date) -> Handover:
    """Return what passes to a successor on a day, and what stays; the queries do not grow with it."""
    owed = Report.objects.filter(institution=institution, state__in=Report.OWED).select_related("indicator__plan")
    is_untouched = {"state": Report.State.DUE, "corrects": None, "evidence": None, "period_end__gte": day}
    moving = list(owed.filter(**is_untouched).order_by("due_on", "pk"))
    asked = Recommendation.objects.filter(addressed_to=institution, state=Recommendation.RecommendationState.OPEN)
    asked = asked.select_related("plan", "body", "indicator")
    passing = list(asked.filter(answer="", evidence=None).exclude(body=successor))
    held = Membership.objects.current().own().filter(institution=institution, user__is_active=True)
    return Handover(
        indicators=list(institution.indicators.select_related("plan").order_by("plan__short_title", "number")),
        reports=moving,
        kept_reports=_others(owed.order_by("due_on", "pk"), moving),
        recommendations=passing,
        kept_recommendations=_others(asked, passing),
        elements=list(institution.elements.select_related("level__plan").order_by("level__plan", "pk")),
        memberships=list(held.select_related("user").order_by("role", "user__last_name", "pk")),
    )


def _others(rows: Iterable, taken: Iterable) -> list:
    keys = {row.pk for row in taken}
    return [row for row in rows if row.pk not in keys]


def plans_of(institution: Institution):
    """Return the plans that an institution draws up or reviews: they need another one before it can end."""
    return Plan.objects.filter(owner=institution) | Plan.objects.filter(reviewer=institution)
