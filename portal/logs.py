"""What the console is told: one line of JSON for each thing that happened, without people, passwords or secrets.

A refused request is a line, an error is a line with where it happened. What an exception says is left out unless its
kind speaks of the portal alone: a database repeats the values that it refuses.
"""

import json
import logging
import os
import re
import time
from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured, PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.template import TemplateDoesNotExist

from portal.requests import ENVIRON_KEY, identify, request_in_hand

access_log = logging.getLogger("portal.access")
EMAIL = re.compile(r"[^\s<>\"'@]+@[^\s<>\"'@]+")
# What an exception of these kinds says is about the portal, not about what somebody typed.
SPEAKING = (
    OSError,
    OperationalError,
    ImproperlyConfigured,
    ImportError,
    NameError,
    AttributeError,
    TypeError,
    TemplateDoesNotExist,
)
# What a request is refused with: a line says enough of it.
REFUSALS = (SuspiciousOperation, PermissionDenied, Http404)
ACCESS_FIELDS = ("method", "path", "status", "ms")
# The beginnings of addresses whose rest is a secret.
_secret_prefixes: list[str] = []


def hide_rest_of(prefix: str) -> None:
    """Let no log say what follows this beginning of an address."""
    _secret_prefixes.append(prefix)


def without_secrets(text: str) -> str:
    """Return the text without addresses of people and without the secrets that addresses of pages hold."""
    for prefix in _secret_prefixes:
        text = re.sub(rf"{re.escape(prefix)}[^\s'\"]+", f"{prefix}…", text)
    return EMAIL.sub("…@…", text)


def is_journal() -> bool:
    """Tell whether the console is systemd's journal, which names in JOURNAL_STREAM the file that it reads."""
    console = os.fstat(2)
    return os.environ.get("JOURNAL_STREAM") == f"{console.st_dev}:{console.st_ino}"


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON, which no text in it can break.

    The journal takes a number before a line as its priority, and without one each line as news: `journalctl -p err`
    would find no error.
    """

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.tells_priority = is_journal()

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
            "request": _request_id(record),
        }
        told |= {name: getattr(record, name) for name in ACCESS_FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = error_in_words(record.exc_info[1])
            if record.levelno >= logging.ERROR and not isinstance(record.exc_info[1], REFUSALS):
                told["where"] = places(record.exc_info[1])
        line = json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)
        return f"<{priority_of(record)}>{line}" if self.tells_priority else line


def priority_of(record: logging.LogRecord) -> int:
    """Return the number that syslog has for how bad something is."""
    known = {logging.CRITICAL: 2, logging.ERROR: 3, logging.WARNING: 4, logging.INFO: 6}
    return next((number for level, number in known.items() if record.levelno >= level), 7)


def _request_id(record: logging.LogRecord) -> str | None:
    """Return the identifier of the request that a record is of; Django tells of some after it was answered."""
    if hasattr(record, "request_id"):
        return record.request_id
    at_hand = request_in_hand()
    meta = getattr(getattr(record, "request", None), "META", {})
    return at_hand.identifier if at_hand else meta.get(ENVIRON_KEY)


def error_in_words(error: BaseException) -> str:
    """Return the kind of an exception, and what it says where that speaks of the portal alone."""
    kind = type(error).__name__
    words = str(error).partition("\n")[0] if isinstance(error, SPEAKING) else ""
    return without_secrets(f"{kind}: {words}" if words else kind)


def places(error: BaseException) -> list[str]:
    """Return where an exception passed, the outermost place first, with what it came from."""
    found = [*places(error.__cause__), f"-> {type(error).__name__}"] if error.__cause__ else []
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        found.append(f"{code.co_filename}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return found


class AccessLog:
    """A WSGI application around another: it gives each request its identifier, and a line when it is answered."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        """Answer, and write down the method, the path without its query, the status and how long it took."""
        if not access_log.isEnabledFor(logging.INFO):
            return self.application(environ, start_response)
        begun, status = time.perf_counter(), "500"
        identifier = identify(environ)

        def start(line, headers, *rest):
            nonlocal status
            status = line
            return start_response(line, headers, *rest)

        try:
            return self.application(environ, start)
        finally:
            told = {
                "method": environ["REQUEST_METHOD"],
                "path": without_secrets(environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")),
                "status": int(status[:3]),
                "ms": round((time.perf_counter() - begun) * 1000, 1),
                "request_id": identifier,
            }
            access_log.info("request", extra=told)
