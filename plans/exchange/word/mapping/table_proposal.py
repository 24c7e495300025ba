"""What the columns of tables most likely are."""

from plans.exchange.word.mapping.choices import (
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
from plans.exchange.word.mapping.columns import keep_apart, propose_column
from plans.exchange.word.mapping.fiche_proposal import FicheProposer
from plans.exchange.word.mapping.grouping import GroupedLine
from plans.exchange.word.mapping.tables import TableLayout, is_numbers, layout_of, rows_below
from plans.exchange.word.mapping.vocabulary import OTHER, find_rank, level_names
from plans.exchange.word.reading.blocks import Row, Table


class TableProposer:
    """Proposes the tables of one document; tables with the same head are understood alike."""

    def __init__(self, register: LevelRegister):
        self.register = register
        self.signatures: dict[int, str] = {}
        self.groups: dict[str, str] = {}

    def propose(self, blocks: list[GroupedLine | Table]) -> dict[int, TableChoice]:
        """Return a choice for each table; `groups` says which paragraphs are elements above fiches."""
        fiches = FicheProposer(self.register, blocks)
        known, self.groups = fiches.propose(), fiches.groups
        found: dict[int, TableChoice] = {}
        last: tuple[Table, TableChoice] | None = None
        for block in blocks:
            if not isinstance(block, Table):
                last = None if block.is_heading else last
                continue
            if block.number in known:
                found[block.number], last = known[block.number], None
                self.signatures[block.number] = found[block.number].head
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
        columns = [propose_column(head, [row.text(at) for row in rows]) for at, head in enumerate(layout.heads)]
        if not {TITLE, "description"} & {one.role for one in columns}:
            # What says the level of its row says it of a title.
            for column in columns:
                column.role = OWN if column.role == RANK else column.role
        roles = [one.role for one in columns]
        is_tree = LEVEL_ROLE in roles or RANK in roles
        if not (is_tree and rows):
            columns = [ColumnChoice(OWN, head[:60]) for head in layout.heads]
            keep_apart(columns)
            return TableChoice(TEXT, layout.head_rows, columns, layout.signature)
        if RANK in roles:
            self._rank_levels(columns, rows)
        self._levels(columns, layout.heads)
        keep_apart(columns)
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
