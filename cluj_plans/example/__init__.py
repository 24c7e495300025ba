"""A year that never was, plainly labelled: every state of a report and all that oversight does, to be looked at.

The story is data, `fixtures/example_year.json`, in the order in which one reads the year. This package does what it
says, through the portal's own actions, and then puts the days back.

A day is a mark, perhaps with a number of days: "today", "q3+19d", "due-4d". Of a list the earliest day counts; "or
Monday" moves a day off the weekend. The marks are `today`; `year` and `q1` to `q4`, first days; `examined`, the last
day of the quarter that the last sitting examined; `due` and `reported` of a report; `held` of a sitting.

Before an edition, what is due before its `reports_before` is told; what it adds is asked for on `asked_on`, and where
it `is_begun_early` the first report of each of its indicators is told before it is due. A target holds for a `span`:
the `year` unless said, each `quarter`, or the `stage` of the quarters reported so far; what `is_by_quarter` is promised
for one quarter and multiplied. The `reports` follow the periods, and the last one written holds for all later periods.
One is only what it reports (a pair is the two numbers of a ratio), or that as `value` with what happens to it: `state`
is how far it goes. `every_report` and `newest_report` add to them. Evidence lies beside the first and the newest.
"""

import datetime
import json

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from cluj_plans.example.calendar import Year
from cluj_plans.example.consultation import hold_consultation
from cluj_plans.example.oversight import hold_sitting
from cluj_plans.example.plan import publish_edition, write_plan
from cluj_plans.example.reports import Teller
from plans.models import Plan
from public.page_refresh import refresh_once

STORY = settings.BASE_DIR / "fixtures" / "example_year.json"


def add(today: datetime.date | None = None) -> None:
    """Add the example, published and told up to today or to a day before, unless it is there."""
    story = json.loads(STORY.read_text(encoding="utf-8"))
    if Plan.objects.filter(slug=story["plan"]["slug"]).exists():
        return
    year = Year(today or timezone.localdate())
    people = {user.username: user for user in get_user_model().objects.all()}
    with transaction.atomic():
        plan = write_plan(story, year)
        teller = Teller(plan, story, year, people)
        with refresh_once(plan):
            hold_consultation(plan, story["consultation"], year, people)
            for edition in story["editions"]:
                if "reports_before" in edition:
                    teller.tell_reports(due_before=year.day(edition["reports_before"]))
                publish_edition(plan, story, edition, year, by=people[edition["by"]])
            teller.tell_reports(due_before=datetime.date.max)
            for sitting in story["sittings"]:
                hold_sitting(plan, story, sitting, year, people)
