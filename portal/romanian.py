"""Numbers, dates and counts as Romanian writes them; as English does, on an English page."""

import datetime
import re
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone
from django.utils.dates import MONTHS as ENGLISH_MONTHS
from django.utils.translation import ngettext

from portal.languages import is_english
from portal.own_words import own_words

MONTHS = (
    "ianuarie",
    "februarie",
    "martie",
    "aprilie",
    "mai",
    "iunie",
    "iulie",
    "august",
    "septembrie",
    "octombrie",
    "noiembrie",
    "decembrie",
)
NO_BREAK_SPACE = "\u00a0"
# Short names of units that look like words.
ABBREVIATIONS = {"buc", "kwh", "mii", "mil", "min", "mld"}


def amount(value: Decimal) -> str:
    """Return a number with all the decimals it has.

    >>> amount(Decimal("245232.31")), amount(Decimal("372.00")), amount(Decimal("-1000"))
    ('245.232,31', '372,00', '-1.000')
    """
    text = f"{value:,f}"
    return text if is_english() else text.translate(str.maketrans(",.", ".,"))


def quantity(value: Decimal) -> str:
    """Return a number without the zeros that say nothing.

    >>> quantity(Decimal("1200.500000")), quantity(Decimal("4.000000"))
    ('1.200,5', '4')
    """
    point = "." if is_english() else ","
    text = amount(value)
    return text.rstrip("0").rstrip(point) if point in text else text


def percent(value: Decimal) -> str:
    """Return a percentage as printed.

    >>> percent(Decimal("78.28"))
    '78,28%'
    """
    return f"{amount(value)}%"


def long_date(value: datetime.date) -> str:
    """Return a date in words, a moment as its day in Romania.

    >>> long_date(datetime.date(2026, 11, 21))
    '21 noiembrie 2026'
    """
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value)
    return f"{value.day} {month_name(value.month)} {value.year}"


def month_name(month: int) -> str:
    """Return what a month is called."""
    return str(ENGLISH_MONTHS[month]) if is_english() else MONTHS[month - 1]


def iso_date(value: datetime.date) -> str:
    """Return a date as machines read it, a moment as its day in Romania."""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value)
    return f"{value:%Y-%m-%d}"


def period_until(start: datetime.date, end: datetime.date) -> str:
    """Return the period between two days, as years where it is made of whole years.

    >>> period_until(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    '2024'
    >>> period_until(datetime.date(2019, 1, 1), datetime.date(2025, 12, 31))
    '2019–2025'
    >>> period_until(datetime.date(2024, 3, 1), datetime.date(2025, 6, 30))
    '1 martie 2024 – 30 iunie 2025'
    """
    if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return f"{long_date(start)} – {long_date(end)}"
    return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"


class CountedNoun(NamedTuple):
    """A noun that is counted, in both its forms; the English of the two is in the catalogue."""

    singular: str
    plural: str


def count(number: int, singular: str, plural: str) -> str:
    """Return a number with its noun, in the right one of the three forms.

    >>> [count(n, "acțiune", "acțiuni").replace(NO_BREAK_SPACE, " ") for n in (1, 2, 0, 20, 101, 120)]
    ['1 acțiune', '2 acțiuni', '0 acțiuni', '20 de acțiuni', '101 acțiuni', '120 de acțiuni']
    """
    noun = ngettext(singular, plural, number) if is_english() else singular if number == 1 else plural
    return f"{amount(Decimal(number))}{NO_BREAK_SPACE}{'de ' if takes_of(number) else ''}{noun}"


def takes_of(number: int | Decimal) -> bool:
    """Tell whether „de” stands between a number and its noun, as it does in Romanian alone."""
    return number >= 20 and not 1 <= number % 100 <= 19 and not is_english()


def with_unit(text: str, value: Decimal, unit: str) -> str:
    """Return a number, already written, with its unit; one of something keeps no noun, for the unit is in the plural.

    >>> [with_unit(n, Decimal(n), "accidente").replace(NO_BREAK_SPACE, " ") for n in ("4", "25", "1")]
    ['4 accidente', '25 de accidente', '1']
    """
    if not unit:
        return text
    if unit[0] in "%‰":
        return f"{text}{unit}"
    if not is_noun(unit):
        return f"{text}{NO_BREAK_SPACE}{own_words(unit)}"
    if abs(value) == 1:
        return text
    with_of = value == value.to_integral_value() and takes_of(abs(value))
    return f"{text}{NO_BREAK_SPACE}{'de ' if with_of else ''}{own_words(unit)}"


def is_noun(unit: str) -> bool:
    """Tell whether a unit is a counted noun and not a sign or an abbreviation."""
    first = re.match(r"[a-zăâîșț]{3,}(?![^ /])", unit)
    return bool(first) and first[0] not in ABBREVIATIONS


def number_with_noun(number: int, forms: str) -> str:
    """Return a number with its noun, whose forms are given as "singular,plural"."""
    return count(number, *forms.split(","))


def inside(text: str) -> str:
    """Return a name as it stands inside a sentence: small first letters, except those of abbreviations.

    >>> inside("Axe de dezvoltare"), inside("ONG-uri"), inside("Obiective specifice / Direcții de acțiune")
    ('axe de dezvoltare', 'ONG-uri', 'obiective specifice / direcții de acțiune')
    """
    names = text.split(" / ")
    return " / ".join(name if name[1:2].isupper() else name[:1].lower() + name[1:] for name in names)
