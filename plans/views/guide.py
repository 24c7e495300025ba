"""The guide in the portal."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans import guide


@require_safe
def first(request):
    """Show the first page of the guide."""
    return shown(request, guide.FIRST)


@require_safe
def page(request, name):
    """Show one of the other pages."""
    if name not in guide.names():
        raise Http404
    return shown(request, name)


def shown(request, name):
    """Return a page of the guide, with the way to the others."""
    pages = [guide.guide_page(other) for other in guide.names()]
    context = {"shown": guide.guide_page(name), "pages": pages, "is_first": name == guide.FIRST}
    return render(request, "plans/public/guide.html", context)
