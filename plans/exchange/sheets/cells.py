"""What the cells of a sheet must be before calamine reads them: in bounds, and nothing that it would lose in silence.

calamine fills the rectangle up to the farthest cell, copies a text into every cell that repeats it, and gives a cell
with an error, or with a formula that was never computed, as empty.
"""

import io
import math
import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, XMLParser, iterparse

from plans.exchange.sheets.archives import DAMAGED, MAX_ELEMENTS
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.sheet import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    TOO_MUCH_TEXT,
    too_many_rows_message,
    too_wide_message,
)

# Rows without data may stand between the others, up to here.
LAST_ROW = 20_000
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# Excel's own formats of percentages; what stands in quotes in another one is only printed.
PERCENT_CODES = ("9", "10")
QUOTED = re.compile(r'"[^"]*"|\\.')
NUMBERS = ("float", "percentage", "currency")
# Where each kind of cell keeps its value; a text may keep it in its paragraphs alone.
KEPT_IN = {"string": "value-type", "boolean": "boolean-value", "date": "date-value", "time": "time-value"}
KEPT_IN |= dict.fromkeys(NUMBERS, "value")
INSIDE = {"p", "annotation", "detective", "cell-range-source"}


def check_excel(sheet: bytes, lengths: list[int], percents: frozenset[str] = frozenset()) -> None:
    """Raise Refused for an Excel sheet with cells that may not be read.

    Given is how long each of its strings is, and which of its styles show a number as a percentage.
    """
    row = column = total = 0
    for event, element in _stream(sheet, "row", "c", "mergeCell"):
        name = _local_name(element.tag)
        if name == "mergeCell":
            raise ImportRefused(
                f"Foaia are celule îmbinate ({element.get('ref', '')[:20]}). Separați-le și completați fiecare rând."
            )
        if event == "start" and name == "row":
            row, column = _count(element.get("r"), row + 1), 0
        elif event == "end" and name == "c":
            column = _column(element.get("r"), row, column + 1)
            if len(element):
                _check_bounds(row, 1, column)
                total = _add_length(total, _excel_length(element, row, lengths))
                if element.get("s") in percents and element.get("t", "n") == "n" and "".join(element.itertext()):
                    raise ImportRefused(_percent_message(_place(element, row)))


def check_open_document(content: bytes) -> None:
    """Raise Refused for OpenDocument tables with cells that may not be read."""
    row, repeated, column, total = 1, 1, 0, 0
    for event, element in _stream(content, "table-row", "table-cell", "covered-table-cell"):
        is_row, said = _local_name(element.tag) == "table-row", _attributes(element)
        if event == "start" and is_row:
            repeated, column = _count(said.get("number-rows-repeated"), 1), 0
        elif event == "end" and is_row:
            row += repeated
        elif event == "end":
            columns = _count(said.get("number-columns-repeated"), 1)
            length = _open_document_length(element, said, f"Rândul {row}, celula a {column + 1}-a")
            column += columns
            if length is not None:
                _check_bounds(row, repeated, column)
                total = _add_length(total, length * columns * repeated)


def string_lengths(content: bytes) -> list[int]:
    """Return how long each shared string is; raise ImportRefused for a declared number for which no memory would do."""
    lengths = []
    for event, element in _stream(content, "sst", "si"):
        if event == "end":
            lengths.append(_length(element))
        elif _count(element.get("uniqueCount"), 1) > MAX_ELEMENTS:
            raise ImportRefused(DAMAGED)
    return lengths


def percent_styles(content: bytes) -> frozenset[str]:
    """Return the styles of a workbook that show a number as a percentage, as cells name them."""
    codes, found, is_of_cells = set(PERCENT_CODES), [], False
    for event, element in _stream(content, "numFmt", "cellXfs", "xf"):
        name = _local_name(element.tag)
        if name == "cellXfs":
            is_of_cells = event == "start"
        elif event == "end" and name == "numFmt" and "%" in QUOTED.sub("", element.get("formatCode", "")):
            codes.add(element.get("numFmtId"))
        elif event == "end" and name == "xf" and is_of_cells:
            found.append(element.get("numFmtId"))
    return frozenset(str(place) for place, code in enumerate(found) if code in codes)


