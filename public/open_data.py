"""The page of open data: what the portal gives, in which formats, under which licence, as of when."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from public.catalogue.formats import CATALOGUE_FORMATS
from public.data.lists import LISTS
from public.data.pages import licence_words, table_entry
from public.models import PlanSummary
from public.open_services import OPEN_SERVICES


@require_safe
def open_data(request):
    """Show which data the portal gives: of each plan, of its lists, and to programs."""
    plans = PlanSummary.objects.real().newest_first()
    context = {
        "tables": [table_entry(name, f"/{name}/date/") for name in LISTS],
        "plans": list(plans.values("slug", "short_title", "number", "published_at")),
        "catalogue_formats": CATALOGUE_FORMATS.values(),
        "services": OPEN_SERVICES,
        "site_url": settings.SITE_URL,
        **licence_words(),
    }
    return render(request, "public/data/open_data.html", context)
