"""A year that never was, plainly labelled: every state of a report and all that oversight does, to be looked at."""

import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from cluj_plans.example import oversight, plan, reports
from cluj_plans.example.calendar import Year
from plans.models import Plan
from public import pages


def add(today: datetime.date | None = None) -> None:
    """Add the example, published and told up to today or to a day before, unless it is there."""
    if Plan.objects.filter(slug=plan.SLUG).exists():
        return
    year = Year(today or timezone.localdate())
    publisher = get_user_model().objects.get(username="aprobator")
    with transaction.atomic():
        working = plan.write(year)
        tell(working, year, publisher)


def tell(working: Plan, year: Year, publisher) -> None:
    """Tell the year of a plan that is written."""
    with pages.store_once(working):
        plan.publish_first(working, year, publisher)
        # What was accepted before the target changed keeps the target that it was judged by.
        reports.tell(working, year, due_before=year.changed_on - datetime.timedelta(days=20))
        plan.publish_second(working, year, publisher)
        reports.tell(working, year, due_before=datetime.date.max)
        oversight.oversee(working, year)
