"""Send stored public pages before Django handles a request: one SQL statement, no session, template or compression.

What is not a stored page, and every doubtful case (a foreign host, plain http where https is wanted, a database that
does not answer), goes on to Django, which answers with the same renderers or says what is wrong.
"""

import asyncio
import gzip
import time
from concurrent.futures import ThreadPoolExecutor
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
from portal.response_headers import common_headers
from public.contents import FILE_TYPES, HTML, content_type, may_be_framed
from public.models import StaleMark, StoredPage

PAGE_QUERY = (
    "SELECT etag, CASE WHEN etag = {0} THEN NULL WHEN {0} THEN brotli ELSE gzip END "  # noqa: S608 - a constant name
    f"FROM {StoredPage._meta.db_table} WHERE path = {{0}} AND (expires_on IS NULL OR expires_on > {{0}}) "
    f"AND (plan_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM {StaleMark._meta.db_table} WHERE plan_id IS NULL))"
)
SQLITE_QUERY, POSTGRESQL_QUERY = PAGE_QUERY.format("?"), PAGE_QUERY.format("%s")
HOMES, WITH_PAGES = ("/", "/en/"), ("/planuri/", "/en/planuri/")
READING_METHODS = ("GET", "HEAD")
CACHE_CONTROL = "public, max-age=0, must-revalidate"
# How long a reader's page may wait for the database before Django is asked.
SECONDS_TO_WAIT = 0.5


class StoredPages:
    """The stored pages as answers to GET and HEAD."""

    def __init__(self):
        self.today = CountyDay()
        # By framing, coding and type, and those of an answer without a page; made once.
        about = {"Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding"}
        common = {is_framed: list((common_headers(is_framed=is_framed) | about).items()) for is_framed in (False, True)}
        self.headers = {
            (is_framed, coding, kind): [
                *common[is_framed],
                ("Content-Type", kind),
                *([] if coding == "identity" else [("Content-Encoding", coding)]),
            ]
            for is_framed in (False, True)
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
        tag = ("ETag", f'"{etag}-{coding}"')
        if body is None:
            return Answer(304, [tag, *self.unchanged[may_be_framed(path)]])
        body = gzip.decompress(body) if coding == "identity" else bytes(body)
        headers = self.headers[may_be_framed(path), coding, content_type(path)]
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
    """The stored pages for the gateway: read over a connection of their own, which waits for no thread and no writer.

    SQLite reads in the event loop, which costs less than asking another thread; from PostgreSQL, which may be far, one
    thread reads.
    """

    def __init__(self):
        self.pages = StoredPages()
        self.reader = PageReader()
        self.thread = ThreadPoolExecutor(1, "pages")

    async def __call__(self, environ) -> Answer | None:
        """Return the stored page that a request asks for, if it does."""
        if not is_candidate(environ):
            return None
        asked = self.pages.question(environ)
        if self.reader.is_quick:
            row = self.reader.read(asked)
        else:
            reading = asyncio.get_running_loop().run_in_executor(self.thread, self.reader.read, asked)
            try:
                row = await asyncio.wait_for(reading, SECONDS_TO_WAIT)
            except TimeoutError:
                return None
        return self.pages.answer(environ, row) if row else None


class PageReader:
    """Reads stored pages over a connection that only reads, and is opened anew after it failed."""

    def __init__(self):
        self.connection = None

    @property
    def is_quick(self) -> bool:
        """Tell whether a page can be read at once."""
        return self.connection is not None and self.connection.vendor == "sqlite"

    def read(self, asked) -> tuple[str, bytes | None] | None:
        """Return the tag and the bytes of a page, as `read_row` does; nothing where the database is away."""
        try:
            if self.connection is None:
                connection = reading_connection()
                connection.connect()
                self.connection = connection
            return read_row(self.connection, asked)
        except (DatabaseError, connections["default"].Database.Error):
            if self.connection is not None:
                self.connection.connection.close()
            self.connection = None
            return None


def reading_connection():
    """Return a new connection to the database that waits briefly and changes nothing; any thread may use it."""
    kept = connections["default"]
    options = dict(kept.settings_dict["OPTIONS"])
    if kept.vendor == "sqlite":
        options |= {"timeout": SECONDS_TO_WAIT, "init_command": options["init_command"] + "PRAGMA query_only=ON;"}
    else:
        limits = f"-c statement_timeout={int(SECONDS_TO_WAIT * 1000)} -c default_transaction_read_only=on"
        options |= {"connect_timeout": 2, "options": limits}
    connection = type(kept)({**kept.settings_dict, "OPTIONS": options}, "default")
    connection.inc_thread_sharing()
    return connection


def stored_row(asked: tuple[str, bool, str, str]) -> tuple[str, bytes | None] | None:
    """Return the tag and the bytes of a page over the connection that Django keeps for this thread."""
    django_connection = connections["default"]
    try:
        django_connection.ensure_connection()
        return read_row(django_connection, asked)
    except (DatabaseError, django_connection.Database.Error):
        django_connection.close()
        return None


def read_row(django_connection, asked: tuple[str, bool, str, str]) -> tuple[str, bytes | None] | None:
    """Return the tag and the bytes of a page, without those that the reader has.

    The statement goes to the driver itself: what Django lays around a cursor costs more than the read.
    """
    driver = django_connection.connection
    if django_connection.vendor == "sqlite":
        return driver.execute(SQLITE_QUERY, asked).fetchone()
    with driver.cursor() as cursor:
        cursor.execute(POSTGRESQL_QUERY, asked)
        return cursor.fetchone()


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
        (path in HOMES or path.startswith(WITH_PAGES))
        and environ["REQUEST_METHOD"] in READING_METHODS
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
