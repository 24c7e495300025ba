"""What a document consists of, in reading order: lines and tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `number` is what Word prints before it by itself: „1.2.”, „a)”, or „•” for a bullet.

    `pieces` is the text cut at wide gaps.
    """

    text: str
    pieces: tuple[str, ...] = ()
    number: str = ""
    heading: int = 0
    is_bold: bool = False
    indent: int = 0
    place: str = ""
    is_contents: bool = False

    @property
    def is_bullet(self) -> bool:
        """Tell whether Word prints a bullet before it."""
        return self.number == BULLET


BULLET = "•"


@dataclass(slots=True)
class Cell:
    """A cell of a table, which may span columns and rows; what stands in tables inside it is among its lines."""

    row: int
    column: int
    colspan: int
    lines: list[Line]
    rowspan: int = 1

    @property
    def text(self) -> str:
        """Return what stands in the cell, line under line, with the numbers that Word prints."""
        return "\n".join(printed_line(line) for line in self.lines)

    @property
    def is_written(self) -> bool:
        """Tell whether something stands in the cell beside a number that Word prints by itself."""
        return any(line.text for line in self.lines)


@dataclass(slots=True)
class Row:
    """A row of a table: at each column of the grid the cell that covers it, None where there is none."""

    index: int
    slots: list[Cell | None]
    is_head: bool = False

    def starting(self, column: int) -> Cell | None:
        """Return the cell that begins here; None for one that began above or to the left."""
        cell = self.slots[column] if column < len(self.slots) else None
        return cell if cell is not None and (cell.row, cell.column) == (self.index, column) else None

    def text(self, column: int) -> str:
        """Return the text of the cell that begins in a column."""
        cell = self.starting(column)
        return cell.text if cell else ""

    @property
    def cells(self) -> list[Cell]:
        """Return the cells that begin in this row."""
        return [cell for column in range(len(self.slots)) if (cell := self.starting(column))]


@dataclass(slots=True)
class Table:
    """A table; `number` counts the tables of the document from 1, `width` the columns of its grid."""

    number: int
    rows: list[Row] = field(default_factory=list)
    width: int = 0

    def add(self, row: Row) -> None:
        """Add a row; the grid is as wide as its widest row."""
        self.rows.append(row)
        self.width = max(self.width, len(row.slots))

    def place(self, row: int, column: int | None = None) -> str:
        """Name a row or a cell as a person would look for it."""
        where = f"tabelul {self.number}, rândul {row + 1}"
        return where if column is None else f"{where}, coloana {column + 1}"


@dataclass(slots=True)
class TextDocument:
    """A document as it was read; `raw` are its paragraphs as another reader found them, to check ours."""

    blocks: list[Line | Table]
    raw: list[tuple[str, str]] = field(default_factory=list)

    def tables(self) -> list[Table]:
        """Return the tables in reading order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def texts(self) -> Iterator[str]:
        """Yield every text that was read, once."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block.text
            else:
                yield from (line.text for row in block.rows for cell in row.cells for line in cell.lines)


def printed_line(line: Line) -> str:
    """Return a line with the number that Word prints before it.

    >>> printed_line(Line("Dezvoltarea", number="1.2."))
    '1.2. Dezvoltarea'
    """
    return f"{line.number} {line.text}".strip() if line.number else line.text
