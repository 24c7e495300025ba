"""What the cells of a sheet must be before calamine reads them: in bounds, and nothing that it would lose in silence.

calamine fills the rectangle up to the farthest cell, copies a text into every cell that repeats it, and gives a cell
with an error, or with a formula that was never computed, as empty.
"""

import io
import math
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, XMLParser, iterparse

from openpyxl.utils import column_index_from_string

from plans.importing.archives import DAMAGED, MAX_ELEMENTS
from plans.importing.refusal import Refused
from plans.importing.sheet import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, TOO_MANY_ROWS, TOO_MUCH_TEXT, too_wide

# Rows without data may stand between the others, up to here.
LAST_ROW = 20_000
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
NUMBERS = ("float", "percentage", "currency")
# Where each kind of cell keeps its value; a text may keep it in its paragraphs alone.
KEPT_IN = {"string": "value-type", "boolean": "boolean-value", "date": "date-value", "time": "time-value"}
KEPT_IN |= dict.fromkeys(NUMBERS, "value")
INSIDE = {"p", "annotation", "detective", "cell-range-source"}


def check_excel(sheet: bytes, strings: bytes) -> None:
    """Raise Refused for an Excel sheet with cells that may not be read; the strings are those it refers to."""
    lengths = _string_lengths(strings) if strings else []
    row = column = total = 0
    for event, element in _stream(sheet, "row", "c", "mergeCell"):
        name = _local(element.tag)
        if name == "mergeCell":
            raise Refused(
                f"Foaia are celule îmbinate ({element.get('ref', '')[:20]}). Separați-le și completați fiecare rând."
            )
        if event == "start" and name == "row":
            row, column = _whole(element.get("r"), row + 1), 0
        elif event == "end" and name == "c":
            column = _column(element.get("r"), row, column + 1)
            if len(element):
                _check_bounds(row, 1, column)
                total = _added(total, _excel_length(element, row, lengths))


def check_open_document(content: bytes) -> None:
    """Raise Refused for OpenDocument tables with cells that may not be read."""
    row, repeated, column, total = 1, 1, 0, 0
    for event, element in _stream(content, "table-row", "table-cell", "covered-table-cell"):
        is_row, said = _local(element.tag) == "table-row", _attributes(element)
        if event == "start" and is_row:
            repeated, column = _whole(said.get("number-rows-repeated"), 1), 0
        elif event == "end" and is_row:
            row += repeated
        elif event == "end":
            columns = _whole(said.get("number-columns-repeated"), 1)
            length = _open_document_length(element, said, f"Rândul {row}, celula a {column + 1}-a")
            column += columns
            if length is not None:
                _check_bounds(row, repeated, column)
                total = _added(total, length * columns * repeated)


def _string_lengths(content: bytes) -> list[int]:
    """Return how long each shared string is; raise Refused for a declared number for which no memory would do."""
    lengths = []
    for event, element in _stream(content, "sst", "si"):
        if event == "end":
            lengths.append(_length(element))
        elif _whole(element.get("uniqueCount"), 1) > MAX_ELEMENTS:
            raise Refused(DAMAGED)
    return lengths


def _local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def _stream(content: bytes, *names: str) -> Iterator[tuple[str, Element]]:
    """Yield (event, element) for elements with these names, from bytes in UTF-8, which is how calamine takes them."""
    if b"<![CDATA[" in content:
        raise Refused(DAMAGED)
    # The document type was refused when the archive was checked: nothing here can name an entity.
    parser = XMLParser(encoding="utf-8")  # noqa: S314
    for event, element in iterparse(io.BytesIO(content), ("start", "end"), parser):  # noqa: S314
        if _local(element.tag) in names:
            yield event, element
            if event == "end":
                element.clear()


def _excel_length(cell: Element, row: int, lengths: list[int]) -> int:
    """Return how much text a cell holds; raise Refused for one whose value would be lost."""
    place = f"Rândul {row}, celula {cell.get('r')}" if "r" in cell.attrib else f"Rândul {row}"
    kind, holds = cell.get("t", "n"), [_local(child.tag) for child in cell]
    text = "".join(cell[-1].itertext()) if holds[-1] == "v" else ""
    if kind == "e":
        raise Refused(f"{place}: celula conține eroarea {text[:20]}.")
    if holds not in (["v"], ["is"], ["f"], ["f", "v"]):
        raise Refused(DAMAGED)
    if "f" in holds and not text and kind != "str":
        raise Refused(_uncomputed(place))
    if text and kind == "n" and not _is_number(text):
        raise Refused(_unreadable(place, text))
    if text and kind == "s":
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) < len(lengths)):
            raise Refused(_unreadable(place, text))
        return lengths[int(text)]
    return 0


def _open_document_length(cell: Element, said: dict[str, str], place: str) -> int | None:
    """Return how much text a cell holds, None for an empty one; raise Refused for one whose value would be lost."""
    text = "".join(piece for line in cell if _local(line.tag) == "p" for piece in line.itertext())
    kind = said.get("value-type")
    if {said.get("number-columns-spanned", "1"), said.get("number-rows-spanned", "1")} != {"1"}:
        raise Refused(f"{place}: foaia are celule îmbinate. Separați-le și completați fiecare rând.")
    if "formula" in said and (kind is None or text.startswith(("#", "Err:"))):
        raise Refused(_uncomputed(place))
    if {_local(child.tag) for child in cell} - INSIDE:
        raise Refused(f"{place}: celula conține și altceva decât text, de exemplu un desen. Ștergeți-l din foaie.")
    if kind is None and not text.strip():
        return None
    value = said.get(KEPT_IN.get(kind, ""))
    if value is None or (kind in NUMBERS and not _is_number(value)):
        raise Refused(_unreadable(place, value or text))
    spaces = sum(_whole(_attributes(run).get("c"), 1) for run in cell.iter() if _local(run.tag) == "s")
    return _length(cell) + spaces + sum(map(len, said.values()))


def _check_bounds(row: int, rows: int, column: int) -> None:
    if column > MAX_COLUMNS:
        raise Refused(too_wide(row))
    if rows > MAX_ROWS or row + rows > LAST_ROW:
        raise Refused(TOO_MANY_ROWS)


def _added(total: int, length: int) -> int:
    if total + length > MAX_TEXT:
        raise Refused(TOO_MUCH_TEXT)
    return total + length


def _length(element: Element) -> int:
    return sum(map(len, element.itertext()))


def _attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes by their names without namespaces."""
    said: dict[str, str] = {}
    for name, value in element.items():
        # LibreOffice says the kind of a cell twice.
        if said.setdefault(_local(name), value) != value and _local(name) != "value-type":
            raise Refused(DAMAGED)
    return said


def _column(reference: str | None, row: int, default: int) -> int:
    """Return the column of a cell, from 1."""
    if reference is None:
        return default
    found = REFERENCE.fullmatch(reference)
    if not found or int(found[2]) != row:
        raise Refused(DAMAGED)
    return column_index_from_string(found[1])


def _whole(text: str | None, default: int) -> int:
    """Return a whole number; the default where there is none."""
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(DAMAGED)
    return max(int(text), 1)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _unreadable(place: str, text: str) -> str:
    return f"{place}: valoarea „{text[:40]}” nu poate fi citită."


def _uncomputed(place: str) -> str:
    return f"{place}: formula nu are o valoare calculată. Scrieți valoarea în locul formulei."
