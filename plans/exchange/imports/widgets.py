"""What a cell may say: numbers, dates, yes and no, names of things; each refusal says what to write instead."""

import datetime
import re

from import_export.widgets import Widget

from portal.literals import date_text, number_text, quote, read_day, read_number, text_of
from portal.text import normalise

MAX_POSITION = 2_147_483_647


class TextWidget(Widget):
    """Text, as the model's field spells it."""

    def __init__(self, field):
        super().__init__()
        self.to_python = field.to_python

    def clean(self, value, row=None, **kwargs):
        """What a cell says as text, in the one spelling."""
        return self.to_python(text_of(value))

    def render(self, value, obj=None, **kwargs):
        """What the row holds, an empty text for nothing."""
        return value or ""


class JoinerWidget(TextWidget):
    """Text whose spaces matter, so it stands between quotes: „, ”."""

    def clean(self, value, row=None, **kwargs):
        """Return what stands between the quotes; the whole cell where there are none."""
        written = text_of(value)
        return written[1:-1] if re.fullmatch(r"„.*”", written, re.DOTALL) else written

    def render(self, value, obj=None, **kwargs):
        """Return the text between quotes."""
        return f"„{value}”" if value else ""


class CodeWidget(TextWidget):
    """A printed code, which a spreadsheet must not have turned into a number or a date."""

    def clean(self, value, row=None, **kwargs):
        """A code as it was typed; refuse what the program made a number or a date of."""
        if isinstance(value, float | datetime.date | datetime.time):
            raise ValueError(
                f"Programul de calcul tabelar a schimbat codul în {quote(value)}: 1.1 și 1.10 nu se mai deosebesc. "
                "Formatați coloana ca text și scrieți codul din nou."
            )
        return super().clean(value)


class PositionWidget(Widget):
    """A place in the order: 10, 20, 30."""

    def clean(self, value, row=None, **kwargs):
        """Return the number."""
        written = text_of(value).strip()
        if not (written.isascii() and written.isdigit() and len(written) <= 10 and int(written) <= MAX_POSITION):
            raise ValueError(f"{quote(value)} nu este o poziție. Scrieți un număr întreg, de exemplu 10.")
        return int(written)

    def render(self, value, obj=None, **kwargs):
        """The number as Romanians write it, an empty text for none."""
        return "" if value is None else str(value)


class NumberWidget(Widget):
    """A number with a decimal comma; a single point before three digits could mean two things and is refused."""

    def clean(self, value, row=None, **kwargs):
        """Return the number, None for an empty cell."""
        return read_number(value)

    def render(self, value, obj=None, **kwargs):
        """The number as Romanians write it, an empty text for none."""
        return "" if value is None else number_text(value)


class DayWidget(Widget):
    """A date: 31.12.2025, 2025-12-31 or a date cell."""

    def clean(self, value, row=None, **kwargs):
        """Return the date, None for an empty cell."""
        return read_day(value)

    def render(self, value, obj=None, **kwargs):
        """Return the date."""
        return date_text(value) if value else ""


class YesNoWidget(Widget):
    """Yes or no: da, nu."""

    def clean(self, value, row=None, **kwargs):
        """Return the answer; an empty cell means no."""
        written = text_of(value).strip().casefold()
        if written not in ("da", "nu", ""):
            raise ValueError(f"{quote(value)} nu este un răspuns. Scrieți da sau nu.")
        return written == "da"

    def render(self, value, obj=None, **kwargs):
        """Return the answer."""
        return "da" if value else "nu"


class ChoiceWidget(Widget):
    """One of a vocabulary's words, or its code."""

    def __init__(self, field):
        super().__init__()
        self.labels = {code: str(label) for code, label in field.choices}
        self.codes = {normalise(name).casefold(): code for code, label in self.labels.items() for name in (code, label)}

    def clean(self, value, row=None, **kwargs):
        """A code as it was typed; refuse what the program made a number or a date of."""
        written = normalise(text_of(value))
        if not written:
            return ""
        if written.casefold() not in self.codes:
            known = "; ".join(self.labels.values())
            raise ValueError(f"{quote(value)} nu se poate alege. Scrieți una dintre: {known}.")
        return self.codes[written.casefold()]

    def render(self, value, obj=None, **kwargs):
        """Return the word."""
        return self.labels.get(value, value or "")


class LookupWidget(Widget):
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
