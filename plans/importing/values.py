"""What a cell may say: numbers, dates, yes and no, names of things; each refusal says what to write instead."""

import datetime
import re
from decimal import Decimal

from import_export.widgets import Widget

from plans.text import normalise

MAX_POSITION = 2_147_483_647
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
        return day(value)
    if isinstance(value, float):
        return number(Decimal(repr(value)))
    return str(value)


def day(value: datetime.date) -> str:
    """Return a date as 31.12.2025."""
    return f"{value.day:02}.{value.month:02}.{value.year:04}"


def number(value: Decimal) -> str:
    """Return a number with a decimal comma, without thousands marks or zeros that say nothing.

    >>> number(Decimal("78.280000")), number(Decimal("1200")), number(Decimal("0.5"))
    ('78,28', '1200', '0,5')
    """
    written = f"{value:f}" if value else "0"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.replace(".", ",")


def quoted(value) -> str:
    """Return the beginning of what a cell says, to be named in a message."""
    written = " ".join(text_of(value).split())
    return f"„{written[:60]}{'…' if len(written) > 60 else ''}”"


class Text(Widget):
    """Text, as the model's field spells it."""

    def __init__(self, field):
        super().__init__()
        self.to_python = field.to_python

    def clean(self, value, row=None, **kwargs):
        """Return the text."""
        return self.to_python(text_of(value))

    def render(self, value, obj=None, **kwargs):
        """Return the text."""
        return value or ""


class Joiner(Text):
    """Text whose spaces matter, so it stands between quotes: „, ”."""

    def clean(self, value, row=None, **kwargs):
        """Return what stands between the quotes; the whole cell where there are none."""
        written = text_of(value)
        return written[1:-1] if re.fullmatch(r"„.*”", written, re.DOTALL) else written

    def render(self, value, obj=None, **kwargs):
        """Return the text between quotes."""
        return f"„{value}”" if value else ""


class Code(Text):
    """A printed code, which a spreadsheet must not have turned into a number or a date."""

    def clean(self, value, row=None, **kwargs):
        """Return the code."""
        if isinstance(value, float | datetime.date | datetime.time):
            raise ValueError(
                f"Programul de calcul tabelar a schimbat codul în {quoted(value)}: 1.1 și 1.10 nu se mai deosebesc. "
                "Formatați coloana ca text și scrieți codul din nou."
            )
        return super().clean(value)


class Position(Widget):
    """A place in the order: 10, 20, 30."""

    def clean(self, value, row=None, **kwargs):
        """Return the number."""
        written = text_of(value).strip()
        if not (written.isascii() and written.isdigit() and len(written) <= 10 and int(written) <= MAX_POSITION):
            raise ValueError(f"{quoted(value)} nu este o poziție. Scrieți un număr întreg, de exemplu 10.")
        return int(written)

    def render(self, value, obj=None, **kwargs):
        """Return the number."""
        return "" if value is None else str(value)


class Number(Widget):
    """A number with a decimal comma; a single point before three digits could mean two things and is refused."""

    def clean(self, value, row=None, **kwargs):
        """Return the number, None for an empty cell."""
        written = normalise(text_of(value))
        if not written:
            return None
        if AMBIGUOUS.fullmatch(written):
            plain = written.replace(".", "")
            raise ValueError(
                f"{quoted(value)} se poate citi în două feluri. Scrieți {plain} sau {written.replace('.', ',')}."
            )
        if ROMANIAN_NUMBER.fullmatch(written):
            return Decimal(written.replace(".", "").replace(" ", "").replace(",", "."))
        if POINT_NUMBER.fullmatch(written):
            return Decimal(written)
        raise ValueError(f"{quoted(value)} nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură.")

    def render(self, value, obj=None, **kwargs):
        """Return the number."""
        return "" if value is None else number(value)


class Day(Widget):
    """A date: 31.12.2025, 2025-12-31 or a date cell."""

    def clean(self, value, row=None, **kwargs):
        """Return the date, None for an empty cell."""
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
            raise ValueError(f"Data {quoted(value)} nu există în calendar.") from error
        raise ValueError(f"{quoted(value)} nu este o dată. Scrieți de exemplu 31.12.2025.")

    def render(self, value, obj=None, **kwargs):
        """Return the date."""
        return day(value) if value else ""


class YesNo(Widget):
    """Yes or no: da, nu."""

    def clean(self, value, row=None, **kwargs):
        """Return the answer; an empty cell means no."""
        written = text_of(value).strip().casefold()
        if written not in ("da", "nu", ""):
            raise ValueError(f"{quoted(value)} nu este un răspuns. Scrieți da sau nu.")
        return written == "da"

    def render(self, value, obj=None, **kwargs):
        """Return the answer."""
        return "da" if value else "nu"


class Choice(Widget):
    """One of a vocabulary's words, or its code."""

    def __init__(self, field):
        super().__init__()
        self.labels = {code: str(label) for code, label in field.choices}
        self.codes = {normalise(name).casefold(): code for code, label in self.labels.items() for name in (code, label)}

    def clean(self, value, row=None, **kwargs):
        """Return the code."""
        written = normalise(text_of(value))
        if not written:
            return ""
        if written.casefold() not in self.codes:
            known = "; ".join(self.labels.values())
            raise ValueError(f"{quoted(value)} nu se poate alege. Scrieți una dintre: {known}.")
        return self.codes[written.casefold()]

    def render(self, value, obj=None, **kwargs):
        """Return the word."""
        return self.labels.get(value, value or "")


class Named(Widget):
    """A thing found by its name in the sheet; `find` may refuse, `name` gives the name back."""

    def __init__(self, find, name):
        super().__init__()
        self.find, self.name = find, name

    def clean(self, value, row=None, **kwargs):
        """Return the thing, None for an empty cell."""
        written = text_of(value).strip()
        return self.find(written, row) if written else None

    def render(self, value, obj=None, **kwargs):
        """Return its name."""
        return "" if value is None else self.name(value)
