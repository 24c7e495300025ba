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
def plan(request, slug):
    """Show a plan in its current edition."""
    edition = current_edition(slug)
    return HttpResponse(html.plan_page(edition.read(), checksum=edition.checksum))


@require_safe
def element(request, slug, address):
    """Show one element of a plan's current edition."""
    document = current_edition(slug).read()
    if address not in document.by_address:
        raise Http404
    return HttpResponse(html.element_page(document, document.by_address[address]))


@require_safe
def editions(request, slug):
    """Show all public editions of a plan."""
    found = list(Edition.objects.public().filter(plan__slug=slug))
    if not found:
        raise Http404
    entries = [html.Entry(edition.read(), edition.checksum) for edition in found]
    return HttpResponse(html.editions_page(entries[0].document, entries))


@require_safe
def edition(request, slug, number):
    """Show one edition, as it was published."""
    found = public_edition(slug, number)
    return HttpResponse(html.edition_page(found.read(), checksum=found.checksum))


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
