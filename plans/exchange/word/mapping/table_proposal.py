"""What the columns of tables most likely are."""

import re

from plans.exchange.word.mapping.choices import (
    ASIDE,
    CODE,
    LEVEL_ROLE,
    OWN,
    RANK,
    TEXT,
    TITLE,
    TREE,
    ColumnChoice,
    LevelRegister,
    TableChoice,
)  # fmt: skip
from plans.exchange.word.mapping.grouping import GroupedLine
from plans.exchange.word.mapping.tables import TableLayout, is_numbers, layout_of, rows_below
from plans.exchange.word.mapping.vocabulary import OTHER, column_role, find_rank, level_names
from plans.exchange.word.reading.blocks import Row, Table
from portal.text import fold

UNIT = re.compile(r"\(?\b(mii lei|mil\. ?lei|milioane lei|lei|ron|euro|mii euro)\b\)?", re.IGNORECASE)
TERMS = ("evaluation_term", "completion_term")
MARK = re.compile(r"[xX✓✗☐☑☒√*+-]")
SUM = re.compile(r"-?\d{1,3}(?:[. ]?\d{3})*(?:,\d+)?")


class TableProposer:
    """Proposes the tables of one document; tables with the same head are understood alike."""

    def __init__(self, register: LevelRegister):
        self.register = register
        self.signatures: dict[int, str] = {}

    def propose(self, blocks: list[GroupedLine | Table]) -> dict[int, TableChoice]:
        """Return a choice for each table."""
        found: dict[int, TableChoice] = {}
        last: tuple[Table, TableChoice] | None = None
        for block in blocks:
            if not isinstance(block, Table):
                last = None if block.is_heading else last
                continue
            layout = layout_of(block)
            if not layout.is_known and last and last[0].width == block.width:
                # A table that a page break cut in two: the second half has no head.
                found[block.number] = TableChoice(TREE, 0, last[1].columns, last[1].head)
                self.signatures[block.number] = self.signatures[last[0].number]
                continue
            choice = found[block.number] = self.choice(block, layout)
            self.signatures[block.number] = layout.signature
            last = (block, choice) if choice.role == TREE else None
        return found

    def is_one_head(self, numbers: list[int]) -> bool:
        """Tell whether these tables all have the same head."""
        return len({self.signatures[number] for number in numbers}) == 1

    def choice(self, table: Table, layout: TableLayout) -> TableChoice:
        """Return what a table and its columns are."""
        rows = [row for row in rows_below(table, layout.head_rows) if not is_numbers(row)]
        columns = [_column(head, rows, at) for at, head in enumerate(layout.heads)]
        if not {TITLE, "description"} & {one.role for one in columns}:
            # What says the level of its row says it of a title.
            for column in columns:
                column.role = OWN if column.role == RANK else column.role
        roles = [one.role for one in columns]
        is_tree = LEVEL_ROLE in roles or RANK in roles
        if not (is_tree and rows):
            columns = [ColumnChoice(OWN, head[:60]) for head in layout.heads]
            _keep_apart(columns)
            return TableChoice(TEXT, layout.head_rows, columns, layout.signature)
        if RANK in roles:
            self._rank_levels(columns, rows)
        self._levels(columns, layout.heads)
        _keep_apart(columns)
        return TableChoice(TREE, layout.head_rows, columns, layout.signature)

    def _levels(self, columns: list[ColumnChoice], heads: list[str]) -> None:
        """Name the levels that columns hold, each under the one to its left."""
        parent = ""
        for column, head in zip(columns, heads, strict=True):
            if column.role == LEVEL_ROLE:
                rank = find_rank(head) or OTHER
                level = self.register.add(level_names(head), rank.kind, rank.prefix, parent)
                column.role = LEVEL_ROLE + level.key
                parent = level.key
            elif column.role == TITLE and all(one.role != RANK for one in columns):
                column.role, column.label = OWN, head

    def _rank_levels(self, columns: list[ColumnChoice], rows: list[Row]) -> None:
        """Name the levels that a column says row by row, each under the one that was named before it."""
        if all(one.role != TITLE for one in columns):
            next(one for one in columns if one.role == "description").role = TITLE
        at = next(at for at, one in enumerate(columns) if one.role == RANK)
        parent = ""
        for text in dict.fromkeys(row.text(at) for row in rows):
            rank = find_rank(text) or OTHER
            if text and not text.isdigit():
                parent = self.register.add(level_names(text), rank.kind, rank.prefix, parent).key


def _column(head: str, rows: list[Row], at: int) -> ColumnChoice:
    """Return what a column is by its head and by what stands in it."""
    role, rank = column_role(head), find_rank(head)
    texts = [row.text(at) for row in rows]
    if fold(head).strip() == "directia" or (rank and role in ("", TITLE)):
        return ColumnChoice(LEVEL_ROLE, head)
    if role and role != OWN:
        return ColumnChoice(role, head) if not _is_crossed(role, texts) else ColumnChoice(OWN, head[:60])
    if not head and not any(texts):
        return ColumnChoice(ASIDE)
    values = [text for text in texts if text]
    unit = UNIT.search(head)
    is_sum = bool(values) and bool(unit) and all(SUM.fullmatch(text) for text in values)
    return ColumnChoice(OWN, head[:60], "money" if is_sum else "text", unit[1].lower() if is_sum else "")


def _is_crossed(role: str, texts: list[str]) -> bool:
    """Tell whether a column of terms has only crosses: they say when by the head above them."""
    return role in TERMS and any(texts) and all(MARK.fullmatch(text) for text in texts if text)


def _keep_apart(columns: list[ColumnChoice]) -> None:
    """Let each field be filled by one column; another one like it is kept under its own name."""
    seen: set[str] = set()
    for number, column in enumerate(columns, start=1):
        if column.role in (OWN, ASIDE, CODE):
            column.label = column.label or (f"Coloana {number}" if column.role == OWN else "")
            if column.role == OWN and fold(column.label) in seen:
                column.label = f"{column.label} ({number})"
            seen.add(fold(column.label))
        elif column.role in seen:
            column.role = OWN
        else:
            seen.add(column.role)
