"""What is owed: a report exists for every period that an indicator is to be reported for, before anyone reports."""

import datetime

from django.db import transaction
from django.utils import timezone

from indicators.models import Indicator, Report
from indicators.progress.periods import periods
from plans.document import Document
from plans.models import Plan

# How many days after the end of its period a report is due.
DUE_AFTER_DAYS = 15


def create_due_reports(plan: Plan, document: Document, *, today: datetime.date | None = None) -> int:
    """Create the reports that the published plan owes and lacks; return how many. Running it again creates none.

    What has content, and what is owed for a period that has ended, stays whatever the plan says now; an empty report
    of a period still to end goes when the plan no longer asks for it. A report is due fifteen days after its period,
    or after today where it is first asked for later.
    """
    today = today or timezone.localdate()
    with transaction.atomic():
        # Without an order of their own: its joins may be empty, and such a row cannot be locked.
        rows = Indicator.objects.filter(plan=plan).order_by().select_for_update(of=("self",))
        indicators = {str(row.uid): row for row in rows}
        wanted = [(indicators[uid], *period) for uid, period in _scheduled_periods(document) if uid in indicators]
        kept = _delete_unscheduled(plan, {(row.pk, *period) for row, *period in wanted}, today)
        missing = [
            Report(indicator=row, period_start=start, period_end=end, due_on=due_date(end, today))
            for row, start, end in wanted
            if not any(start <= last and first <= end for first, last in kept.get(row.pk, ()))
        ]
        Report.objects.bulk_create(missing, batch_size=500)
    return len(missing)


def due_date(period_end: datetime.date, today: datetime.date) -> datetime.date:
    """Return the day on which a report is due that is asked for today."""
    return max(period_end, today) + datetime.timedelta(days=DUE_AFTER_DAYS)


def _scheduled_periods(document: Document):
    """Yield (uid of the indicator, (start, end)) for each report that the plan asks for."""
    for indicator in document.indicators:
        if indicator.frequency and indicator.institution:
            for period in periods(indicator.frequency, document.period_start, document.period_end):
                yield indicator.uid, period


def _delete_unscheduled(plan: Plan, asked: set, today: datetime.date) -> dict[int, list[tuple]]:
    """Delete the empty reports of periods still to end that nobody asks for; return the periods of the others."""
    kept: dict[int, list[tuple]] = {}
    idle = []
    rows = Report.objects.filter(indicator__plan=plan, corrects=None)
    for pk, state, *place in rows.values_list("pk", "state", "indicator", "period_start", "period_end"):
        if state == Report.State.DUE and place[2] >= today and tuple(place) not in asked:
            idle.append(pk)
        else:
            kept.setdefault(place[0], []).append(tuple(place[1:]))
    Report.objects.filter(pk__in=idle, state=Report.State.DUE).delete()
    return kept
