"""Reads a CSV file: UTF-8, with the semicolons that Romanian Excel writes, or with commas or tabs.

A cell that could be a formula is written with an apostrophe before it; the same apostrophe is taken off when the file
is read, so that an export read back is what was exported.
"""

import csv
import io
import re

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.sheet import MAX_CELL, Sheet, SheetBuilder

DELIMITERS = (";", ",", "\t")
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
ESCAPED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def read(data: bytes) -> Sheet:
    """Return the sheet; raise ImportRefused for a file that is not UTF-8 or whose quotes do not close."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused(
            "Fișierul CSV nu este în codarea UTF-8. În Excel alegeți „Salvare ca”, "
            "apoi „CSV UTF-8 (delimitat prin virgulă)”."
        ) from error
    builder = SheetBuilder()
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, row in enumerate(rows, start=1):
            builder.add(number, {column: unescape(cell) for column, cell in enumerate(row)})
    except csv.Error as error:
        raise ImportRefused(
            f"Fișierul CSV nu poate fi citit la linia {rows.line_num}: "
            "ghilimelele nu se închid sau o celulă e prea lungă."
        ) from error
    return builder.finish()


def escape(text: str) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula.

    >>> escape("=1+1"), escape("'=1"), escape("-12,5"), escape("- școli"), escape("1.2")
    ("'=1+1", "''=1", '-12,5', "'- școli", '1.2')
    """
    return f"'{text}" if FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text) else text


def unescape(text: str) -> str:
    """Return the text that was escaped.

    >>> unescape("'=1+1"), unescape("''=1"), unescape("-12,5"), unescape("'citat'")
    ('=1+1', "'=1", '-12,5', "'citat'")
    """
    return text[1:] if ESCAPED.match(text) else text


def _delimiter(text: str) -> str:
    """Return the delimiter that divides the first line into the most cells."""
    start = text.lstrip("\r\n")[:MAX_CELL].splitlines()
    return max(DELIMITERS, key=lambda delimiter: start[0].count(delimiter)) if start else DELIMITERS[0]
