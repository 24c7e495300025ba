"""The rows of a table of the tree as elements: merged and empty cells carried down, broken rows joined."""

from collections.abc import Callable, Iterable

from plans.exchange.word.mapping.choices import ASIDE, CODE, OWN, RANK, TITLE, ColumnChoice, TableChoice
from plans.exchange.word.mapping.codes import CodedText, bare_code, split_bullet, split_code
from plans.exchange.word.mapping.draft import DraftElement
from plans.exchange.word.mapping.grouping import group_row
from plans.exchange.word.mapping.indicator_cells import cell_indicators
from plans.exchange.word.mapping.tables import head_rows, is_blank, is_numbers, is_whole, rows_below
from plans.exchange.word.mapping.vocabulary import level_names
from plans.exchange.word.reading.blocks import Cell, Row, Table, printed_line
from portal.text import fold

ENDS = (".", ";", ":", "!", "?")


class TableRows:
    """Adds the rows of one table to the plan that is being built."""

    def __init__(self, builder, table: Table, choice: TableChoice):
        self.builder, self.table, self.choice = builder, table, choice
        self.draft, self.mapping = builder.draft, builder.mapping
        columns = dict(enumerate(choice.columns))
        self.levels = {at: one.level for at, one in columns.items() if self.mapping.level(one.level)}
        self.values = {
            at: one for at, one in columns.items() if one.role not in (CODE, RANK, TITLE, ASIDE) and not one.level
        }
        self.codes = [at for at, one in columns.items() if one.role == CODE]
        self.rank = next((at for at, one in columns.items() if one.role == RANK), None)
        self.title = next((at for at, one in columns.items() if one.role == TITLE), None)
        self.aside = [at for at, one in columns.items() if one.role == ASIDE]
        self.last: list[int] = []

    def add(self) -> None:
        """Add every row."""
        head = head_rows(self.table, self.choice.head_rows)
        labels = [one.label for one in self.choice.columns]
        self.heads = [labels, *([cell.text for cell in row.cells] for row in head)]
        for row in head:
            self.draft.heads += [cell.text for cell in row.cells]
        for row in rows_below(self.table, self.choice.head_rows):
            if not is_blank(row):
                self._row(row)

    def _row(self, row: Row) -> None:
        if is_numbers(row):
            self._set_aside(row)
            if self.builder.section.block == "elements":
                self.builder.section.numbered = True
            else:
                self.builder.is_numbered = True
        elif [cell.text for cell in row.cells] in self.heads:
            self._set_aside(row)
        elif is_whole(self.table, row):
            one = group_row(row)
            one.line = _at(one.line, self.table.place(row.index))
            self.builder.block(one)
        elif self.rank is not None:
            self._ranked_row(row)
        else:
            self._level_row(row)

    def _set_aside(self, row: Row) -> None:
        text = " ".join(cell.text for cell in row.cells if cell.text)
        self.draft.set_aside.append((self.table.place(row.index), text))

    def _level_row(self, row: Row) -> None:
        """Add the elements that begin in a row, the one of the last level with what the other columns say."""
        made: list[int] = []
        deepest = max(self.levels, default=None)
        for at, level in self.levels.items():
            cell = row.starting(at)
            code = self._code(row, at)
            if cell is None or not (cell.is_written or code):
                continue
            if at == deepest and self._is_continued(cell, code):
                self._join(cell.text)
                made = self.last
            elif at == deepest or not self._is_repeated(cell, level, code):
                made = [self._element(level, coded, row, at) for coded in self._titles(cell, code)]
            else:
                self.draft.set_aside.append((self.table.place(row.index, at), f"{code} {cell.text}"))
        is_new = bool(made) and made is not self.last
        if is_new:
            self.last = made
        self._values(row, is_new)

    def _ranked_row(self, row: Row) -> None:
        """Add the element of a row that says itself which level it is of."""
        name = row.text(self.rank)
        level = next((one for one in self.mapping.levels if fold(one.name) == fold(level_names(name)[0])), None)
        cell = row.starting(self.title) if self.title is not None else None
        if level is None or cell is None or not cell.text:
            if name:
                self.builder.problem(self.table.place(row.index, self.rank), f"Nu există nivelul „{name[:60]}”.")
                return
            self._values(row, False)
            return
        self.draft.heads.append(name)
        code = self._code(row, self.title)
        self.last = [self._element(level.key, coded, row, self.title) for coded in self._titles(cell, code)]
        self._values(row, True)

    def _code(self, row: Row, at: int) -> str:
        """Return the code that stands in a column of its own, to the left of a title, with no title between them."""
        left = max((one for one in self.levels if one < at), default=-1)
        found = [row.text(one) for one in self.codes if left < one < at]
        return bare_code(found[0]) or found[0] if found and found[0] else ""

    def _titles(self, cell: Cell | None, code: str) -> list[CodedText]:
        """Return the titles in a cell: several where each line has a code or a bullet of its own."""
        lines = [printed_line(line) for line in cell.lines if line.text] if cell else []
        coded = [split_code(line) for line in lines]
        bullets = [line.text if line.is_bullet else split_bullet(line.text) for line in cell.lines] if cell else []
        if len(lines) > 1 and not code and all(one.code for one in coded) and len({one.shape for one in coded}) == 1:
            return coded
        if len(lines) > 1 and not code and all(bullets):
            return [CodedText("", text) for text in bullets]
        one = split_code(join_lines(lines))
        if code and one.code and one.code != code:
            # The document numbers its rows beside the codes of its own.
            self.draft.set_aside.append(("coloana numerelor curente", code))
            return [one]
        return [CodedText(code, one.title, one.label, one.shape, one.code_format)] if code else [one]

    def _element(self, level: str, coded: CodedText, row: Row, at: int) -> int:
        title = coded.title or coded.label or coded.code
        label = coded.label if coded.title else ""
        element = DraftElement(level, None, coded.code, title, self.table.place(row.index, at), label=label)
        made = self.builder.add_element(element, code_format=coded.code_format if coded.shape else "")
        if self.builder.is_numbered:
            self.builder.section.numbered, self.builder.is_numbered = True, False
        return made

    def _is_repeated(self, cell: Cell, level: str, code: str) -> bool:
        """Tell whether a cell says again what the last element of its level is."""
        at = self.builder.current.get(level)
        if at is None:
            return False
        one, said = self.draft.elements[at], split_code(join_lines([printed_line(line) for line in cell.lines]))
        return (code or said.code, fold(said.title)) == (one.code, fold(one.title))

    def _is_continued(self, cell: Cell, code: str) -> bool:
        """Tell whether a title goes on from the row above, over the end of a page: small letter, no code."""
        if code or not self.last or split_code(cell.text).code or not cell.text[:1].islower():
            return False
        before = self.draft.elements[self.last[-1]]
        return bool(before.code) and not before.title.endswith(ENDS)

    def _join(self, text: str) -> None:
        element = self.draft.elements[self.last[-1]]
        element.title = join_lines([element.title, text])

    def _values(self, row: Row, is_new: bool) -> None:
        """Let the other columns say what they say of the last elements; without new ones the row goes on with them."""
        is_below = self._is_below_title(row)
        for at, column in self.values.items():
            cell = row.slots[at] if at < len(row.slots) else None
            if cell is None or not cell.text or cell.column != at:
                continue
            starts = cell.row == row.index
            if not self.last:
                self._no_element(row, at, cell.text)
            elif starts or (is_new and column.role != "indicators"):
                self._set_all(column, cell, is_said=starts, is_new=is_new, is_below=is_below)
        for at in (*self.aside, *(self.codes if not is_new else [])):
            if row.text(at):
                self.draft.set_aside.append((self.table.place(row.index, at), row.text(at)))

    def _set_all(self, column: ColumnChoice, cell: Cell, *, is_said: bool, **row) -> None:
        """Let a cell say what it says of each of the last elements, the first of which it stands for."""
        for number, key in enumerate(self.last):
            self._set(self.draft.elements[key], column, cell, is_first=is_said and number == 0, **row)

    def _is_below_title(self, row: Row) -> bool:
        """Tell whether the title of a row is merged down from one above."""
        titles = [row.slots[at] for at in self.levels if at < len(row.slots)]
        return any(one is not None and one.row < row.index for one in titles[-1:])

    def _no_element(self, row: Row, at: int, text: str) -> None:
        place = self.table.place(row.index, at)
        self.builder.problem(place, f"„{text[:60]}” nu are element pe rândul lui sau deasupra.")

    def _joined(self, cell: Cell) -> str:
        """Return the lines of a cell as one value."""
        return join_lines([printed_line(line) for line in cell.lines])

    def _set(
        self, element: DraftElement, column: ColumnChoice, cell: Cell, *, is_first: bool, is_new: bool, is_below: bool
    ) -> None:
        text = self._joined(cell)
        if column.role == "indicators":
            if is_first:
                element.indicators += cell_indicators(cell.text, apart=self.mapping.indicators_apart)
            return
        values, name = (element.own, column.label) if column.role == OWN else (element.fields, column.role)
        before = "" if is_new else values.get(name, "")
        # What stands beside a title merged down its rows is said row by row; an empty title cell may be a page's end.
        values[name] = "\n".join([before, text]) if before and is_below else join_lines([before, text])
        if not is_first and not before:
            element.carried.add(name)


def starts_anew(line: str) -> bool:
    """Tell whether a line begins with a bullet or a number of its own.

    >>> starts_anew("• afișe"), starts_anew("b) broșuri"), starts_anew("afișe")
    (True, True, False)
    """
    return split_bullet(line) is not None or bool(split_code(line).code)


def continues_text(text: str, line: str) -> bool:
    """Tell whether a line goes on with the text before it, in a cell too narrow for a sentence."""
    return line[:1].islower() or text.endswith((",", "-", "/")) or not text.endswith(ENDS)


def join_lines(lines: Iterable[str], goes_on: Callable[[str, str], bool] = continues_text) -> str:
    """Return lines as one text: a line that goes on with the one before is joined to it.

    >>> join_lines(["Dezvoltarea capacității de", "atragere a fondurilor"])
    'Dezvoltarea capacității de atragere a fondurilor'
    >>> join_lines(["Primul.", "Al doilea."])
    'Primul.\\nAl doilea.'
    """
    text = ""
    for line in filter(None, lines):
        text += (" " if goes_on(text, line) else "\n") + line if text else line
    return text


def _at(line, place: str):
    return type(line)(line.text, is_bold=line.is_bold, place=place)
