"""The page of open data: what the portal gives, in which formats, under which licence, as of when."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from portal.whitespace import collapse_white_space
from public.catalogue.formats import CATALOGUE_FORMATS
from public.data.lists import LISTS
from public.data.pages import licence_words, table_entry
from public.models import PlanSummary
from public.open_services import OPEN_SERVICES


def open_data_page() -> str:
    """Return which data the portal gives: of each plan, of its lists, and to programs."""
    plans = PlanSummary.objects.real().newest_first()
    context = {
        "tables": [table_entry(name, f"/{name}/date/") for name in LISTS],
        "plans": list(plans.values("slug", "short_title", "number", "published_at")),
        "catalogue_formats": CATALOGUE_FORMATS.values(),
        "services": OPEN_SERVICES,
        "site_url": settings.SITE_URL,
        **licence_words(),
    }
    return render_to_string("public/data/open_data.html", context)


@require_safe
def open_data(request):
    """Show them: the page is stored but for the moments after a change."""
    return HttpResponse(collapse_white_space(open_data_page()))
