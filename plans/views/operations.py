"""What machines ask of the portal: whether it works, and what there is to read."""

import sys

from django.db import OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from plans.models import StoredPage


@require_safe
def healthz(request):
    """Say that the portal and its database answer; 503 when the database does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def robots(request):
    """Tell search engines what to leave out, and where the addresses are."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def sitemap(request):
    """List the public addresses."""
    paths = StoredPage.objects.exclude(path="/planuri/").order_by("path").values_list("path", flat=True)
    addresses = [request.build_absolute_uri(path) for path in paths]
    return render(request, "plans/public/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


def failure(request):
    """Answer for an error: 503, to try again, when the database is away or busy; else 500."""
    if not isinstance(sys.exc_info()[1], OperationalError):
        return server_error(request)
    response = render(None, "503.html", status=503)
    response["Retry-After"] = "10"
    return response
