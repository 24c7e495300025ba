"""The one address of a page, which search engines are told: without what filters it, on the portal's own host."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from portal.languages import page_address
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


def page_path() -> str:
    """Return where the page is, in Romanian, that is being made or asked for; nothing where there is neither."""
    in_hand = request_in_hand()
    return _page.get() or (in_hand.request.path if in_hand else "")


def query_in_hand() -> str:
    """Return what filters the page that is asked for, with its question mark; nothing for a page that is stored."""
    in_hand = request_in_hand()
    query = in_hand.request.META.get("QUERY_STRING", "") if in_hand and not _page.get() else ""
    return f"?{query}" if query else ""


def canonical_address() -> str:
    """Return the address of the page that is being made, or that is asked for; nothing where there is neither."""
    path = page_path()
    return page_address(path) if path else ""
