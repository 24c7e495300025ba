"""The working plan as its public page and its files would be, marked as a draft."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.approval.draft import draft_document
from plans.approval.tasks import make_draft_file
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
def preview_file(request, slug, name):
    """Send the working plan as one of its files would be, marked as a draft; nothing of it is cached.

    One that takes long is made outside the request, when asked for.
    """
    plan, file = plan_to_read(request.user, slug), files.DRAFT_FILES[name]
    title, back = f"{file.title}: {plan.short_title}", reverse("plans:approval", args=[slug])
    if request.method == "POST":
        arguments = (plan.pk, request.user.pk, name)
        key = f"{file.ending}-{slug}"
        return redirect(start_job(make_draft_file, *arguments, by=request.user, title=title, key=key, back=back))
    draft = draft_document(plan)
    if file.takes_long and not files.is_short(to_json(draft)):
        return offer_job(request, title, why="Planul este lung.", back=back)
    response = HttpResponse(file.make(draft), content_type=file.content_type)
    response["Content-Disposition"] = f'inline; filename="{file.called(plan.slug)}"'
    response["Cache-Control"] = "private, no-store"
    return response
