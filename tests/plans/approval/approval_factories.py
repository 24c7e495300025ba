"""What the tests of approval do to a plan."""

import datetime

from django.utils import timezone

from plans.approval import actions as approval_actions
from plans.approval import schedule as scheduled
from plans.models import AdoptionAct, Element, Institution, Section, Submission

HOUR = datetime.timedelta(hours=1)


def snapshot_of(plan):
    return approval_actions.snapshot(plan, approval_actions.content_of(plan))


def approve(plan, by, note="Prima ediție.", **given):
    return approval_actions.approve(plan, **{"by": by, "note": note, "seen": snapshot_of(plan), **given})


def schedule(plan, by, at=None, note="Prima ediție.", **given):
    at = at or timezone.now() + HOUR
    return approval_actions.schedule(plan, **{"by": by, "note": note, "at": at, "seen": snapshot_of(plan), **given})


def change(plan, title="Altfel"):
    Element.objects.filter(level__plan=plan, code="2.5").update(title=title)


def spoil(plan):
    """Give the plan an error."""
    Section.objects.filter(plan=plan).delete()


def new_act(**given):
    issuer = Institution.objects.get(code="atop-cluj")
    named = {"kind": "atop", "issuer": issuer, "number": "12/2024", "date": datetime.date(2024, 5, 6)}
    return AdoptionAct(**{"title": "Hotărârea nr. 12/2024", **named, **given})


def due(later=2 * HOUR):
    return scheduled.publish_due(now=timezone.now() + later)


def state(submission):
    return Submission.objects.get(pk=submission.pk).state
