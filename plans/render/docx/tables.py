"""The tables of a plan in a text document: written as XML at once, since a library that adds cell by cell is slow."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plans.render.docx.styles import CELL, GROUP, HEAD, NUMBER, NUMBER_HEAD, TOTAL
from plans.render.pdf.sections import PrintedSection
from plans.render.pdf.tables import PrintedNode, PrintedRow, SectionLayout
from portal.docx import TABLE_STYLE
from portal.text import UNPRINTABLE

# How many twentieths of a point a millimetre is, and a step of an element that hangs deeper.
MILLIMETRE = 56.7
STEP = 140
# How many letters make a row tall.
TALL = 300


@dataclass(frozen=True)
class TextCell:
    """A cell: its paragraphs, each with its style and how deep it hangs; over how many columns and rows it stands.

    `merge` is "restart" where a cell goes on in the rows below, "continue" in those.
    """

    paragraphs: tuple[tuple[str, str, int], ...] = ()
    span: int = 1
    merge: str = ""
    bookmark: str = ""


class TableWriter:
    """Writes tables with the styles of a document, whose ids it asks once."""

    def __init__(self, document: Document):
        self.document = document
        self.style_ids = {style.name: style.style_id for style in document.styles}
        self.bookmarks = 0

    def add(
        self,
        heads: Iterable[str],
        rows: Iterable[list[TextCell]],
        widths: list[int],
        *,
        numbered: bool = False,
        number_heads: Collection[int] = (),
    ) -> None:
        """Add a table whose heads are repeated on every page; widths are in twentieths of a point.

        The heads at the places of `number_heads` stand at the right, as the numbers under them.
        """
        heads = list(heads)
        styles = [NUMBER_HEAD if place in number_heads else HEAD for place in range(len(heads))]
        named = [TextCell(((text, style, 0),)) for text, style in zip(heads, styles, strict=True)]
        lines = [self._row(named, widths, is_head=True)]
        if numbered:
            numbers = [TextCell(((str(place), HEAD, 0),)) for place in range(len(heads))]
            lines.append(self._row(numbers, widths, is_head=True))
        lines += [self._row(row, widths) for row in rows]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        style = self.style_ids[TABLE_STYLE]
        table = parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:firstColumn="1" w:noHBand="0" '
            f'w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(lines)}</w:tbl>'
        )
        self.document.element.body.sectPr.addprevious(table)
        # Two tables with nothing between them would be one.
        self.document.add_paragraph(style=CELL)

    def _row(self, cells: list[TextCell], widths: list[int], *, is_head: bool = False) -> str:
        # A tall row that may not break leaves half a page empty.
        is_tall = max((len(text) for cell in cells for text, _, _ in cell.paragraphs), default=0) > TALL
        marks = ("" if is_tall else "<w:cantSplit/>") + ("<w:tblHeader/>" if is_head else "")
        place, written = 0, []
        for cell in cells:
            written.append(self._cell(cell, sum(widths[place : place + cell.span])))
            place += cell.span
        return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(written)}</w:tr>"

    def _cell(self, cell: TextCell, width: int) -> str:
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        texts = cell.paragraphs or (("", CELL, 0),)
        marks = [cell.bookmark, *[""] * (len(texts) - 1)]
        held = "".join(self._paragraph(*text, bookmark=mark) for text, mark in zip(texts, marks, strict=True))
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>{held}</w:tc>'

    def _paragraph(self, text: str, style: str, depth: int, *, bookmark: str) -> str:
        indent = f'<w:ind w:left="{depth * STEP}"/>' if depth else ""
        run = run_xml(text)
        if bookmark:
            self.bookmarks += 1
            mark = f'w:id="{1000 + self.bookmarks}"'
            run = f'<w:bookmarkStart {mark} w:name="{bookmark}"/>{run}<w:bookmarkEnd {mark}/>'
        return f'<w:p><w:pPr><w:pStyle w:val="{self.style_ids[style]}"/>{indent}</w:pPr>{run}</w:p>'


def run_xml(text: str) -> str:
    """Return a text as a run, its lines one under the other."""
    if not text:
        return ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in UNPRINTABLE.sub("\ufffd", text).split("\n")
    )
    return f"<w:r>{lines}</w:r>"


def section_rows(part: PrintedSection) -> Iterator[list[TextCell]]:
    """Yield the rows of a section's table, as its layout says."""
    layout = part.layout
    for group in layout.groups:
        rows = group.rows or tuple(PrintedRow(None, node, ()) for node in (*group.first, *group.rest))
        yield from _group_rows(layout, group.node, rows or (PrintedRow(None, None, ()),))
    if layout.totals:
        label = TextCell((("Total", TOTAL, 0),), span=2 if layout.grouped else 1)
        yield [label, *(TextCell(((fact.text, NUMBER, 0),)) for fact in layout.totals)]


def _group_rows(layout: SectionLayout, opening: PrintedNode, rows: tuple[PrintedRow, ...]) -> Iterator[list[TextCell]]:
    """Yield the rows of a group: its title stands beside all of them."""
    title = _node_texts(opening, GROUP)
    for place, row in enumerate(rows):
        merge = ("continue" if place else "restart") if len(rows) > 1 else ""
        first = TextCell(() if place else title, merge=merge, bookmark="" if place else bookmark_of(opening))
        if not layout.grouped:
            yield [first, *_fact_cells(row)]
            continue
        node = TextCell(_node_texts(row.node, CELL), span=row.span if row.spans else 1) if row.node else TextCell()
        yield [first, node, *([] if row.spans else _fact_cells(row))]


def _fact_cells(row: PrintedRow) -> Iterator[TextCell]:
    for fact in row.cells:
        style = NUMBER if fact.is_number else CELL
        yield TextCell(tuple((text, style, 0) for text in fact.text.split("\n\n")))


def _node_texts(node: PrintedNode, style: str) -> tuple[tuple[str, str, int], ...]:
    """Return an element's name, then what is said of it and has no column."""
    depth = max(node.depth - 1, 0)
    more = [part for part in node.description.split("\n\n") if part]
    more += [f"{fact.label}: {fact.text}" for fact in node.facts]
    return ((node.name, style, depth), *((text, CELL, depth + 1) for text in more))


def bookmark_of(node: PrintedNode) -> str:
    """Return the name by which the contents find an element: letters, digits and low lines."""
    return "e_" + "".join(one if one.isascii() and one.isalnum() else "_" for one in node.element.address)
