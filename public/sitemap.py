"""What there is to read: for search engines."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from public.models import StoredPage


@require_safe
def robots(request):
    """Tell search engines what to leave out, and where the addresses are."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def sitemap(request):
    """List the public addresses, without those of examples."""
    pages = StoredPage.objects.exclude(path="/planuri/").exclude(plan__owner__is_invented=True)
    paths = pages.order_by("path").values_list("path", flat=True)
    addresses = [request.build_absolute_uri(path) for path in paths]
    return render(request, "public/sitemap.xml", {"addresses": addresses}, content_type="application/xml")
