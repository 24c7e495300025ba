"""Values of a plan's own columns as they are printed."""

import datetime
from decimal import Decimal

from plans.document import ColumnValue
from plans.document.columns import NUMERIC_TYPES, ColumnType, is_fitting
from portal.own_words import own_words
from portal.romanian import amount, long_date, quantity, with_unit

CENT = Decimal("0.01")


def printed_value(column: ColumnValue | None, text: str) -> str:
    """Return a value as Romanian prints it; a text, or what does not fit its column, as it is."""
    if column is None or not text or not is_fitting(column, text):
        return own_words(text)
    if column.type in NUMERIC_TYPES:
        return printed_number(column, Decimal(text))
    return long_date(datetime.date.fromisoformat(text)) if column.type == ColumnType.DATE else own_words(text)


def printed_number(column: ColumnValue, number: Decimal) -> str:
    """Return a number with its unit; a sum that is not whole has at least two decimals."""
    is_money = column.type == ColumnType.MONEY and number != number.to_integral_value()
    places = min(number.as_tuple().exponent, CENT.as_tuple().exponent)
    written = amount(number.quantize(Decimal(1).scaleb(places))) if is_money else quantity(number)
    return with_unit(written, number, column.unit)
