"""Send stored public pages before anything else runs: one SQL statement, no session, no template, no compression."""

import gzip

from csp.utils import build_policy
from django.db import connection
from django.http import HttpResponse, HttpResponseNotModified

from plans.models import StoredPage

STATEMENT = (
    f"SELECT etag, CASE WHEN etag = %s THEN NULL WHEN %s THEN brotli ELSE gzip END "  # noqa: S608 - a constant name
    f"FROM {StoredPage._meta.db_table} WHERE path = %s"
)
PUBLIC = "public, max-age=0, must-revalidate"


class StoredPageMiddleware:
    """Answers GET and HEAD for a stored page; everything else goes on to the views."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request):
        """Return the stored page, or what the rest of the portal answers."""
        path = request.path_info
        is_public = path == "/" or path.startswith("/planuri/")
        if not is_public or request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING"):
            return self.get_response(request)
        request.get_host()
        return self.stored(request, path) or self.get_response(request)

    def stored(self, request, path):
        """Return the page stored for the path, or nothing."""
        if "\x00" in path:
            return None
        coding = accepted_coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        seen = request.META.get("HTTP_IF_NONE_MATCH", "").removeprefix("W/").strip('"')
        with connection.cursor() as cursor:
            cursor.execute(STATEMENT, [seen.removesuffix(f"-{coding}"), coding == "br", path])
            row = cursor.fetchone()
        if row is None:
            return None
        etag, body = row
        response = HttpResponseNotModified() if body is None else page(bytes(body), coding)
        response["ETag"] = f'"{etag}-{coding}"'
        response["Cache-Control"] = PUBLIC
        response["Vary"] = "Accept-Encoding"
        response["Content-Security-Policy"] = self.policy
        response["X-Frame-Options"] = "DENY"
        return response


def accepted_coding(header: str) -> str:
    """Return the best coding that a reader accepts: br, gzip or identity."""
    accepted = {}
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        accepted[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    for coding in ("br", "gzip"):
        if accepted.get(coding, accepted.get("*", False)):
            return coding
    return "identity"


def page(body: bytes, coding: str) -> HttpResponse:
    """Return a response with the stored bytes, unpacked for a reader that accepts no coding."""
    if coding == "identity":
        body = gzip.decompress(body)
    response = HttpResponse(body, content_type="text/html; charset=utf-8")
    if coding != "identity":
        response["Content-Encoding"] = coding
    response["Content-Length"] = str(len(body))
    return response
