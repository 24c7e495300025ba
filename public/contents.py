"""What is at a public address: a page where it ends in a slash, else the file that its ending says; and its tag."""

import hashlib
from collections.abc import Callable

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

HTML = "text/html; charset=utf-8"
FILE_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
}
# What is stored of the data that any site's pages may read.
OPEN_FILES = "/catalog."


def content_type(path: str) -> str:
    """Return what an answer says that it is."""
    return HTML if path.endswith("/") else FILE_TYPES[path.rpartition(".")[2]]


def may_be_framed(path: str) -> bool:
    """Tell whether other sites may show in a frame what is at an address: the cards, and nothing else."""
    return path.endswith("/card/")


def is_open_to_all(path: str) -> bool:
    """Tell whether the pages of any site may read what is stored at an address."""
    return path.startswith(OPEN_FILES)


def content_tag(content: bytes) -> str:
    """Return what tells one content of a page from another."""
    return hashlib.sha256(content).hexdigest()[:32]


def made_answer(request, content: bytes) -> HttpResponse:
    """Send what is at the address that was asked for and is not stored, or that the reader has it already."""
    return tagged_answer(request, content_tag(content), lambda: content, content_type(request.path))


def tagged_answer(request, tag: str, content: Callable[[], bytes], kind: str, *, kept_for: int = 0) -> HttpResponse:
    """Send content that has a tag, or that the reader has it already: then it is not made.

    A reader need not ask again whether it has changed for `kept_for` seconds.
    """
    etag = quote_etag(tag)
    response = get_conditional_response(request, etag=etag) or HttpResponse(content(), content_type=kind)
    response["ETag"], response["Cache-Control"] = etag, f"public, max-age={kept_for}, must-revalidate"
    return response
