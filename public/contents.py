"""What is at a public address: a page where it ends in a slash, else the file that its ending says; and its tag."""

import hashlib

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
