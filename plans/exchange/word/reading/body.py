"""The text of a document as blocks: through content controls, insertions and nested tables; deletions are not read."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word.reading import second_reader
from plans.exchange.word.reading.blocks import Cell, Line, Row, Table, TextDocument, printed_line
from plans.exchange.word.reading.formulas import SYMBOL, is_formula, printed_formula, printed_symbol
from plans.exchange.word.reading.grid import Grid, before_of, span_of
from plans.exchange.word.reading.numbering import Numbering
from plans.exchange.word.reading.package import MAIN, Package, W
from plans.exchange.word.reading.styles import StyleBook, is_on
from portal.text import normalise

MAX_COLUMNS, MAX_CELLS, MAX_LINES, MAX_NESTED, MAX_SECONDS = 63, 200_000, 100_000, 8, 10
TOO_LONG = "Documentul este prea lung sau prea încâlcit. Păstrați în el numai planul și încercați din nou."
PARAGRAPH, TABLE, ROW, CELL, BOX = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "txbxContent"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was deleted or moved away, and what says how, not what.
DELETED = ("del", "moveFrom", "delText")
ABOUT = ("instrText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sectPr")
SKIPPED = {f"{W}{one}" for one in (*DELETED, *ABOUT)}
SKIPPED |= {FALLBACK, BOX}
WIDE_GAP = re.compile("[ \\u00a0]{4,}|\\t")
BREAKS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read_document(
    data: bytes, *, seconds: int = MAX_SECONDS, on_progress: Callable[[int, int], None] | None = None
) -> TextDocument:
    """Return a .docx file as blocks; raise ImportRefused for one that is unsafe or beyond the limits.

    `on_progress` is told how many paragraphs of how many were read.
    """
    package = Package(data)
    body = package.root(MAIN).find(f"{W}body")
    if body is None:
        raise ImportRefused("Documentul nu are text.")
    total = sum(1 for _ in body.iter(PARAGRAPH)) if on_progress else 0
    reader = BodyReader(package, seconds, on_progress and (lambda done: on_progress(min(done, total), total)))
    blocks = reader.blocks(body)
    if not any(line.text for line in reader.lines):
        raise ImportRefused("Documentul nu are text. Dacă este scanat, cereți-l și în formă editabilă.")
    return TextDocument(blocks, second_reader.raw_paragraphs(package))


class BodyReader:
    """Reads one document from its beginning to its end; the numbers of lists are counted on the way."""

    def __init__(self, package: Package, seconds: int, on_line: Callable[[int], None] | None = None):
        self.styles = StyleBook(package.root("word/styles.xml"))
        self.numbering = Numbering(package.root("word/numbering.xml"), self.styles)
        self.until = time.monotonic() + seconds
        self.on_line = on_line
        self.tables = self.cells = 0
        self.is_covered = False
        self.lines: list[Line] = []

    def blocks(self, parent, nested: int = 0) -> list[Line | Table]:
        """Return the lines and the tables in a part of the document."""
        found: list[Line | Table] = []
        joined: list = []
        for element in children(parent, PARAGRAPH, TABLE):
            joined += [element] if element.tag == PARAGRAPH else []
            # Before a table, and at the end, a paragraph has nothing to go on with.
            if joined and not (element.tag == PARAGRAPH and _goes_on(element)):
                found += self._paragraph(joined, nested)
                joined = []
            if element.tag == TABLE:
                found += self.table(element, nested)
        return [*found, *(self._paragraph(joined, nested) if joined else ())]

    def _paragraph(self, elements: list, nested: int) -> list[Line | Table]:
        """Return a paragraph that prints something, and what stands in the text boxes that hang on it."""
        line = self.line(elements)
        found: list[Line | Table] = [line] if line.text or (nested and line.number) else []
        for box in (box for one in elements for box in boxes(one)):
            found += self.blocks(box, nested + 1)
        return found

    def line(self, elements: list) -> Line:
        """Return a paragraph, which consists of several elements where the ends of the others were deleted."""
        self._check_limits()
        element = elements[-1]
        properties = element.find(f"{W}pPr")
        pieces = wide_pieces("".join(text for one in elements for text in texts(one)))
        text = " ".join(pieces)
        # Word numbers empty paragraphs too; what a merged cell covers is not printed.
        number, depth = ("", 0) if self.is_covered and not text else self.numbering.number(properties)
        line = Line(
            text,
            pieces=pieces,
            number=number,
            heading=self.styles.heading(properties),
            is_contents=self.styles.is_contents(properties),
            is_bold=self._is_bold(element, properties),
            indent=depth,
            place=f"paragraful {len(self.lines) + 1}",
        )
        self.lines.append(line)
        if self.on_line:
            self.on_line(len(self.lines))
        return line

    def _is_bold(self, element, properties) -> bool:
        """Tell whether every word of a paragraph is bold."""
        default = self.styles.is_bold(properties)
        runs = [run for run in element.iter(f"{W}r") if "".join(run.itertext(f"{W}t")).strip()]
        said = [is_on(run.find(f"{W}rPr"), "b") for run in runs]
        return bool(runs) and all(default if one is None else one for one in said)

    def table(self, element, nested: int) -> list[Line | Table]:
        """Return a table; of one with a single cell, which is only a frame, what stands in it."""
        if nested > MAX_NESTED:
            raise ImportRefused(TOO_LONG)
        rows = [(row, list(children(row, CELL))) for row in children(element, ROW) if not _is_deleted(row)]
        if len(rows) == 1 and len(rows[0][1]) == 1:
            return self.blocks(rows[0][1][0], nested + 1)
        self.tables += 1
        table, grid = Table(self.tables), Grid(element, rows)
        for row, cells in rows:
            self._add_row(table, row, cells, nested, grid)
        return [table] if table.rows else []

    def _add_row(self, table: Table, element, cells: list, nested: int, grid: Grid) -> None:
        """Read a row: each cell at its column of the grid, one that continues a cell above as that cell."""
        properties = element.find(f"{W}trPr")
        index, above = len(table.rows), table.rows[-1].slots if table.rows else []
        at = before_of(element)
        slots: list[Cell | None] = [None] * grid.columns(0, at)
        for one in cells:
            self._check_limits(table.place(index))
            about = one.find(f"{W}tcPr")
            start, at = at, at + span_of(one)
            span, column = grid.columns(start, at), len(slots)
            if column + span > MAX_COLUMNS:
                raise ImportRefused(f"Tabelul are prea multe coloane ({table.place(index)}). {TOO_LONG}")
            upper = above[column] if column < len(above) else None
            is_lower = _continues(about, "vMerge") and upper is not None and upper.column == column
            lines = list(self._cell_lines(one, nested, is_covered=is_lower))
            if is_lower:
                upper.rowspan = index - upper.row + 1
                upper.lines.extend(lines)
                slots += [upper] * span
            elif _continues(about, "hMerge") and slots and slots[-1] is not None:
                slots[-1].colspan += span
                slots[-1].lines.extend(lines)
                slots += [slots[-1]] * span
            else:
                slots += [Cell(index, column, span, lines)] * span
        table.add(Row(index, slots, is_head=bool(is_on(properties, "tblHeader"))))

    def _cell_lines(self, element, nested: int, *, is_covered: bool) -> Iterator[Line]:
        """Yield the lines of a cell, those of tables inside it among them."""
        kept, before = self.tables, self.is_covered
        self.is_covered = is_covered
        blocks = self.blocks(element, nested + 1)
        self.is_covered = before
        for block in blocks:
            if isinstance(block, Line):
                yield block
            else:
                yield from (line for row in block.rows for line in _row_lines(row))
        self.tables = kept

    def _check_limits(self, place: str = "") -> None:
        self.cells += bool(place)
        if self.cells > MAX_CELLS or len(self.lines) > MAX_LINES or time.monotonic() > self.until:
            raise ImportRefused(f"{TOO_LONG} S-a citit până la {place}." if place else TOO_LONG)


def _row_lines(row: Row) -> list[Line]:
    """Return what a row of a table inside a cell says: as one line where each of its cells has one."""
    written = [cell.lines for cell in row.cells if cell.lines]
    if len(written) < 2 or any(len(lines) > 1 for lines in written):
        return [line for lines in written for line in lines]
    return [replace(written[0][0], text=" ".join(printed_line(line) for (line,) in written), number="")]


def children(parent, *tags: str) -> Iterator:
    """Yield what of these kinds is in a part, also inside content controls and insertions."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag not in SKIPPED:
            yield from children(child, *tags)


def texts(node) -> Iterator[str]:
    """Yield the pieces of text of a paragraph, without what was deleted or hidden and without text boxes."""
    for child in node:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag == SYMBOL:
            yield printed_symbol(child)
        elif is_formula(child):
            yield printed_formula(child)
        elif child.tag not in SKIPPED and not is_on(child.find(f"{W}rPr"), "vanish"):
            yield from texts(child)


def boxes(node) -> Iterator:
    """Yield the text boxes that hang on a paragraph."""
    for child in node:
        if child.tag == BOX:
            yield child
        elif child.tag != FALLBACK:
            yield from boxes(child)


def wide_pieces(text: str) -> tuple[str, ...]:
    """Return a paragraph's text in one spelling, cut at wide gaps: signatures are put side by side with them.

    >>> wide_pieces("Alin  Tişe       Simona Gaci")
    ('Alin Tișe', 'Simona Gaci')
    """
    pieces = (normalise(piece) for piece in WIDE_GAP.split(text))
    return tuple(piece for piece in pieces if piece)


def _goes_on(element) -> bool:
    """Tell whether the end of a paragraph was deleted: it goes on with the next one."""
    mark = element.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def _is_deleted(row) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None


def _continues(properties, name: str) -> bool:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "continue") == "continue"
