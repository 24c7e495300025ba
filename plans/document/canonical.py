"""The one canonical JSON text of a document, and back.

JSON with sorted keys, no spaces and letters unescaped, in UTF-8; dates are ISO 8601, decimals are strings. The SHA-256
of the text is the edition's checksum.
"""

import dataclasses
import datetime
import hashlib
import json
import types
import typing
from decimal import Decimal
from functools import cache
from pathlib import Path

from plans.document.values import Document

Kind = typing.TypeVar("Kind")
_SCHEMAS = Path(__file__).parent / "schemas"
# By their names in addresses.
SCHEMAS = {
    "editie-1.schema.json": _SCHEMAS / "edition-1.schema.json",
    "element-1.schema.json": _SCHEMAS / "element-1.schema.json",
}


class CorruptDocument(Exception):
    """The stored text is not the one that was published."""


def to_json(value) -> str:
    """Return the canonical text of a document, or of another value made of dataclasses."""
    return json.dumps(
        _plain_values(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_json_default
    )


def to_plain(value) -> dict:
    """Return a document, or a part of one, as plain JSON values; `build` makes it again."""
    return json.loads(to_json(value))


def checksum_of(text: str) -> str:
    """Return the SHA-256 of a canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(text: str, *, checksum: str, kind: type[Kind] = Document) -> Kind:
    """Return the document of a canonical text; raise CorruptDocument when the checksum is not of this text."""
    if checksum_of(text) != checksum:
        raise CorruptDocument(f"the document's SHA-256 is not {checksum}")
    return from_plain(kind, json.loads(text))


def _plain_values(value):
    """Return a value of dataclasses as dicts and lists, without the fields that are left out by default."""
    if dataclasses.is_dataclass(value):
        found = ((one, getattr(value, one.name)) for one in _fields(type(value)))
        return {
            one.name: _plain_values(held)
            for one, held in found
            if not (one.metadata.get("left_out") and held == one.default)
        }
    if isinstance(value, dict):
        return {name: _plain_values(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain_values(one) for one in value]
    return value


_fields = cache(dataclasses.fields)


def _json_default(value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical text")


def from_plain(kind, value):
    """Return the value that a JSON value stands for, of a type: the reverse of writing it."""
    if value is None:
        return None
    if isinstance(kind, types.UnionType):
        return from_plain(next(k for k in kind.__args__ if k is not type(None)), value)
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        return tuple(from_plain(item, one) for one in value)
    if dataclasses.is_dataclass(kind):
        hints = _field_types(kind)
        return kind(**{name: from_plain(hints[name], one) for name, one in value.items()})
    if kind in (datetime.date, datetime.datetime):
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value


@cache
def _field_types(kind) -> dict:
    """Return a dataclass's field types; resolving them is slow, so once."""
    return typing.get_type_hints(kind)
