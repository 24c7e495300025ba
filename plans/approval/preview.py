"""The working plan as its public page and its PDF would be, marked as a draft."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.approval.draft import draft_document
from plans.approval.tasks import make_draft_pdf
from plans.document import to_json
from plans.editions import files
from plans.render.html import pages as html_pages
from plans.workspace.lookups import plan_to_read
from portal.tasks.actions import start_job
from portal.tasks.answers import offer_job


@require_safe
@login_required
def preview(request, slug):
    """Show the working plan as its public page would be."""
    draft = draft_document(plan_to_read(request.user, slug))
    return HttpResponse(html_pages.plan_page(draft, checksum="", draft=True))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preview_pdf(request, slug, annex=False):
    """Send the working plan as its PDF, or the plain annex, would be.

    One that takes long is made outside the request, when asked for.
    """
    plan = plan_to_read(request.user, slug)
    title = f"{'Anexa de lucru' if annex else 'PDF-ul de lucru'}: {plan.short_title}"
    back = reverse("plans:approval", args=[slug])
    if request.method == "POST":
        task, arguments = make_draft_pdf, (plan.pk, request.user.pk, annex)
        key = f"{'anexa' if annex else 'pdf'}-{slug}"
        return redirect(start_job(task, *arguments, by=request.user, title=title, key=key, back=back))
    draft = draft_document(plan)
    if not files.is_short(to_json(draft)):
        return offer_job(request, title, back=back)
    response = HttpResponse(files.draft_pdf(draft, annex=annex), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{files.draft_name(plan.slug, annex)}"'
    response["Cache-Control"] = "private, no-store"
    return response
