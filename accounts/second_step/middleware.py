"""Leads those who must enter in two steps to set up the second one before they work."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import is_second_step_missing

# What everybody reads, and where one sets up the second step or leaves: open without it.
OPEN_PREFIXES = ("/planuri/", "/recomandari/", "/metodologie/", "/cont/", settings.STATIC_URL)
OPEN_PAGES = {"/", "/robots.txt", "/sitemap.xml", "/healthz", "/readyz"}
CLOSED_PREFIX = "/cont/persoane/"


class SecondStepMiddleware:
    """Asks only about requests that carry a session: who reads without an account costs nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer, or lead to the page where the second step is set up."""
        if (
            is_closed(request.path)
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and is_second_step_missing(request.user)
        ):
            back = {"next": request.get_full_path()} if request.method == "GET" else {}
            return redirect(f"{reverse('mfa_activate_totp')}?{urlencode(back)}" if back else "mfa_activate_totp")
        return self.get_response(request)


def is_closed(path: str) -> bool:
    """Tell whether a page is for work: everything is, unless it is named as open."""
    return path not in OPEN_PAGES and (path.startswith(CLOSED_PREFIX) or not path.startswith(OPEN_PREFIXES))
