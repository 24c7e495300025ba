"""The moment at which something is done: now, unless the caller tells what was done earlier.

What the database freezes cannot be put back afterwards; the example tells a year that has passed.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_moment: ContextVar[datetime.datetime | None] = ContextVar("moment", default=None)


def now() -> datetime.datetime:
    """Return the moment of what is being done."""
    return _moment.get() or timezone.now()


def today() -> datetime.date:
    """Return the day of what is being done, in the portal's time zone."""
    return timezone.localdate(now())


def is_moved() -> bool:
    """Tell whether what is being done was done earlier: it is news to nobody."""
    return _moment.get() is not None


@contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Let what is inside have been done at an earlier moment."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
