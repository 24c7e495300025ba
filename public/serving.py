"""Send stored public pages before Django handles a request: one SQL statement, no session, template or compression.

What is not a stored page, and every doubtful case (a foreign host, plain http where https is wanted, a database that
does not answer), goes on to Django, which answers with the same renderers or says what is wrong.
"""

import gzip
from functools import lru_cache

from csp.utils import build_policy
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.middleware.security import SecurityMiddleware
from django.utils import timezone

from public.models import StoredPage

PAGE_QUERY = (
    f"SELECT etag, CASE WHEN etag = %s THEN NULL WHEN %s THEN brotli ELSE gzip END "  # noqa: S608 - a constant name
    f"FROM {StoredPage._meta.db_table} WHERE path = %s AND (expires_on IS NULL OR expires_on > %s)"
)
CACHE_CONTROL = "public, max-age=0, must-revalidate"


class StoredPages:
    """A WSGI application in front of another: it answers GET and HEAD for the stored pages."""

    def __init__(self, application):
        self.application = application
        self.headers = list(common_headers().items())

    def __call__(self, environ, start_response):
        """Send the stored page, or what the other application answers."""
        found = self.find(environ) if is_candidate(environ) else None
        if found is None:
            return self.application(environ, start_response)
        status, headers, body = found
        start_response(status, [*headers, *self.headers])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def find(self, environ):
        """Return (status, headers, body) of the page stored for the request's path, or nothing."""
        coding = accepted_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        seen = environ.get("HTTP_IF_NONE_MATCH", "").removeprefix("W/").strip('"').removesuffix(f"-{coding}")
        try:
            with connection.cursor() as cursor:
                cursor.execute(PAGE_QUERY, [seen, coding == "br", environ["PATH_INFO"], today()])
                row = cursor.fetchone()
        except DatabaseError:
            connection.close()
            return None
        if row is None:
            return None
        etag, body = row
        headers = [("ETag", f'"{etag}-{coding}"')]
        if body is None:
            return "304 Not Modified", headers, b""
        body = gzip.decompress(body) if coding == "identity" else bytes(body)
        headers += [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
        if coding != "identity":
            headers.append(("Content-Encoding", coding))
        return "200 OK", headers, body


def today() -> str:
    """Return the day in the county."""
    return timezone.localdate(timezone=timezone.get_default_timezone()).isoformat()


def is_candidate(environ) -> bool:
    """Tell whether a request may be answered from the stored pages without asking Django."""
    path = environ["PATH_INFO"]
    return (
        (path == "/" or path.startswith("/planuri/"))
        and environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("QUERY_STRING")
        and path.isascii()
        and "\x00" not in path
        and is_allowed(environ.get("HTTP_HOST", ""))
        and (not settings.SECURE_SSL_REDIRECT or WSGIRequest(environ).is_secure())
    )


@lru_cache(maxsize=256)
def is_allowed(host: str) -> bool:
    """Tell whether the portal answers to this Host header."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def common_headers() -> dict[str, str]:
    """Return the headers of every stored page: those that Django's own answers carry, made once."""
    request = HttpRequest()
    request.META["wsgi.url_scheme"] = "https"
    response = SecurityMiddleware(lambda request: HttpResponse())(request)
    del response["Content-Type"]
    return {
        **dict(response.items()),
        "Content-Security-Policy": build_policy(),
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Cache-Control": CACHE_CONTROL,
        "Vary": "Accept-Encoding",
    }


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
