"""What a file of data holds, whatever the format: tables with typed columns, and what every table of it is from."""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum

from portal.languages import keep_romanian

# How many letters a page in landscape shows side by side.
PAGE_WIDTH, MOST_PAGES_ACROSS = 180, 4

DataValue = str | bool | int | Decimal | datetime.date | None


class DataKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "număr"
    DATE = "dată"
    YES_NO = "da sau nu"


@dataclass(frozen=True, kw_only=True)
class DataColumn:
    """A column: what stands above it, what its cells hold, and what that means to who never saw the portal.

    Where there are `choices`, a spreadsheet offers them and takes nothing else. One that is hidden is for programs.
    """

    heading: str
    kind: DataKind = DataKind.TEXT
    about: str = ""
    width: int = 18
    choices: tuple[str, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class DataTable:
    """Rows under columns; `name` is its part of an address, `title` what people call it.

    `room` is how many rows people may add below, where the columns' choices hold, too.
    """

    name: str
    title: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[DataValue, ...], ...]
    room: int = 0

    @property
    def pages_across(self) -> int:
        """Return on how many pages side by side the columns are printed, so that they can be read."""
        width = sum(column.width for column in self.columns if not column.is_hidden)
        return max(1, min(-(-width // PAGE_WIDTH), MOST_PAGES_ACROSS))


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """Tables that are given together; `origin` says of all of them, name by name, where they are from."""

    title: str
    tables: tuple[DataTable, ...]
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return what tells one content from another."""
        text = json.dumps(asdict(self), ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def is_exact(value: int | Decimal) -> bool:
    """Tell whether a spreadsheet, which keeps fifteen digits, would show the number as it is."""
    return len(Decimal(value).normalize().as_tuple().digits) <= 15


def column_letters(count: int) -> str:
    """Return what a spreadsheet calls its column of this number.

    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# A column with what it takes of an item that a row is about.
ReadColumn = tuple[DataColumn, Callable[..., DataValue]]


def data_column(
    heading: str, read: Callable[..., DataValue], about: str = "", *, kind: DataKind = DataKind.TEXT, width: int = 18
) -> ReadColumn:
    """Return a column with what it takes of an item."""
    return DataColumn(heading=heading, kind=kind, about=about, width=width), read


@keep_romanian
def data_table(name: str, title: str, columns: Iterable[ReadColumn], items: Iterable) -> DataTable:
    """Return a table with a row for each item, in Romanian whoever asks for it."""
    heads, readers = zip(*columns, strict=True)
    rows = tuple(tuple(read(item) for read in readers) for item in items)
    return DataTable(name=name, title=title, columns=heads, rows=rows)
