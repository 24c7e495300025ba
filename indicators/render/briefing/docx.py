"""A briefing as a text document (DOCX) that an office edits, prints and puts before the county council."""

import datetime
import io

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from indicators.render.briefing import charts, words
from indicators.render.briefing.document import BriefingDocument, BriefingTable
from indicators.render.briefing.widths import LANDSCAPE_LETTERS, LETTERS, is_lying, tables_with_widths
from indicators.render.fills import FILL_NAMES
from portal.docx import (
    LANGUAGE,
    LYING_TEXT_WIDTH,
    TABLE_STYLE,
    TEXT_WIDTH,
    add_field,
    describe,
    document_bytes,
    lay_down,
    new_document,
)
from portal.languages import keep_romanian
from portal.pictures.files import picture_png

# How wide the sign of a column is, and what a cell leaves free beside its words.
SIGN, CELL_SPACE = Mm(5), Mm(3)


@keep_romanian
def render(briefing: BriefingDocument) -> bytes:
    """Return the text document of a briefing, in Romanian; the same briefing always gives the same bytes."""
    document, lies = new_document(), is_lying(briefing)
    if lies:
        lay_down(document)
    width, letters = (LYING_TEXT_WIDTH, LANDSCAPE_LETTERS) if lies else (TEXT_WIDTH, LETTERS)
    _describe(document, briefing)
    _add_running_lines(document, briefing)
    document.add_paragraph(words.act(briefing), "Act" if briefing.is_adopted else "Proiect")
    if briefing.is_invented:
        document.add_paragraph(words.EXAMPLE_LINE, "Proiect")
    document.add_paragraph(briefing.body.name, "Emitent")
    document.add_paragraph(briefing.title, "Title")
    for name, text in words.facts(briefing):
        document.add_paragraph(f"{name}\t{text}", "Fapt")
    for heading, chapter in zip(words.headings(briefing), briefing.chapters, strict=True):
        document.add_paragraph(heading, "Heading 1")
        for paragraph in chapter.paragraphs:
            last = document.add_paragraph(paragraph)
        if chapter.paragraphs and chapter.tables:
            last.paragraph_format.keep_with_next = True
        for table, shares in tables_with_widths(chapter, letters):
            _add_table(document, table, [Emu(width * share // 100) for share in shares])
    _add_signing(document, briefing)
    return document_bytes(document)


def _describe(document: Document, briefing: BriefingDocument) -> None:
    """Say in the file's properties what it is, whose, and from when."""
    day = datetime.datetime.combine(briefing.adopted_on or briefing.period_end, datetime.time())
    describe(
        document,
        title=briefing.title,
        subject=briefing.plan_title,
        author=briefing.body.name,
        last_modified_by=briefing.body.name,
        created=day,
        modified=day,
        language=LANGUAGE,
        comments=words.act(briefing),
    )


def _add_running_lines(document: Document, briefing: BriefingDocument) -> None:
    """Put the number of the page and the act on every page, the running title on all but the first."""
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.text = f"{words.running_title(briefing)}\t{'' if briefing.is_adopted else words.DRAFT}".rstrip()
    header.style = "Header"
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = "Footer"
        line.add_run(f"{words.footer(briefing)}\tPagina ")
        add_field(line, "PAGE")
        line.add_run(" din ")
        add_field(line, "NUMPAGES")


def _add_table(document: Document, table: BriefingTable, widths: list[Emu]) -> None:
    """Add a table under its caption; its headings are repeated on every page that it reaches."""
    document.add_paragraph(table.caption, "Caption")
    grid = document.add_table(rows=0, cols=len(table.headings), style=TABLE_STYLE)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _label_table(grid, table.caption)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    heads, rows = charts.heads_and_rows(table)
    _add_row(grid, table.headings, widths, "Antet de tabel", "w:tblHeader")
    for cell, (_heading, kind) in zip(grid.rows[0].cells, heads, strict=True):
        if kind:
            _add_picture(cell, [(kind, 100)], SIGN, charts.SIGN_SIZE, f"Semnul coloanei: {FILL_NAMES[kind]}.")
    for row, bar in rows:
        _add_row(grid, row, widths, "Text în tabel")
        if bar:
            _add_picture(grid.rows[-1].cells[0], bar, widths[0] - CELL_SPACE, said=charts.bar_in_words(table, row))
    document.add_paragraph(style="Text în tabel")


def _add_row(grid, texts: tuple[str, ...], widths: list[Emu], style: str, *marks: str) -> None:
    """Add a row that no page breaks."""
    row = grid.add_row()
    for mark in ("w:cantSplit", *marks):
        row._tr.get_or_add_trPr().append(OxmlElement(mark))
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].text = text
        cell.paragraphs[0].style = style


def _add_picture(cell, bar, width: int, size=charts.BAR_SIZE, said: str = "") -> None:
    """Add a bar below the words of a cell, with what it shows in words; parts differ without their colours too."""
    picture = io.BytesIO(picture_png(charts.bar_svg(bar, size)))
    line = cell.add_paragraph(style="Text în tabel")
    inline = line.add_run().add_picture(picture, width, Mm(3))._inline
    inline.docPr.set("descr", said)
    # What is not said here, LibreOffice takes for a third of a centimetre.
    for side in "TBLR":
        inline.set(f"dist{side}", "0")


def _add_signing(document: Document, briefing: BriefingDocument) -> None:
    """Leave who signs a place for the signature, the date and the stamp."""
    for office, name in words.signing(briefing):
        lines = (office, name or "Numele și prenumele", "Semnătura", "Data", "L.S.")
        for line in lines:
            document.add_paragraph(line).paragraph_format.keep_with_next = line != lines[-1]


def _label_table(grid, caption: str) -> None:
    """Say to a screen reader what the table is, and that its first row and column are headings."""
    properties = grid._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    for name in list(look.attrib):
        del look.attrib[name]
    for name, value in (("val", "00A0"), ("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "0"), ("noVBand", "1")):
        look.set(qn(f"w:{name}"), value)
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), caption)
    look.addnext(title)
