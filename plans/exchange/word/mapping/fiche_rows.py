"""Fiches as elements: each is a row of a table whose columns are its keys."""

from dataclasses import dataclass, field, replace

from plans.exchange.word.mapping.choices import CODE, TableChoice
from plans.exchange.word.mapping.codes import split_code
from plans.exchange.word.mapping.fiches import (
    NUMBER_KEY,
    TITLE_KEY,
    Fiche,
    FicheTitle,
    fiche_title,
    read_fiches,
    row_text,
    shape_of,
)
from plans.exchange.word.mapping.grouping import GroupedLine, group_row
from plans.exchange.word.mapping.table_rows import TableRows, join_lines, starts_anew
from plans.exchange.word.reading.blocks import Cell, Line, Row, Table, printed_line
from portal.text import fold


@dataclass(slots=True)
class TurnedTable(Table):
    """A fiche as a table of one row, which knows where in the document each of its columns stands."""

    places: list[str] = field(default_factory=list)

    def place(self, row: int, column: int | None = None) -> str:
        """Name the place of a column as a person would look for it."""
        return self.places[column or 0]


class FicheRow(TableRows):
    """Adds the one row that is a fiche; what says no element of its own is about the heading above."""

    def __init__(self, builder, table: TurnedTable, choice: TableChoice):
        super().__init__(builder, table, choice)
        self.last = [] if builder.named is None else [builder.named]

    def add(self) -> None:
        """Add the fiche."""
        row = self.table.rows[0]
        if self.rank is not None:
            self._ranked_row(row)
        else:
            self._level_row(row)

    def _is_repeated(self, cell: Cell, level: str, code: str) -> bool:
        """Tell whether a cell names an element that is there already, which is the one of the next fiches again."""
        said = split_code(join_lines([printed_line(line) for line in cell.lines]))
        for at, one in enumerate(self.draft.elements):
            is_same = one.code == (code or said.code) and fold(one.title) == fold(said.title or said.label or said.code)
            if one.level == level and is_same:
                self.builder.go_on_under(at)
                return True
        return False

    def _joined(self, cell: Cell) -> str:
        """Return a value: fiches have room for their paragraphs, each stays one."""
        lines = map(printed_line, cell.lines)
        return join_lines(lines, lambda _text, line: line[:1].islower() and not starts_anew(line))


class FicheTable:
    """Adds the fiches of a table to the plan that is being built; `line` is the title right above the first."""

    def __init__(self, builder, table: Table, choice: TableChoice, line: GroupedLine | None):
        self.builder, self.table, self.choice, self.line = builder, table, choice, line
        self.draft, self.shape = builder.draft, shape_of(choice, builder.mapping)
        path = builder.mapping.level_path(choice)
        # The levels from the topmost down, the codes before the last of them: as tables have them.
        order = {level: 3 * at for at, level in enumerate(path)}
        self.order = sorted(range(len(choice.keys)), key=lambda at: self._rank(choice.columns[at], order))

    @staticmethod
    def _rank(column, order: dict[str, int]) -> int:
        last = max(order.values(), default=0)
        return last - 1 if column.role == CODE else order.get(column.level, last + 1)

    def add(self) -> None:
        """Add every fiche, and what stands above one as an element of its own."""
        above = ""
        for number, fiche in enumerate(read_fiches(self.table, self.choice.keys)):
            statements, titles = self.shape.split_titles(fiche)
            for row in statements:
                if row_text(row) == above:
                    self.draft.set_aside.append((self.table.place(row.index), above))
                    continue
                above = row_text(row)
                one = group_row(row)
                self.builder.block(replace(one, line=replace(one.line, place=self.table.place(row.index))))
            self._fiche(fiche, titles, self.line if number == 0 else None)

    def _fiche(self, fiche: Fiche, titles: list[Row], line: GroupedLine | None) -> None:
        said: dict[str, tuple[list[Line], str]] = {}
        for key, entry in fiche.entries.items():
            self.draft.heads += [cell.text for cell in entry.keys]
            cell = next((one for one in entry.values if one.is_written), entry.keys[-1])
            lines = [one for value in entry.values for one in value.lines]
            said[key] = lines, self.table.place(cell.row, cell.column)
        texts = [(row_text(row), self.table.place(row.index)) for row in titles]
        texts += [(printed_line(line.line), line.line.place)] if line else []
        for text, place in texts:
            self._title(fiche, text, place, said)
        place = self.table.place(next(iter(fiche.entries.values())).keys[-1].row)
        turned = TurnedTable(
            self.table.number, places=[said.get(self.choice.keys[at], ((), place))[1] for at in self.order]
        )
        cells = [Cell(0, n, 1, said.get(self.choice.keys[at], ([], ""))[0]) for n, at in enumerate(self.order)]
        turned.add(Row(0, [*cells]))
        columns = [self.choice.columns[at] for at in self.order]
        FicheRow(self.builder, turned, replace(self.choice, columns=columns)).add()

    def _title(self, fiche: Fiche, text: str, place: str, said: dict[str, tuple[list[Line], str]]) -> None:
        """Let a title say what the fiche's keys do not say; the rest of its words only names them."""
        known, part = fiche_title(text), self.shape.parts(text, fiche)
        whole = known or FicheTitle(split_code(text).label, "", split_code(text).code, split_code(text).title)
        is_whole = part.title == text
        self.draft.heads += [] if is_whole else [whole.label]
        for key, value, printed in ((NUMBER_KEY, part.code, whole.code), (TITLE_KEY, part.title, whole.title)):
            if value and key in self.choice.keys:
                lines, _place = said.get(key, ([], place))
                said[key] = [*lines, Line(value, place=place)], place
            elif value:
                self.draft.set_aside.append((place, value))
            elif not is_whole:
                self.draft.heads.append(printed)
