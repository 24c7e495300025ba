"""The working plan as its public page and its PDF would be, marked as a draft."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.approval import actions as approval_actions
from plans.document import Document
from plans.editions import files
from plans.editions.composition import compose
from plans.models import Plan
from plans.render.html import pages as html_pages
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_read
from portal.storage import AlreadyRunning

RETRY_AFTER = 5


@require_safe
@login_required
def preview(request, slug):
    """Show the working plan as its public page would be."""
    draft = draft_document(plan_to_read(request.user, slug))
    return HttpResponse(html_pages.plan_page(draft, checksum="", draft=True))


@require_safe
@login_required
def preview_pdf(request, slug):
    """Send the working plan as its PDF would be; where another draft is being made, ask to wait."""
    plan = plan_to_read(request.user, slug)
    try:
        content = files.draft_pdf(draft_document(plan))
    except AlreadyRunning:
        response = page(
            request, plan, "plans/approval/preview_busy.html", {"title": "PDF-ul nu este încă gata"}, status=503
        )
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{plan.slug}-proiect.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def draft_document(plan: Plan) -> Document:
    """Return the working plan as the next edition, published now."""
    newest = plan.editions.order_by("-number").values_list("number", flat=True).first() or 0
    submission = approval_actions.open_submission(plan)
    note = submission.public_note if submission else ""
    return compose(plan, number=newest + 1, published_at=timezone.now().replace(microsecond=0), note=note)
