"""Reads the first table of an OpenDocument spreadsheet, cell by cell as they stand in the file.

Cells and rows that the file says are repeated are repeated only within the limits of a sheet; a formula gives the
value that was computed when the file was saved.
"""

import datetime

from plans.importing.archives import DAMAGED
from plans.importing.markup import Parts, attribute, local
from plans.importing.refusal import Refused
from plans.importing.sheet import MAX_COLUMNS, MAX_ROWS, Sheet, SheetBuilder, Value, is_blank, number_of

CELLS = ("table-cell", "covered-table-cell")
ASIDES = ("annotation", "shapes", "frame", "ruby-text", "note")
NUMBERS = ("float", "percentage", "currency")


def read(data: bytes) -> Sheet:
    """Return the first table; raise Refused where a cell cannot be taken as it stands."""
    parts = Parts(data)
    if _is_encrypted(parts):
        raise Refused("Fișierul este protejat cu parolă. Salvați-l fără parolă.")
    builder, number = SheetBuilder(), 1
    for row in _rows(parts):
        cells = _cells(row, number)
        repeated = _repeated(row, "number-rows-repeated")
        for place in range(min(repeated, MAX_ROWS + 1) if cells else 0):
            builder.add(number + place, cells)
        number += repeated
    return builder.finish()


def _is_encrypted(parts: Parts) -> bool:
    manifest = "META-INF/manifest.xml"
    return parts.has(manifest) and next(parts.ended(manifest, "encryption-data"), None) is not None


def _rows(parts: Parts):
    """Yield the rows of the first table."""
    tables = 0
    for event, element in parts.stream("content.xml", "table-row"):
        tables += event == "start" and local(element.tag) == "table"
        if tables > 1:
            return
        if event == "end" and tables:
            yield element


def _cells(row, number: int) -> dict[int, Value]:
    """Return a row's values by column."""
    cells: dict[int, Value] = {}
    column = 0
    for cell in row:
        if local(cell.tag) not in CELLS:
            continue
        value = _value(cell, f"Rândul {number}, celula a {column + 1}-a")
        repeated = _repeated(cell, "number-columns-repeated")
        if not is_blank(value):
            cells.update(dict.fromkeys(range(column, column + min(repeated, MAX_COLUMNS + 1)), value))
        column += repeated
    return cells


def _value(cell, place: str) -> Value:
    if {attribute(cell, "number-columns-spanned"), attribute(cell, "number-rows-spanned")} - {None, "1"}:
        raise Refused(f"{place}: foaia are celule îmbinate. Separați-le și completați fiecare rând.")
    text = "\n".join(_text(line) for line in cell if local(line.tag) == "p")
    kind = attribute(cell, "value-type")
    if attribute(cell, "formula") and (kind is None or text.startswith(("#", "Err:"))):
        raise Refused(f"{place}: formula nu are o valoare calculată. Scrieți valoarea în locul formulei.")
    try:
        return _typed(cell, kind, text)
    except ValueError as error:
        raise Refused(f"{place}: valoarea „{text[:40]}” nu poate fi citită.") from error


def _typed(cell, kind: str | None, text: str) -> Value:
    if kind in NUMBERS:
        return number_of(attribute(cell, "value") or text)
    if kind == "boolean":
        return attribute(cell, "boolean-value") == "true"
    if kind == "date":
        moment = datetime.datetime.fromisoformat(attribute(cell, "date-value") or text)
        return moment.date() if moment.time() == datetime.time() else moment
    return text or attribute(cell, "string-value")


def _text(element) -> str:
    """Return the text of a paragraph, with its runs of spaces, tabs and line breaks."""
    pieces = [element.text or ""]
    for child in element:
        name = local(child.tag)
        if name == "s":
            pieces.append(" " * min(_repeated(child, "c"), 100))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name not in ASIDES:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _repeated(element, name: str) -> int:
    """Return how many times an element says it stands."""
    text = attribute(element, name) or "1"
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(DAMAGED)
    return max(int(text), 1)
