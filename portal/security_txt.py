"""Whom to tell of a weakness in the portal: /.well-known/security.txt, as RFC 9116 wants it."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

# What is said holds for half a year from the day on which it is read: RFC 9116 wants less than a year.
HOLDS_FOR = timedelta(days=180)


@require_safe
def security_txt(request):
    """Say whom to write to, in which languages, until when; there is no such page where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = datetime.combine(datetime.now(UTC) + HOLDS_FOR, datetime.min.time(), UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: ro, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
