"""A row of a workbook's sheet as it stands in the file, and what it changes of the plan."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from plans.exchange.sheets.sheet import Value
from plans.exchange.workbook.columns import IDENTITY, STAMP
from plans.exchange.workbook.stamps import RowStamp, read_stamp
from portal.literals import text_of
from portal.text import normalise

# What a cell says that leaves what is held as it is.
KEPT = object()


class CellRefused(ValueError):
    """Why a row cannot be taken, and in which column."""

    def __init__(self, heading: str, message: str):
        super().__init__(message)
        self.heading = heading


@dataclass(frozen=True)
class SheetRow:
    """A row as it stands in the file: its number, and its cells by the headings that are known."""

    line: int
    cells: dict[str, Value]

    def text(self, heading: str) -> str:
        """Return a cell as trimmed text, empty where the sheet has no such column."""
        value = self.cells.get(heading)
        return "" if value is None else normalise(text_of(value))

    @cached_property
    def identity(self) -> str:
        """Return what the row is recognised by, empty for a new one."""
        return self.text(IDENTITY)

    @cached_property
    def stamp(self) -> RowStamp | None:
        """Return what the row remembers of when it was taken out."""
        return read_stamp(self.text(STAMP)) if self.identity else None


@dataclass
class RowEdit:
    """A row of the file with the row of the plan that it is about, and what it changes there."""

    row: SheetRow
    instance: Any
    is_new: bool = False
    is_removed: bool = False
    is_moved: bool = False
    # What the row is called before the file changes it.
    label: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)

    @property
    def does_something(self) -> bool:
        """Tell whether the plan is another after it."""
        return self.is_new or self.is_removed or bool(self.changes)
