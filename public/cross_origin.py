"""What any site's pages may read: the data that the portal gives to programs."""

from django.http import HttpResponse

READING = "GET, HEAD, OPTIONS"


def open_to_all(response: HttpResponse, methods: str = READING) -> HttpResponse:
    """Let the pages of any site read an answer, its tag and its links; no cookie counts there."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = methods
    response["Access-Control-Allow-Headers"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link"
    response["Access-Control-Max-Age"] = "86400"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
