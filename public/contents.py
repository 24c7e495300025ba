"""What is at a public address: a page where it ends in a slash, else the file that its ending says; and its tag."""

import hashlib

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

HTML = "text/html; charset=utf-8"
FILE_TYPES = {"atom": "application/atom+xml; charset=utf-8", "ics": "text/calendar; charset=utf-8"}


def content_type(path: str) -> str:
    """Return what an answer says that it is."""
    return HTML if path.endswith("/") else FILE_TYPES[path.rpartition(".")[2]]


def may_be_framed(path: str) -> bool:
    """Tell whether other sites may show in a frame what is at an address: the cards, and nothing else."""
    return path.endswith("/card/")


def content_tag(content: bytes) -> str:
    """Return what tells one content of a page from another."""
    return hashlib.sha256(content).hexdigest()[:32]


def tagged_answer(request, content: bytes) -> HttpResponse:
    """Send what is at the address that was asked for and is not stored, or that the reader has it already."""
    tag = quote_etag(content_tag(content))
    response = HttpResponse(content, content_type(request.path))
    response["ETag"], response["Cache-Control"] = tag, "public, max-age=0, must-revalidate"
    return get_conditional_response(request, etag=tag, response=response)
