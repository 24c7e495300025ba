"""The headers that every answer carries, whoever sends it."""

from io import BytesIO

from csp.utils import build_policy
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware

# No page of the portal asks the browser for any of these.
NOT_USED = """
accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope magnetometer microphone
midi payment picture-in-picture screen-wake-lock usb xr-spatial-tracking
"""
OWN = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_USED.split()),
    "Cross-Origin-Resource-Policy": "same-origin",
}

# What is said of who may show a page in a frame, where anybody may.
FRAMED = {"frame-ancestors": ["*"]}


class OwnHeadersMiddleware:
    """Adds the headers that Django has no setting for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Add them to an answer that does not say otherwise."""
        response = self.get_response(request)
        for name, value in OWN.items():
            response.headers.setdefault(name, value)
        return response


def common_headers(*, is_framed: bool = False) -> dict[str, str]:
    """Return the headers of an answer that Django does not make: those that its own answers carry.

    Where it `is_framed`, any site may show it in a frame.
    """
    request = WSGIRequest({"REQUEST_METHOD": "GET", "wsgi.input": BytesIO(), "wsgi.url_scheme": "https"})
    response = OwnHeadersMiddleware(SecurityMiddleware(lambda request: HttpResponse()))(request)
    del response["Content-Type"]
    if is_framed:
        return {**dict(response.items()), "Content-Security-Policy": build_policy(replace=FRAMED)}
    return {
        **dict(response.items()),
        "Content-Security-Policy": build_policy(),
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }


def allow_framing(response: HttpResponse) -> HttpResponse:
    """Let any site show in a frame what Django answers."""
    response.xframe_options_exempt, response._csp_replace = True, FRAMED
    return response