@lru_cache(maxsize=256)
def _local_name(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def _stream(content: bytes, *names: str) -> Iterator[tuple[str, Element]]:
    """Yield (event, element) for elements with these names, from bytes in UTF-8, which is how calamine takes them."""
    if b"<![CDATA[" in content:
        raise ImportRefused(DAMAGED)
    # The document type was refused when the archive was checked: nothing here can name an entity.
    parser = XMLParser(encoding="utf-8")  # noqa: S314
    for event, element in iterparse(io.BytesIO(content), ("start", "end"), parser):  # noqa: S314
        if _local_name(element.tag) in names:
            yield event, element
            if event == "end":
                element.clear()


def _excel_length(cell: Element, row: int, lengths: list[int]) -> int:
    """Return how much text a cell holds; raise ImportRefused for one whose value would be lost."""
    kind, holds = cell.get("t", "n"), [_local_name(child.tag) for child in cell]
    text = "".join(cell[-1].itertext()) if holds[-1] == "v" else ""
    if kind == "e":
        raise ImportRefused(f"{_place(cell, row)}: celula conține eroarea {text[:20]}.")
    if holds not in (["v"], ["is"], ["f"], ["f", "v"]):
        raise ImportRefused(DAMAGED)
    if "f" in holds and not text and kind != "str":
        raise ImportRefused(_uncomputed_message(_place(cell, row)))
    if text and kind == "n" and not _is_number(text):
        raise ImportRefused(_unreadable_message(_place(cell, row), text))
    if text and kind == "s":
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) < len(lengths)):
            raise ImportRefused(_unreadable_message(_place(cell, row), text))
        return lengths[int(text)]
    return 0


def _place(cell: Element, row: int) -> str:
    return f"Rândul {row}, celula {cell.get('r')}" if "r" in cell.attrib else f"Rândul {row}"


def _open_document_length(cell: Element, said: dict[str, str], place: str) -> int | None:
    """How much text a cell holds, None for an empty one; raise ImportRefused for one whose value would be lost."""
    text = "".join(piece for line in cell if _local_name(line.tag) == "p" for piece in line.itertext())
    kind = said.get("value-type")
    if {said.get("number-columns-spanned", "1"), said.get("number-rows-spanned", "1")} != {"1"}:
        raise ImportRefused(f"{place}: foaia are celule îmbinate. Separați-le și completați fiecare rând.")
    if "formula" in said and (kind is None or text.startswith(("#", "Err:"))):
        raise ImportRefused(_uncomputed_message(place))
    if {_local_name(child.tag) for child in cell} - INSIDE:
        raise ImportRefused(
            f"{place}: celula conține și altceva decât text, de exemplu un desen. Ștergeți-l din foaie."
        )
    if kind is None and not text.strip():
        return None
    if kind == "percentage":
        raise ImportRefused(_percent_message(place))
    value = said.get(KEPT_IN.get(kind, ""))
    if value is None or (kind in NUMBERS and not _is_number(value)):
        raise ImportRefused(_unreadable_message(place, value or text))
    spaces = sum(_count(_attributes(run).get("c"), 1) for run in cell.iter() if _local_name(run.tag) == "s")
    return _length(cell) + spaces + sum(map(len, said.values()))


def _check_bounds(row: int, rows: int, column: int) -> None:
    if column > MAX_COLUMNS:
        raise ImportRefused(too_wide_message(row))
    if rows > MAX_ROWS or row + rows > LAST_ROW:
        raise ImportRefused(too_many_rows_message(MAX_ROWS))


def _add_length(total: int, length: int) -> int:
    if total + length > MAX_TEXT:
        raise ImportRefused(TOO_MUCH_TEXT)
    return total + length


def _length(element: Element) -> int:
    return sum(map(len, element.itertext()))


def _attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes by their names without namespaces."""
    said: dict[str, str] = {}
    for name, value in element.items():
        # LibreOffice says the kind of a cell twice.
        if said.setdefault(_local_name(name), value) != value and _local_name(name) != "value-type":
            raise ImportRefused(DAMAGED)
    return said


def _column(reference: str | None, row: int, default: int) -> int:
    """Return the column of a cell, from 1."""
    if reference is None:
        return default
    found = REFERENCE.fullmatch(reference)
    if not found or int(found[2]) != row:
        raise ImportRefused(DAMAGED)
    return _column_number(found[1])


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int:
    # The whole library comes with it, and most processes read no sheet.
    from xlsxwriter.utility import xl_cell_to_rowcol

    return xl_cell_to_rowcol(f"{letters}1")[1] + 1


def _count(text: str | None, default: int) -> int:
    """Return a whole number; the default where there is none."""
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ImportRefused(DAMAGED)
    return max(int(text), 1)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _unreadable_message(place: str, text: str) -> str:
    return f"{place}: valoarea „{text[:40]}” nu poate fi citită."


def _percent_message(place: str) -> str:
    return (
        f"{place}: numărul este scris ca procent, iar în fișier 85,5% este 0,855. Formatați celula ca număr și scrieți "
        "85,5."
    )


def _uncomputed_message(place: str) -> str:
    return f"{place}: formula nu are o valoare calculată. Scrieți valoarea în locul formulei."
