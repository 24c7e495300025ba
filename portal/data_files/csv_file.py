"""A table as CSV: every row says where it is from, numbers have a decimal comma, days are written 2024-12-31."""

import datetime
from decimal import Decimal

from portal.csv_text import CONTENT_TYPE, csv_bytes
from portal.data_files.tables import DataFile, DataValue
from portal.literals import number_text

__all__ = ["CONTENT_TYPE", "cell_text", "write"]


def write(file: DataFile) -> bytes:
    """Return the only table of a file; ValueError for a file of several, which CSV cannot hold."""
    (table,) = file.tables
    names, said = [name for name, _ in file.origin], [text for _, text in file.origin]
    headings = [column.heading for column in table.columns]
    return csv_bytes([[*headings, *names], *([*map(cell_text, row), *said] for row in table.rows)])


def cell_text(value: DataValue) -> str:
    """Return what a cell of a CSV file says: „da” and „nu”, a decimal comma, days as 2024-12-31."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "da" if value else "nu"
    if isinstance(value, int | Decimal):
        return number_text(Decimal(value))
    return value.isoformat() if isinstance(value, datetime.date) else value
