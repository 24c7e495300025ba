"""Writes CSV as Romanian Excel opens it: UTF-8 with its mark, semicolons, and no cell that is taken for a formula.

A cell that could be a formula is written with an apostrophe before it; the same apostrophe is taken off when a file is
read, so that an export read back is what was exported.
"""

import csv
import io
import re
from collections.abc import Iterable

CONTENT_TYPE = "text/csv; charset=utf-8"
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
ESCAPED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def csv_bytes(rows: Iterable[Iterable]) -> bytes:
    """Return the rows as the bytes of a file, the headings first among them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    for row in rows:
        writer.writerow([escape(str(value)) for value in row])
    return stream.getvalue().encode("utf-8-sig")


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
