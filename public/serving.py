"""Send stored public pages before Django handles a request: one SQL statement, no session, template or compression.

What is not a stored page, and every doubtful case (a foreign host, plain http where https is wanted, a database that
does not answer), goes on to Django, which answers with the same renderers or says what is wrong.
"""

import gzip
import time
from datetime import datetime, timedelta
from datetime import time as clock
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connections
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from portal.gateway.answers import Answer
from portal.gateway.environ import is_secure_enough
from portal.languages import in_all_languages
from portal.response_headers import common_headers
from public.common_pages import COMMON_PATHS
from public.contents import FILE_TYPES, HTML, content_type, is_open_to_all, may_be_framed
from public.cross_origin import open_headers
from public.models import StaleMark, StoredPage
from public.row_reader import RowQuestion, RowReader

STORED_PAGE = RowQuestion(
    "SELECT etag, CASE WHEN etag = {0} THEN NULL WHEN {0} THEN brotli ELSE gzip END "  # noqa: S608 - a constant name
    f"FROM {StoredPage._meta.db_table} WHERE path = {{0}} AND (expires_on IS NULL OR expires_on > {{0}}) "
    f"AND (plan_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM {StaleMark._meta.db_table} WHERE plan_id IS NULL))"
)
COMMON, WITH_PAGES = frozenset(in_all_languages(COMMON_PATHS)), ("/planuri/", "/en/planuri/")
# What a consultation stores ends so.
DRAFT = "/proiect/"
READING_METHODS = ("GET", "HEAD")
CACHE_CONTROL = "public, max-age=0, must-revalidate"


class StoredPages:
    """The stored pages as answers to GET and HEAD."""

    def __init__(self):
        self.today = CountyDay()
        # By what other sites may do, coding and type, and those of an answer without a page; made once.
        about = {"Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding"}
        common = {
            (is_framed, is_open): list(
                (common_headers(is_framed=is_framed) | (open_headers() if is_open else {}) | about).items()
            )
            for is_framed, is_open in ((False, False), (True, False), (False, True))
        }
        self.headers = {
            (sharing, coding, kind): [
                *held,
                ("Content-Type", kind),
                *([] if coding == "identity" else [("Content-Encoding", coding)]),
            ]
            for sharing, held in common.items()
            for coding in ("br", "gzip", "identity")
            for kind in {HTML, *FILE_TYPES.values()}
        }
        self.unchanged = common

    def question(self, environ) -> tuple[str, bool, str, str]:
        """Return what the database is asked for a request that may be for a stored page."""
        coding = accepted_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        known = environ.get("HTTP_IF_NONE_MATCH")
        known = known.removeprefix("W/").strip('"').removesuffix(f"-{coding}") if known else ""
        return known, coding == "br", environ["PATH_INFO"], self.today.text()

    def answer(self, environ, row: tuple[str, bytes | None]) -> Answer:
        """Return the page that the database gave, or that the reader has it already."""
        (etag, body), path = row, environ["PATH_INFO"]
        coding = accepted_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        tag, sharing = ("ETag", f'"{etag}-{coding}"'), (may_be_framed(path), is_open_to_all(path))
        if body is None:
            return Answer(304, [tag, *self.unchanged[sharing]])
        body = gzip.decompress(body) if coding == "identity" else bytes(body)
        headers = self.headers[sharing, coding, content_type(path)]
        return Answer(200, [tag, ("Content-Length", str(len(body))), *headers], body)


class StoredPagesApplication:
    """A WSGI application in front of another: it answers GET and HEAD for the stored pages."""

    def __init__(self, application):
        self.application = application
        self.pages = StoredPages()

    def __call__(self, environ, start_response):
        """Send the stored page, or what the other application answers."""
        row = stored_row(self.pages.question(environ)) if is_candidate(environ) else None
        if row is None:
            return self.application(environ, start_response)
        answer = self.pages.answer(environ, row)
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", answer.headers)
        return [answer.body if environ["REQUEST_METHOD"] == "GET" else b""]


class StoredPagesShortcut:
    """The stored pages for the gateway."""

    def __init__(self, reader: RowReader):
        self.pages, self.reader = StoredPages(), reader

    async def __call__(self, environ) -> Answer | None:
        """Return the stored page that a request asks for, if it does."""
        if not is_candidate(environ):
            return None
        row = await self.reader.ask(STORED_PAGE, self.pages.question(environ))
        return self.pages.answer(environ, row) if row else None


def stored_row(asked: tuple[str, bool, str, str]) -> tuple[str, bytes | None] | None:
    """Return the tag and the bytes of a page over the connection that Django keeps for this thread."""
    django_connection = connections["default"]
    try:
        django_connection.ensure_connection()
        return STORED_PAGE.ask(django_connection, asked)
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
    return (path in COMMON or path.startswith(WITH_PAGES) or path.endswith(DRAFT)) and is_plain_reading(environ)


def is_plain_reading(environ) -> bool:
    """Tell whether a request only reads what is at an address, and comes as the portal wants it to come."""
    path = environ["PATH_INFO"]
    return (
        environ["REQUEST_METHOD"] in READING_METHODS
        and not environ.get("QUERY_STRING")
        and path.isascii()
        and "\x00" not in path
        and is_allowed(environ.get("HTTP_HOST", ""))
        and is_secure_enough(environ)
    )


@lru_cache(maxsize=256)
def is_allowed(host: str) -> bool:
    """Tell whether the portal answers to this Host header."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


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
