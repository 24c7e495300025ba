"""Answers as they leave: from memory, or from a file that the server reads as the client takes it."""

import os
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from portal.languages import link_in_language
from portal.response_headers import common_headers

RETRY_AFTER = "10"


@dataclass(frozen=True)
class Answer:
    """A status, headers, and a body: in memory, or a file by its path."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes | Path = b""


class FileWrapper:
    """What the gateway gives WSGI applications as `wsgi.file_wrapper`: the file of an answer, to be sent from there."""

    def __init__(self, file, block_size: int = 0):
        self.file = file
        self.close = getattr(file, "close", lambda: None)

    def content(self) -> bytes | Path:
        """Return where the file is, for the server to send it at the client's pace; its bytes where it has no place."""
        return file_path(self.file) or self.file.read()


def file_path(file) -> Path | None:
    """Return where a file that is read from its beginning can be found."""
    name = getattr(file, "name", None)
    path = Path(name) if isinstance(name, str) and os.path.isabs(name) else None
    return path if path and path.is_file() and file.tell() == 0 else None


def send(protocol, answer: Answer, *, is_head: bool):
    """Hand an answer to the server, which sends it at the client's pace."""
    if is_head:
        protocol.response_bytes(answer.status, answer.headers, b"")
    elif isinstance(answer.body, Path):
        protocol.response_file(answer.status, answer.headers, str(answer.body))
    else:
        protocol.response_bytes(answer.status, answer.headers, answer.body)


@lru_cache
def refusal(status: int, language: str) -> Answer:
    """Return the page that is sent instead of what Django would answer; its words are those of the status."""
    with translation.override(language):
        page = link_in_language(render_to_string(f"{status}.html"), "/").encode()
    headers = [
        *common_headers().items(),
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(page))),
        ("Cache-Control", "no-store"),
    ]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", RETRY_AFTER))
    return Answer(status, headers, page)
