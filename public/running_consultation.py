"""What the page of a plan says of the draft of it that stands in consultation."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plans.models import Plan


def consultation_note(plan: Plan) -> SafeString:
    """Return where the draft of a plan that was put to consultation is read and answered; nothing once that is over."""
    row = plan.consultations.running().defer("document", "substantiation", "sending").first()
    return render_to_string("public/consultations/_on_plan.html", {"consultation": row}) if row else SafeString("")
