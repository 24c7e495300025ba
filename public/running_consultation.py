"""What the page of a plan says of the draft of it that stands in consultation."""

import datetime

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plans.models import Consultation, Plan

ONE_DAY = datetime.timedelta(days=1)


def running_consultation(plan: Plan) -> Consultation | None:
    """Return the consultation on a draft of a plan that is not over, if there is one."""
    return plan.consultations.running().defer("document", "substantiation", "sending").first()


def consultation_note(row: Consultation | None, today: datetime.date) -> SafeString:
    """Return where the draft is read, and until when proposals are received or were; nothing without a consultation."""
    if row is None:
        return SafeString("")
    return render_to_string("public/consultations/_on_plan.html", {"consultation": row, "today": today})


def note_expires_on(row: Consultation | None, today: datetime.date) -> datetime.date | None:
    """Return the first day on which the note says something else: the one after the last day for proposals."""
    return row.proposals_until + ONE_DAY if row and row.proposals_until >= today else None
