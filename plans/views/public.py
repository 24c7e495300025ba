"""The public pages and files, from editions only.

The stored pages answer most requests before these views run; the views answer for what is not stored yet, from the
same renderers.
"""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from plans import files, pages
from plans.models import Edition
from plans.render import html


@require_safe
def plans(request):
    """Show the published plans; the query string may filter, order and turn the pages of the list."""
    return HttpResponse(html.plans_page(pages.entries(Edition.objects.current()), request.GET))


@require_safe
def page(request, slug, **_rest):
    """Show a page of a published plan: the plan, an element, its editions, what other apps know of it."""
    found = pages.find(slug, request.path)
    if found is None:
        raise Http404
    return HttpResponse(found.render())


@require_safe
def current_file(request, slug, extension):
    """Lead to a file of the plan's current edition."""
    number = current_edition(slug).number
    return redirect("plans:edition_file", slug=slug, number=number, extension=extension)


@require_safe
def edition_file(request, slug, number, extension):
    """Send a file of an edition."""
    found = public_edition(slug, number)
    name = f"{slug}-editia-{number}.{extension}"
    if extension == "json":
        response = HttpResponse(found.document, content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{name}"'
    else:
        response = FileResponse(files.make(found).open("rb"), filename=name, content_type="application/pdf")
    response["ETag"] = f'"{found.checksum}-{extension}"'
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def current_edition(slug) -> Edition:
    """Return the plan's current edition; 404 for a plan that is unknown, a draft or withdrawn."""
    return get_object_or_404(Edition.objects.current().select_related("plan"), plan__slug=slug)


def public_edition(slug, number) -> Edition:
    """Return one public edition of a plan; 404 for one that is unknown or withdrawn."""
    return get_object_or_404(Edition.objects.public().select_related("plan"), plan__slug=slug, number=number)
