"""The columns of a workbook's sheets: what they hold of a row of the plan, and how what is typed there is read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Field

from plans.exchange.sheets.sheet import Value
from portal.data_files.tables import DataColumn, DataKind, DataValue
from portal.literals import number_text, text_of

IDENTITY, STAMP, REMOVAL = "Identificator", "Stare", "Șterge"
REMOVAL_COLUMN = DataColumn(
    heading=REMOVAL,
    about="„da” scoate rândul din plan. Un rând care lipsește din foaie rămâne în plan.",
    width=8,
    choices=("da",),
)
IDENTITY_COLUMN = DataColumn(
    heading=IDENTITY, about="După el se recunoaște rândul. Gol la un rând nou; nu îl schimbați.", width=38
)
STAMP_COLUMN = DataColumn(
    heading=STAMP,
    about="Ce spunea rândul la descărcare; după el se vede ce ați schimbat dumneavoastră și ce au salvat alții.",
    width=12,
    is_hidden=True,
)


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """A column: `get` takes what it holds from a row, `say` tells it as a cell does, `read` understands a cell.

    `read` is given the cell and the row and raises ValueError with what to write instead. What is_fixed is only read
    by people: another value there is refused, except in new rows where it `is_first`. A column that `refers` to other
    rows is read once those are known; one that `moves` says where a row stands. `model_field` is where it is saved.
    """

    name: str
    heading: str
    about: str
    read: Callable[[Value, Any], Any] = field(default=lambda value, _row: value)
    get: Callable[[Any], Any] | None = None
    say: Callable[[Any], DataValue] = field(default=lambda value: value)
    put: Callable[[Any, Any], None] | None = None
    model_field: str = ""
    kind: DataKind = DataKind.TEXT
    width: int = 18
    choices: tuple[str, ...] = ()
    is_fixed: bool = False
    is_first: bool = False
    refers: bool = False
    moves: bool = False

    @property
    def data_column(self) -> DataColumn:
        """Return how a file has the column."""
        about = f"{self.about} Numai de citit." if self.is_fixed and not self.is_first else self.about
        return DataColumn(heading=self.heading, kind=self.kind, about=about, width=self.width, choices=self.choices)

    @property
    def saved_in(self) -> str:
        """Return the name of the model's field in which it is kept."""
        return self.model_field or self.name

    def cell(self, row) -> DataValue:
        """Return what a cell of the column says of a row."""
        return self.say(self.get(row) if self.get else getattr(row, self.name))

    def words(self, row) -> str:
        """Return that as text."""
        return cell_words(self.cell(row))

    def keep(self, row, value) -> None:
        """Put a value that was read into a row."""
        if self.put:
            self.put(row, value)
        else:
            setattr(row, self.name, value)


def cell_words(value: DataValue | Value) -> str:
    """Return what a cell holds as the one text by which cells are compared."""
    return number_text(value) if isinstance(value, Decimal) else text_of(value)


def says_the_same(cell: Value, held: DataValue) -> bool:
    """Tell at one look whether a cell holds the very value: most do, and words cost more than values."""
    return cell == held if type(cell) is type(held) else cell is None and held == ""


def model_column(declared: Field, heading: str, about: str, **said) -> SheetColumn:
    """Return the column of a model's own text: read in its one spelling, within its bounds."""
    return SheetColumn(
        name=declared.name,
        heading=heading,
        about=about,
        read=lambda value, _row: declared.to_python(text_of(value)),
        say=lambda value: value or "",
        **said,
    )


def widget_column(name: str, heading: str, about: str, widget, **said) -> SheetColumn:
    """Return a column that is read by a widget of the imports, and says its value as the widget renders it."""
    said.setdefault("say", widget.render)
    return SheetColumn(
        name=name, heading=heading, about=about, read=lambda value, row: widget.clean(value, row), **said
    )
