"""Whether the portal works: what machines ask, and what is answered where it does not."""

import sys

from django.db import OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.defaults import server_error


@require_safe
def healthz(request):
    """Say that the portal and its database answer; 503 when the database does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def failure(request):
    """Answer for an error: 503, to try again, when the database is away or busy; else 500."""
    if not isinstance(sys.exc_info()[1], OperationalError):
        return server_error(request)
    response = render(None, "503.html", status=503)
    response["Retry-After"] = "10"
    return response
