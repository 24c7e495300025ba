"""What is answered where the portal fails: what happened, and what was typed, to be sent again."""

import errno
import re
import sys
from dataclasses import dataclass

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views import defaults

RETRY_AFTER = "10"
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
SECRET = re.compile("pass|parol|csrfmiddlewaretoken", re.IGNORECASE)
# Numbers, keys and signed marks say nothing to a person; they are sent again unseen.
TYPED = re.compile(r"[^\W\d_]{2}")
SIGNED = re.compile(r"[\w.-]*:[\w-]+:[\w-]{20,}|[0-9a-fA-F-]{20,}")


@dataclass(frozen=True)
class SentField:
    """A field of a form as it was sent; what a person may have typed is shown."""

    name: str
    value: str

    @property
    def is_typed(self) -> bool:
        """Tell whether the value looks like something that a person wrote."""
        return bool(TYPED.search(self.value)) and not SIGNED.fullmatch(self.value)

    @property
    def rows(self) -> int:
        """Return how many lines the field takes."""
        return min(12, 1 + self.value.count("\n") + len(self.value) // 80)


def failure(request):
    """Answer for an error: 503, to try again, when the database is away or busy or the disk is full; else 500.

    What was typed is in the page either way, in a form that goes to the same address; passwords and files are not.
    """
    error = sys.exc_info()[1]
    is_full = is_disk_full(error)
    is_passing = is_full or is_database_away(error)
    context = {"address": request.get_full_path(), "is_full": is_full, **sent_form(request)}
    response = HttpResponse(status=503 if is_passing else 500)
    response.content = render(None, f"{response.status_code}.html", context).content
    if is_passing:
        response["Retry-After"] = RETRY_AFTER
        if hasattr(request, "session"):
            # Writing it would wait for the same database once more.
            request.session.modified = False
    if context["fields"]:
        response["Cache-Control"] = "private, no-store"
    return response


def bad_request(request, exception):
    """Answer for a request that is refused: 400; as for an error where its session could only not be saved now."""
    return failure(request) if is_database_away(exception) else defaults.bad_request(request, exception)


def is_database_away(error: BaseException | None) -> bool:
    """Tell whether an error says that the database is away or busy."""
    if isinstance(error, (SessionInterrupted, UpdateError)):
        # Django takes a session that could not be saved for one that was deleted meanwhile.
        return is_database_away(error.__context__)
    # Closing a cursor of a database that went away raises the driver's own error.
    return isinstance(error, (OperationalError, connection.Database.OperationalError))


def is_disk_full(error: BaseException | None) -> bool:
    """Tell whether an error, or what led to it, says that there is no room left."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in DISK_FULL:
            return True
        if isinstance(error, OperationalError) and ("disk is full" in str(error) or "No space left" in str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False


def sent_form(request) -> dict:
    """Return what was sent, and the token with which it may be sent again; nothing for what cannot be read."""
    if request.method != "POST":
        return {"fields": []}
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        files = [file.name for file in request.FILES.values()]
    except Exception:
        # The body itself may be what failed: broken off, too large, or no form.
        return {"fields": []}
    hidden = getattr(request, "sensitive_post_parameters", ())
    fields = [
        SentField(name, value)
        for name, value in sent
        if not SECRET.search(name) and hidden != "__ALL__" and name not in hidden
    ]
    left_out = len(fields) < len([name for name, _value in sent if name != "csrfmiddlewaretoken"])
    return {"fields": fields, "files": files, "left_out": left_out, "token": get_token(request)}
