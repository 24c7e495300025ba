"""The guide in the portal."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.guide import content as guide_content


@require_safe
def index(request):
    """Show the first page of the guide."""
    return _render_page(request, guide_content.FIRST_PAGE)


@require_safe
def page(request, name):
    """Show one of the other pages."""
    if name not in guide_content.page_names():
        raise Http404
    return _render_page(request, name)


def _render_page(request, name):
    """Return a page of the guide, with the way to the others."""
    pages = [guide_content.guide_page(other) for other in guide_content.page_names()]
    context = {"shown": guide_content.guide_page(name), "pages": pages, "is_first": name == guide_content.FIRST_PAGE}
    return render(request, "portal/guide.html", context)
