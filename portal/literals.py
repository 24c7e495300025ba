"""Numbers and days as people write them: read from what is typed or stands in a cell, and written back.

Each refusal is a ValueError that says what to write instead.
"""

import datetime
import re
from decimal import Decimal

from portal.text import normalise

DECIMALS = r"(,\d+)?"
ROMANIAN_NUMBER = re.compile(
    rf"-?(\d{{1,3}}(\.\d{{3}}){{2,}}{DECIMALS}|\d{{1,3}}\.\d{{3}},\d+|\d{{1,3}}( \d{{3}})+{DECIMALS}|\d+{DECIMALS})",
    re.ASCII,
)
POINT_NUMBER = re.compile(r"-?\d+\.\d+", re.ASCII)
AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
ROMANIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\.?")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def text_of(value) -> str:
    """Return a cell as text: a number without useless decimals, a date as it is written here."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "da" if value else "nu"
    if isinstance(value, datetime.date):
        return date_text(value)
    if isinstance(value, float):
        return number_text(Decimal(repr(value)))
    return str(value)


def date_text(value: datetime.date) -> str:
    """Return a date as 31.12.2025."""
    return f"{value.day:02}.{value.month:02}.{value.year:04}"


def number_text(value: Decimal) -> str:
    """Return a number with a decimal comma, without thousands marks or zeros that say nothing.

    >>> number_text(Decimal("78.280000")), number_text(Decimal("1200")), number_text(Decimal("0.5"))
    ('78,28', '1200', '0,5')
    """
    written = f"{value:f}" if value else "0"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.replace(".", ",")


def quote(value) -> str:
    """Return the beginning of what a cell says, to be named in a message."""
    written = " ".join(text_of(value).split())
    return f"„{written[:60]}{'…' if len(written) > 60 else ''}”"


def read_number(value) -> Decimal | None:
    """The number that a text or a cell says, None for an empty one; one that could mean two things is refused."""
    written = normalise(text_of(value))
    if not written:
        return None
    if AMBIGUOUS.fullmatch(written):
        plain = written.replace(".", "")
        raise ValueError(
            f"{quote(value)} se poate citi în două feluri. Scrieți {plain} sau {written.replace('.', ',')}."
        )
    if ROMANIAN_NUMBER.fullmatch(written):
        return Decimal(written.replace(".", "").replace(" ", "").replace(",", "."))
    if POINT_NUMBER.fullmatch(written):
        return Decimal(written)
    raise ValueError(f"{quote(value)} nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură.")


def read_day(value) -> datetime.date | None:
    """Return the day that a text or a cell says (31.12.2025, 2025-12-31 or a date), None for an empty one."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value
    written = text_of(value).strip()
    if not written:
        return None
    try:
        if found := ROMANIAN_DATE.fullmatch(written):
            return datetime.date(int(found[3]), int(found[2]), int(found[1]))
        if ISO_DATE.fullmatch(written):
            return datetime.date.fromisoformat(written)
    except ValueError as error:
        raise ValueError(f"Data {quote(value)} nu există în calendar.") from error
    raise ValueError(f"{quote(value)} nu este o dată. Scrieți de exemplu 31.12.2025.")
