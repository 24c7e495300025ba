"""Digests of what a record holds: the same on every database."""

import datetime
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any


def digest_of(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 of values by their names; empty ones are left out, so that a later column changes nothing."""
    held = {name: value for name, value in values.items() if value not in (None, "")}
    return hashlib.sha256(canonical(held)).hexdigest()


def salted_digests(values: Mapping[str, Any], salt: str) -> dict[str, str]:
    """Return for each value a digest that says nothing to whoever does not have the salt."""
    key = salt.encode()
    return {name: hmac.new(key, canonical([name, value]), hashlib.sha256).hexdigest() for name, value in values.items()}


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, of which only a piece is in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def canonical(value) -> bytes:
    """Return the one JSON text of a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode()


def _plain(value) -> str:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        # One number has one text, however many places the database keeps.
        return format(value.normalize(), "f")
    if isinstance(value, uuid.UUID):
        return str(value)
    if hasattr(value, "name"):
        return value.name
    raise TypeError(f"{type(value).__name__} has no canonical text")
