"""The reported mistakes that wait on the desks of those who publish the plan."""

from django.db.models import F
from django.urls import reverse

from plans.permissions import is_publisher
from portal.desk.entries import DeskEntry, DeskSource
from portal.romanian import long_date
from public.mistakes.queries import reports_waiting_for
from public.models import MistakeReport


def _entry(row: MistakeReport) -> DeskEntry:
    return DeskEntry(
        key=row.pk,
        title=row.place,
        detail=f"greșeală semnalată de un cititor la {long_date(row.received_at)}",
        address=reverse("public:answer_mistake", args=[row.plan.slug, row.pk]),
        plan=row.plan.slug,
        plan_title=row.plan.short_title,
        day=row.due_on,
    )


SOURCE = DeskSource(
    kind="greseli",
    name="Greșeală semnalată",
    expected="greșelile semnalate de cititori",
    is_open_to=is_publisher,
    rows=lambda user: reports_waiting_for(user).annotate(day=F("due_on")),
    entry=_entry,
)
