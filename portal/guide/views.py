"""The guide in the portal."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.guide import content as guide_content


@require_safe
def index(request):
    """Show the first page of the guide."""
    return _render_page(request, guide_content.FIRST_PAGE)


@require_safe
def page(request, name):
    """Show one of the other pages."""
    if name not in guide_content.page_names(get_language()):
        raise Http404
    return _render_page(request, name)


def _render_page(request, name):
    """Return a page of the guide, with the way to the others."""
    language = get_language()
    pages = [guide_content.guide_page(other, language) for other in guide_content.page_names(language)]
    context = {
        "shown": guide_content.guide_page(name, language),
        "pages": pages,
        "is_first": name == guide_content.FIRST_PAGE,
    }
    return render(request, "portal/guide.html", context)
