"""The one address of a page, which search engines are told: without what filters it, on the portal's own host."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

from portal.requests import request_in_hand

_page: ContextVar[str] = ContextVar("page", default="")


@contextmanager
def page_at(path: str) -> Iterator[None]:
    """Make a page of this address, whatever request it is made in."""
    token = _page.set(path)
    try:
        yield
    finally:
        _page.reset(token)


def canonical_address() -> str:
    """Return the address of the page that is being made, or that is asked for; nothing where there is neither."""
    in_hand = request_in_hand()
    path = _page.get() or (in_hand.request.path if in_hand else "")
    return settings.SITE_URL + path if path else ""
