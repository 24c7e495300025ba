"""Send stored public pages before Django handles a request: one SQL statement, no session, template or compression.

What is not a stored page, and every doubtful case (a foreign host, plain http where https is wanted, a database that
does not answer), goes on to Django, which answers with the same renderers or says what is wrong.
"""

import gzip
import time
from datetime import datetime, timedelta
from datetime import time as clock
from functools import lru_cache

from csp.utils import build_policy
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.middleware.security import SecurityMiddleware
from django.utils import timezone

from public.models import StoredPage

PAGE_QUERY = (
    "SELECT etag, CASE WHEN etag = {0} THEN NULL WHEN {0} THEN brotli ELSE gzip END "  # noqa: S608 - a constant name
    f"FROM {StoredPage._meta.db_table} WHERE path = {{0}} AND (expires_on IS NULL OR expires_on > {{0}})"
)
SQLITE_QUERY, POSTGRESQL_QUERY = PAGE_QUERY.format("?"), PAGE_QUERY.format("%s")
READING_METHODS = ("GET", "HEAD")
CACHE_CONTROL = "public, max-age=0, must-revalidate"


class StoredPages:
    """A WSGI application in front of another: it answers GET and HEAD for the stored pages."""

    def __init__(self, application):
        self.application = application
        self.today = CountyDay()
        # By coding, and those of an answer without a page; made once.
        common = list(common_headers().items())
        html = ("Content-Type", "text/html; charset=utf-8")
        self.headers = {
            coding: [*common, html, *([] if coding == "identity" else [("Content-Encoding", coding)])]
            for coding in ("br", "gzip", "identity")
        }
        self.headers[""] = common

    def __call__(self, environ, start_response):
        """Send the stored page, or what the other application answers."""
        if not is_candidate(environ):
            return self.application(environ, start_response)
        coding = accepted_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        known = environ.get("HTTP_IF_NONE_MATCH")
        known = known.removeprefix("W/").strip('"').removesuffix(f"-{coding}") if known else ""
        row = stored_row((known, coding == "br", environ["PATH_INFO"], self.today.text()))
        if row is None:
            return self.application(environ, start_response)
        etag, body = row
        tag = ("ETag", f'"{etag}-{coding}"')
        if body is None:
            start_response("304 Not Modified", [tag, *self.headers[""]])
            return [b""]
        body = gzip.decompress(body) if coding == "identity" else bytes(body)
        start_response("200 OK", [tag, ("Content-Length", str(len(body))), *self.headers[coding]])
        return [body] if environ["REQUEST_METHOD"] == "GET" else [b""]


def stored_row(asked: tuple[str, bool, str, str]) -> tuple[str, bytes | None] | None:
    """Return the tag and the bytes of a page, without those that the reader has; nothing where the database is away.

    The statement goes to the driver itself, over the connection that Django keeps for this thread: what Django lays
    around a cursor costs more than the read.
    """
    django_connection = connections["default"]
    try:
        django_connection.ensure_connection()
        driver = django_connection.connection
        if django_connection.vendor == "sqlite":
            return driver.execute(SQLITE_QUERY, asked).fetchone()
        with driver.cursor() as cursor:
            cursor.execute(POSTGRESQL_QUERY, asked)
            return cursor.fetchone()
    except (DatabaseError, django_connection.Database.Error):
        django_connection.close()
        return None


class CountyDay:
    """The day in the county, worked out once a day."""

    def __init__(self):
        self.day, self.ends_at = "", 0.0

    def text(self) -> str:
        """Return the day as the database writes it."""
        if time.time() >= self.ends_at:
            today = timezone.localdate(timezone=timezone.get_default_timezone())
            midnight = datetime.combine(today + timedelta(days=1), clock(), timezone.get_default_timezone())
            self.day, self.ends_at = today.isoformat(), midnight.timestamp()
        return self.day


def is_candidate(environ) -> bool:
    """Tell whether a request may be answered from the stored pages without asking Django."""
    path = environ["PATH_INFO"]
    return (
        (path == "/" or path.startswith("/planuri/"))
        and environ["REQUEST_METHOD"] in READING_METHODS
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


@lru_cache(maxsize=256)
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
