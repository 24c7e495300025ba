"""The text of a document as blocks: through content controls, insertions and nested tables; deletions are not read."""

import re
import time
from collections.abc import Callable, Iterator

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word.reading import second_reader
from plans.exchange.word.reading.blocks import Cell, Line, Row, Table, TextDocument
from plans.exchange.word.reading.numbering import Numbering
from plans.exchange.word.reading.package import MAIN, Package, W
from plans.exchange.word.reading.styles import StyleBook, is_on, number_of, value_of
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
        self.lines: list[Line] = []

    def blocks(self, parent, nested: int = 0) -> list[Line | Table]:
        """Return the lines and the tables in a part of the document."""
        found: list[Line | Table] = []
        for element in children(parent, PARAGRAPH, TABLE):
            if element.tag == TABLE:
                found += self.table(element, nested)
            else:
                line = self.line(element)
                found += [line] if line.text else []
                for box in boxes(element):
                    found += self.blocks(box, nested + 1)
        return found

    def line(self, element) -> Line:
        """Return a paragraph."""
        self._check_limits()
        properties = element.find(f"{W}pPr")
        pieces = wide_pieces("".join(texts(element)))
        text = " ".join(pieces)
        # What is empty is not counted: Word prints no number before it.
        number, depth = self.numbering.number(properties) if text else ("", 0)
        line = Line(
            text,
            pieces=pieces,
            number=number,
            heading=self.styles.heading(properties),
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
        table = Table(self.tables)
        for row, cells in rows:
            self._add_row(table, row, cells, nested)
        return [table] if table.rows else []

    def _add_row(self, table: Table, element, cells: list, nested: int) -> None:
        """Read a row: each cell at its column of the grid, one that continues a cell above as that cell."""
        properties = element.find(f"{W}trPr")
        index, above = len(table.rows), table.rows[-1].slots if table.rows else []
        slots: list[Cell | None] = [None] * number_of(value_of(properties, "gridBefore"))
        for one in cells:
            self._check_limits(table.place(index))
            about = one.find(f"{W}tcPr")
            span = max(1, number_of(value_of(about, "gridSpan"), 1))
            column = len(slots)
            if column + span > MAX_COLUMNS:
                raise ImportRefused(f"Tabelul are prea multe coloane ({table.place(index)}). {TOO_LONG}")
            upper = above[column] if column < len(above) else None
            lines = [line for line in self._cell_lines(one, nested) if line.text]
            if _continues(about, "vMerge") and upper is not None and upper.column == column:
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

    def _cell_lines(self, element, nested: int) -> Iterator[Line]:
        """Yield the lines of a cell, those of tables inside it among them."""
        kept = self.tables
        for block in self.blocks(element, nested + 1):
            if isinstance(block, Line):
                yield block
            else:
                yield from (line for row in block.rows for cell in row.cells for line in cell.lines)
        self.tables = kept

    def _check_limits(self, place: str = "") -> None:
        self.cells += bool(place)
        if self.cells > MAX_CELLS or len(self.lines) > MAX_LINES or time.monotonic() > self.until:
            raise ImportRefused(f"{TOO_LONG} S-a citit până la {place}." if place else TOO_LONG)


def children(parent, *tags: str) -> Iterator:
    """Yield what of these kinds is in a part, also inside content controls and insertions."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag not in SKIPPED:
            yield from children(child, *tags)


def texts(node) -> Iterator[str]:
    """Yield the pieces of text of a paragraph, without what was deleted and without text boxes."""
    for child in node:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag not in SKIPPED:
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


def _is_deleted(row) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None


def _continues(properties, name: str) -> bool:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "continue") == "continue"
