"""JSON values made into the values of a document, each refused by its place where it is not what stands there."""

import dataclasses
import datetime
import types
import typing
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache

from plans.exchange.sheets.refusal import ImportRefused

MOST_ITEMS = 50_000


def typed_value(kind, value, place: str = ""):
    """Return what a JSON value means as a type of the document; raise ImportRefused with its place where it is none."""
    if isinstance(kind, types.UnionType):
        held = next(one for one in kind.__args__ if one is not type(None))
        return None if value is None else typed_value(held, value, place)
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _items(typing.get_args(kind)[0], value, place)
    if origin is dict:
        _require(isinstance(value, dict), place, "trebuie să fie un obiect cu texte")
        return {name: typed_value(str, one, f"{place}.{name}") for name, one in value.items()}
    if dataclasses.is_dataclass(kind):
        return _fields(kind, value, place)
    return _plain(kind, value, place)


def _items(kind, value, place: str) -> tuple:
    _require(isinstance(value, list), place, "trebuie să fie o listă")
    _require(len(value) <= MOST_ITEMS, place, f"are peste {MOST_ITEMS} de rânduri")
    return tuple(typed_value(kind, one, f"{place}[{number}]") for number, one in enumerate(value))


def _fields(kind, value, place: str):
    _require(isinstance(value, dict), place, "trebuie să fie un obiect")
    hints = _hints(kind)
    for name in value:
        _require(name in hints, f"{place}.{name}", "nu este un câmp cunoscut")
    for one in dataclasses.fields(kind):
        has_default = one.default is not dataclasses.MISSING or one.default_factory is not dataclasses.MISSING
        _require(one.name in value or has_default, f"{place}.{one.name}", "lipsește")
    return kind(**{name: typed_value(hints[name], one, f"{place}.{name}") for name, one in value.items()})


def _plain(kind, value, place: str):
    if kind is bool or kind is int:
        said = "true sau false" if kind is bool else "un număr întreg"
        _require(type(value) is kind, place, f"trebuie să fie {said}")
        _require(kind is bool or abs(value) < 2**31, place, "este un număr prea mare")
        return value
    _require(isinstance(value, str), place, "trebuie să fie un text")
    if kind is str:
        return value
    read, said = _READERS[kind]
    try:
        return read(value)
    except (ValueError, InvalidOperation):
        _require(False, place, said)


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    # A number such as 1E999999 would be written out letter by letter.
    if not value.is_finite() or abs(value.adjusted()) > 30 or "e" in text.lower():
        raise ValueError(text)
    return value


def _moment(text: str) -> datetime.datetime:
    value = datetime.datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(text)
    return value


_READERS: dict[type, tuple[Callable, str]] = {
    datetime.date: (datetime.date.fromisoformat, "trebuie să fie o zi, ca 2024-12-31"),
    datetime.datetime: (_moment, "trebuie să fie un moment, ca 2024-12-31T10:00:00+00:00"),
    Decimal: (_decimal, "trebuie să fie un număr scris ca text, ca „191982.16”"),
}


def _require(holds: bool, place: str, said: str) -> None:
    if not holds:
        raise ImportRefused(f"Fișierul nu se poate citi: „{place.lstrip('.') or 'documentul'}” {said}.")


@cache
def _hints(kind) -> dict:
    return typing.get_type_hints(kind)
