"""A sheet as read from a file: headings, and rows that know their number; bounded whatever the file says."""

import datetime
import re
from dataclasses import dataclass, field

from plans.exchange.sheets.refusal import ImportRefused
from portal.romanian import quantity
from portal.text import UNPRINTABLE, normalise

# A new row takes up to ten milliseconds, in which nobody else can save.
MAX_ROWS = 2_000
MAX_COLUMNS = 100
MAX_CELL = 20_000
MAX_TEXT = 20_000_000
TOO_MUCH_TEXT = "Foaia are prea mult text. Împărțiți-o în mai multe fișiere."

Value = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | None


@dataclass(frozen=True)
class Sheet:
    """The headings of a sheet, and its rows as (number in the sheet, values in the order of the headings)."""

    headings: list[str]
    rows: list[tuple[int, list[Value]]]


@dataclass
class SheetBuilder:
    """Takes a sheet's rows one by one and refuses the file at the first that no sheet of ours has."""

    headings: dict[int, str] = field(default_factory=dict)
    rows: list[tuple[int, list[Value]]] = field(default_factory=list)
    text: int = 0
    heading_row: int = 0
    max_rows: int = MAX_ROWS

    def add(self, number: int, cells: dict[int, Value]) -> None:
        """Take a row, as values by column from 0; the first row that is not blank holds the headings."""
        cells = {column: value for column, value in cells.items() if not is_blank(value)}
        if not cells:
            return
        for column, value in cells.items():
            self._check(number, column, value)
        if not self.headings:
            self._take_headings(number, cells)
            return
        for column in cells.keys() - self.headings.keys():
            raise ImportRefused(
                f"Rândul {number} are date în coloana {column_letters(column)}, care nu are titlu. Titlurile stau pe "
                f"primul rând scris al foii, aici rândul {self.heading_row}."
            )
        if len(self.rows) == self.max_rows:
            raise ImportRefused(too_many_rows_message(self.max_rows))
        self.rows.append((number, [cells.get(column) for column in self.headings]))

    def finish(self) -> Sheet:
        """Return the sheet; raise ImportRefused for one without headings or without rows."""
        if not self.headings:
            raise ImportRefused("Foaia este goală: primul rând trebuie să conțină titlurile coloanelor.")
        if not self.rows:
            raise ImportRefused("Foaia are numai titlurile coloanelor, niciun rând de importat.")
        return Sheet(list(self.headings.values()), self.rows)

    def _check(self, number: int, column: int, value: Value) -> None:
        if column >= MAX_COLUMNS:
            raise ImportRefused(too_wide_message(number))
        if not isinstance(value, str):
            return
        self.text += len(value)
        found = UNPRINTABLE.search(value)
        if len(value) <= MAX_CELL and self.text <= MAX_TEXT and not found:
            return
        place = f"Rândul {number}, coloana {column_letters(column)}"
        if len(value) > MAX_CELL:
            raise ImportRefused(f"{place}: textul depășește 20.000 de caractere.")
        if self.text > MAX_TEXT:
            raise ImportRefused(TOO_MUCH_TEXT)
        raise ImportRefused(f"{place}: textul conține un caracter nepermis (U+{ord(found[0]):04X}). Ștergeți-l.")

    def _take_headings(self, number: int, cells: dict[int, Value]) -> None:
        self.heading_row = number
        seen: dict[str, int] = {}
        for column in sorted(cells):
            heading = normalise(re.sub(r"\s+", " ", str(cells[column])))
            twin = seen.setdefault(heading.casefold(), column)
            if twin != column:
                raise ImportRefused(
                    f"Rândul {number}: coloanele {column_letters(twin)} și {column_letters(column)} au același titlu: "
                    f"„{heading[:80]}”."
                )
            self.headings[column] = heading


def is_blank(value: Value) -> bool:
    """Tell whether a cell holds nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def too_many_rows_message(limit: int) -> str:
    """Return why a sheet of more rows is refused."""
    return f"Foaia are mai mult de {quantity(limit)} de rânduri. Împărțiți-o în mai multe fișiere."


def too_wide_message(number: int) -> str:
    """Return why a row with data beyond the last column is refused."""
    return f"Rândul {number} are date dincolo de coloana a o suta ({column_letters(MAX_COLUMNS - 1)})."


def column_letters(column: int) -> str:
    """Return a column's name as spreadsheets show it.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(99)
    ('A', 'Z', 'AA', 'CV')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
