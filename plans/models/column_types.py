"""Values of a plan's own columns as people write them: read, refused with what to write instead, written back."""

import datetime
from decimal import Decimal

from plans.document import ColumnValue
from plans.document.columns import LINK, NUMERIC_TYPES, ColumnType, is_fitting
from portal.literals import date_text, number_text, quote, read_day, read_number, text_of
from portal.text import normalise


def read_value(column: ColumnValue, value) -> str:
    """Return what is typed, or stands in a cell, as the document keeps it; raise ValueError where it does not fit."""
    if column.type in NUMERIC_TYPES:
        number = read_number(value)
        return "" if number is None else number_text(number).replace(",", ".")
    if column.type == ColumnType.DATE:
        day = read_day(value)
        return day.isoformat() if day else ""
    written = normalise(text_of(value))
    if column.type == ColumnType.LINK and written and not LINK.fullmatch(written):
        raise ValueError(f"{quote(value)} nu este o adresă. Scrieți de exemplu https://www.cjcluj.ro.")
    return _choice(column, written) if column.type == ColumnType.CHOICE and written else written


def _choice(column: ColumnValue, written: str) -> str:
    for choice in column.choices:
        if choice.casefold() == written.casefold():
            return choice
    raise ValueError(f"{quote(written)} nu se poate alege. Scrieți una dintre: {'; '.join(column.choices)}.")


def typed_text(column: ColumnValue, text: str) -> str:
    """Return a kept value as it is typed; one that does not fit its column stays as it is."""
    if text and is_fitting(column, text):
        if column.type in NUMERIC_TYPES:
            return number_text(Decimal(text))
        if column.type == ColumnType.DATE:
            return date_text(datetime.date.fromisoformat(text))
    return text
