"""That a plan which was scheduled will not be published, beside whatever of it is written."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plans.models import Element, Plan, Submission


def stopped_publication_block(request, plan: Plan, element: Element | None) -> SafeString:
    """Return that the plan was changed since it was approved for an hour; nothing where it was not; one query."""
    stopped = plan.submissions.filter(state=Submission.SubmissionState.SCHEDULED).exclude(changed_at=None).first()
    if stopped is None:
        return SafeString("")
    context = {"plan": plan, "submission": stopped}
    return SafeString(render_to_string("plans/approval/_stopped.html", context))
