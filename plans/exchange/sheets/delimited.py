"""Reads a CSV file: UTF-8, with the semicolons that Romanian Excel writes, or with commas or tabs."""

import csv
import io

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.sheet import MAX_CELL, MAX_ROWS, Sheet, SheetBuilder
from portal.csv_text import unescape

DELIMITERS = (";", ",", "\t")


def read(data: bytes, *, max_rows: int = MAX_ROWS) -> Sheet:
    """Return the sheet; raise ImportRefused for a file that is not UTF-8 or whose quotes do not close."""
    return build(data, max_rows=max_rows).finish()


def build(data: bytes, *, max_rows: int = MAX_ROWS) -> SheetBuilder:
    """Return the sheet as it may be without rows; raise ImportRefused as `read` does."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused(
            "Fișierul CSV nu este în codarea UTF-8. În Excel alegeți „Salvare ca”, "
            "apoi „CSV UTF-8 (delimitat prin virgulă)”."
        ) from error
    builder = SheetBuilder(max_rows=max_rows)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, row in enumerate(rows, start=1):
            builder.add(number, {column: unescape(cell) for column, cell in enumerate(row)})
    except csv.Error as error:
        raise ImportRefused(
            f"Fișierul CSV nu poate fi citit la linia {rows.line_num}: "
            "ghilimelele nu se închid sau o celulă e prea lungă."
        ) from error
    return builder


def _delimiter(text: str) -> str:
    """Return the delimiter that divides the first line into the most cells."""
    start = text.lstrip("\r\n")[:MAX_CELL].splitlines()
    return max(DELIMITERS, key=lambda delimiter: start[0].count(delimiter)) if start else DELIMITERS[0]
