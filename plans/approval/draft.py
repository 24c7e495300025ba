"""The working plan as a document, as if it were published now."""

from django.utils import timezone

from plans.approval import actions as approval_actions
from plans.document import Document
from plans.editions.composition import compose
from plans.models import Plan


def draft_document(plan: Plan) -> Document:
    """Return the working plan as the next edition, published now."""
    newest = plan.editions.order_by("-number").values_list("number", flat=True).first() or 0
    submission = approval_actions.open_submission(plan)
    note = submission.public_note if submission else ""
    return compose(plan, number=newest + 1, published_at=timezone.now().replace(microsecond=0), note=note)
