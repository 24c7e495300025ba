"""How a table is laid out: its head, in one row or two, its row of column numbers, its repeated heads."""

import re
from dataclasses import dataclass

from plans.exchange.word.mapping.codes import split_code
from plans.exchange.word.mapping.vocabulary import column_role, find_rank
from plans.exchange.word.reading.blocks import Row, Table
from portal.text import fold

HEAD_LENGTH = 90
MAX_HEAD = 4
NUMBER = re.compile(r"(?:col\.?\s*)?(\d{1,2})[.)]?", re.IGNORECASE)


@dataclass
class TableLayout:
    """How many rows are the head, and what it says of each column; rows of column numbers are found by themselves."""

    head_rows: int
    heads: list[str]

    @property
    def signature(self) -> str:
        """Return what tables with the same head have in common."""
        return "|".join(fold(head) for head in self.heads)

    @property
    def is_known(self) -> bool:
        """Tell whether the table has a head at all."""
        return any(self.heads)


def layout_of(table: Table) -> TableLayout:
    """Return how a table is laid out."""
    rows, first = table.rows, 0
    while first < min(len(rows), 2) and is_whole(table, rows[first]):
        first += 1
    if first >= len(rows) or not _is_head(rows[first]):
        return TableLayout(0, [""] * table.width)
    last = first
    while last + 1 < min(len(rows), first + MAX_HEAD) and _reaches(rows[last], rows[last + 1]):
        last += 1
    while last + 1 < len(rows) and rows[last + 1].is_head and rows[last].is_head and not is_numbers(rows[last + 1]):
        last += 1
    heads = [_head(rows[first : last + 1], column) for column in range(table.width)]
    return TableLayout(last + 1, heads)


def is_whole(table: Table, row: Row) -> bool:
    """Tell whether a row is one cell across the table."""
    return table.width > 1 and len(row.cells) == 1 and row.cells[0].colspan == table.width


def head_rows(table: Table, number: int) -> list[Row]:
    """Return the rows of a head of so many rows: one across the table with a code is a statement above the head."""
    return [row for row in table.rows[:number] if not _is_statement(table, row)]


def rows_below(table: Table, number: int) -> list[Row]:
    """Return the rows that say something of the plan, below a head of so many rows or across the table above it."""
    return [*(row for row in table.rows[:number] if _is_statement(table, row)), *table.rows[number:]]


def _is_statement(table: Table, row: Row) -> bool:
    return is_whole(table, row) and bool(split_code(row.cells[0].text).code)


def is_numbers(row: Row) -> bool:
    """Tell whether a row only numbers the columns: 0 1 2 3 …"""
    found = [NUMBER.fullmatch(cell.text) for cell in row.cells if cell.text]
    numbers = [int(one[1]) for one in found if one]
    is_row = len(found) > 1 and all(found) and numbers[0] in (0, 1)
    return is_row and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def is_blank(row: Row) -> bool:
    """Tell whether nothing is written in a row."""
    return not any(cell.is_written for cell in row.cells)


def _is_head(row: Row) -> bool:
    """Tell whether a row names columns: words that heads are made of, no codes, nothing long."""
    texts = [cell.text for cell in row.cells if cell.text]
    if not texts or any(len(text) > HEAD_LENGTH or split_code(text).code for text in texts):
        return False
    known = [text for text in texts if column_role(text) or find_rank(text)]
    return bool(known) and (row.is_head or 2 * len(known) >= len(texts))


def _reaches(row: Row, below: Row) -> bool:
    """Tell whether the head goes on in the row below: a cell of it stands over several columns, or reaches down."""
    over = any(1 < cell.colspan < len(row.slots) for cell in row.cells)
    down = any(cell is not None and cell.row < below.index for cell in below.slots)
    short = all(len(cell.text) <= HEAD_LENGTH and not split_code(cell.text).code for cell in below.cells)
    return (over or (down and _is_head(below))) and short and not is_numbers(below)


def _head(rows: list[Row], column: int) -> str:
    cells = [row.slots[column] for row in rows if column < len(row.slots)]
    texts = [cell.text.replace("\n", " ") for cell in cells if cell is not None]
    return " ".join(dict.fromkeys(text for text in texts if text))
