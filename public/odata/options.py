"""What a request asks of an entity set with OData's options; what the feed does not do is refused, never left out."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from public.odata.entity_sets import EntitySet
from public.odata.filters import Predicate, read_filter
from public.odata.refusals import ODataRefusal

OPTIONS = ("$filter", "$select", "$orderby", "$top", "$skip", "$count", "$format")
# What OData knows and the feed does not do.
NOT_DONE = ("$expand", "$search", "$apply", "$compute", "$levels", "$index", "$skiptoken", "$deltatoken", "$id")
# How many rows an answer has at most; the next ones are at its `@odata.nextLink`.
LARGEST_ANSWER = 5000


@dataclass(frozen=True, kw_only=True)
class RowsAsked:
    """Which rows of an entity set are asked for, in which order, and what of each."""

    holds: Predicate
    order: tuple[tuple[str, bool], ...]
    names: tuple[str, ...]
    skip: int
    top: int | None
    is_counted: bool

    def all_rows(self, entities: EntitySet) -> list[dict]:
        """Return all rows that hold, in order; what is empty comes first, as in OData."""
        rows = [row for row in entities.rows if self.holds(row)]
        for name, is_falling in reversed(self.order):
            rows.sort(key=lambda row: _sorting_key(row[name]), reverse=is_falling)
        return rows

    def row(self, row: dict) -> dict:
        """Return what of a row is asked for."""
        return {name: _json_value(row[name]) for name in self.names}


def read_options(query: Mapping[str, str], entities: EntitySet) -> RowsAsked:
    """Return what the options ask; raise ODataRefusal for what is unknown, not done or wrong."""
    check_options(query, OPTIONS)
    if query.get("$format", "json") not in ("json", "application/json"):
        raise ODataRefusal(400, "$format: numai json.")
    if query.get("$count", "false") not in ("true", "false"):
        raise ODataRefusal(400, "$count: true sau false.")
    text = query.get("$filter", "").strip()
    return RowsAsked(
        holds=read_filter(text, entities.types) if "$filter" in query else lambda row: True,
        order=_order(query["$orderby"], entities) if "$orderby" in query else (),
        names=_names(query["$select"], entities) if "$select" in query else tuple(entities.types),
        skip=_number("$skip", query.get("$skip", "0")),
        top=_number("$top", query["$top"]) if "$top" in query else None,
        is_counted=query.get("$count") == "true",
    )


def check_options(query, allowed: tuple[str, ...]) -> None:
    """Refuse options that are not among those, and those that are repeated."""
    for name, values in query.lists():
        if name in NOT_DONE:
            raise ODataRefusal(501, f"Opțiunea {name} nu este făcută aici. Ce este: {', '.join(OPTIONS)}.")
        if name not in allowed:
            raise ODataRefusal(400, f"Opțiunea „{name[:60]}” nu există aici. Ce este: {', '.join(allowed) or 'nimic'}.")
        if len(values) > 1:
            raise ODataRefusal(400, f"Opțiunea {name} este dată de mai multe ori.")


def _number(name: str, text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text, re.ASCII):
        raise ODataRefusal(400, f"{name}: un număr întreg, cel mult 999999999.")
    return int(text)


def _names(text: str, entities: EntitySet) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(one.strip() for one in text.split(",")))
    if names == ("*",):
        return tuple(entities.types)
    return tuple(_require_column(name, "$select", entities) for name in names)


def _order(text: str, entities: EntitySet) -> tuple[tuple[str, bool], ...]:
    found = []
    for one in text.split(","):
        name, _, way = one.strip().partition(" ")
        if way.strip() not in ("", "asc", "desc"):
            raise ODataRefusal(400, f"$orderby: „{one.strip()[:60]}” nu se înțelege; se așteaptă asc sau desc.")
        found.append((_require_column(name, "$orderby", entities), way.strip() == "desc"))
    return tuple(found)


def _require_column(name: str, option: str, entities: EntitySet) -> str:
    if name not in entities.types:
        raise ODataRefusal(400, f"{option}: nu există coloana „{name[:60]}”.")
    return name


def _sorting_key(value) -> tuple:
    return (value is not None, value if value is not None else 0)


def _json_value(value):
    if isinstance(value, Decimal):
        # A number is a number in JSON; more than fifteen digits are rounded, as Excel does.
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, datetime.date) else value
