"""The working plan as its public page and its PDF would be, marked as a draft."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans import files
from plans.approval import approving
from plans.composition import compose
from plans.document import Document
from plans.keeping import Busy
from plans.models import Plan
from plans.render import html
from plans.views.workspace.finding import plan_to_read
from plans.views.workspace.pages import page

WAIT = 5


@require_safe
@login_required
def preview(request, slug):
    """Show the working plan as its public page would be."""
    draft = draft_of(plan_to_read(request.user, slug))
    return HttpResponse(html.plan_page(draft, checksum="", draft=True))


@require_safe
@login_required
def preview_pdf(request, slug):
    """Send the working plan as its PDF would be; where another draft is being made, ask to wait."""
    plan = plan_to_read(request.user, slug)
    try:
        content = files.draft(draft_of(plan))
    except Busy:
        response = page(request, plan, "preview_busy", {"title": "PDF-ul nu este încă gata"}, status=503)
        response["Retry-After"] = str(WAIT)
        return response
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{plan.slug}-proiect.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def draft_of(plan: Plan) -> Document:
    """Return the working plan as the next edition, published now."""
    newest = plan.editions.order_by("-number").values_list("number", flat=True).first() or 0
    submission = approving.open_submission(plan)
    note = submission.public_note if submission else ""
    return compose(plan, number=newest + 1, published_at=timezone.now().replace(microsecond=0), note=note)
