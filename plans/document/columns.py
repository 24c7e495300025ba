"""The columns of a plan's own: what a value of each type is in a document.

Values are texts: a number or a sum `1250.5`, a day `2031-05-17`, a link that begins with http:// or https://, one of
the column's choices as it is written there.
"""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from plans.document.values import ColumnValue, ElementValue


class ColumnType(StrEnum):
    """What a column of a plan's own holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    LINK = "link"
    CHOICE = "choice"


# What staff read and type where a column is described.
TYPE_WORDS = {
    ColumnType.TEXT: "text",
    ColumnType.NUMBER: "număr",
    ColumnType.MONEY: "sumă",
    ColumnType.DATE: "dată",
    ColumnType.LINK: "legătură",
    ColumnType.CHOICE: "alegere",
}
NUMERIC_TYPES = (ColumnType.NUMBER, ColumnType.MONEY)
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LINK = re.compile(r"https?://[^\s<>\"]+")


def column_value(stored: dict) -> ColumnValue:
    """Return the column that a level keeps as plain values; one without a type holds texts."""
    return ColumnValue(**{**stored, "choices": tuple(stored.get("choices", ()))})


def is_fitting(column: ColumnValue, text: str) -> bool:
    """Tell whether a text is a value of the column; an empty one is of each."""
    if not text or column.type == ColumnType.TEXT:
        return True
    if column.type in NUMERIC_TYPES:
        return bool(NUMBER.fullmatch(text))
    if column.type == ColumnType.DATE:
        return is_day(text)
    return text in column.choices if column.type == ColumnType.CHOICE else bool(LINK.fullmatch(text))


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, as 2031-05-17."""
    try:
        return bool(DAY.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


def total(column: ColumnValue, elements: Iterable[ElementValue]) -> Decimal | None:
    """Return the sum of a column of money; None for another type, under two sums, or where one is no sum."""
    texts = [text for element in elements if (text := element.extra.get(column.field, ""))]
    if column.type != ColumnType.MONEY or len(texts) < 2 or not all(is_fitting(column, text) for text in texts):
        return None
    return sum((Decimal(text) for text in texts), Decimal())


def column_words(column: ColumnValue) -> str:
    """Return the type of a column in brackets, with its unit or choices; nothing for one of texts.

    >>> column_words(ColumnValue(field="b", label="Buget", type="money", unit="mii lei"))
    ' [sumă: mii lei]'
    """
    if column.type == ColumnType.TEXT:
        return ""
    detail = column.unit or "; ".join(column.choices)
    return f" [{TYPE_WORDS[ColumnType(column.type)]}{f': {detail}' if detail else ''}]"
