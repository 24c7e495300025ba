"""The home page: which plans there are and how far they are, what is new, what is awaited and from whom.

It reads the stored rows of plans, never an edition or a report, and a few of each kind. Nothing of an example is in it.
"""

import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from indicators.models import Sitting
from plans.models import Consultation
from public.home.news import newest_lines
from public.institutions.awaited import awaited_institutions
from public.models import PlanSummary

# How many plans, and how many institutions, home names; the others are in the lists.
PLANS = 5
OTHER_PLANS = 4
INSTITUTIONS = 6


def home_page() -> str:
    """Return the home page as of today."""
    today = timezone.localdate()
    real = PlanSummary.objects.real()
    awaited = awaited_institutions(today)
    in_force, ended, to_come = real.in_force(today), real.ended(today), real.to_come(today)
    context = {
        "today": today,
        "total": real.count(),
        "in_force": list(in_force.newest_first()[:PLANS]),
        "ended": list(ended.order_by("-period_end", "-slug")[:OTHER_PLANS]),
        "to_come": list(to_come.order_by("period_start", "slug")[:OTHER_PLANS]),
        "awaited": awaited[:INSTITUTIONS],
        "news": newest_lines(today),
        "consultations": list(open_consultations(today)),
        "next_sitting": next_sitting(today),
        "example": PlanSummary.objects.invented().first(),
    }
    return render_to_string("public/home/home.html", context)


def open_consultations(today: datetime.date):
    """Return the real consultations to which proposals may be sent, those that end first before the others."""
    return Consultation.objects.receiving(today).filter(is_invented=False).order_by("proposals_until", "number")[:PLANS]


def next_sitting(today: datetime.date) -> Sitting | None:
    """Return the next sitting of a real body: the day, the hour and the body are public, its agenda not yet."""
    rows = Sitting.objects.filter(held_on__gte=today, conclusions="", body__is_invented=False)
    return rows.select_related("body").order_by("held_on", "starts_at", "pk").first()
