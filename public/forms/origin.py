"""From where a form was sent: what stands in the place of a cookie against other sites' pages."""

from django.conf import settings


def is_sent_from_here(request) -> bool:
    """Tell whether a form was sent from a page of the portal, as the browser says.

    Every browser that another site's page could use says so; one that says nothing (a text browser) is believed.
    """
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    return site in (None, "same-origin") and (origin is None or origin in own)
