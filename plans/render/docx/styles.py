"""The styles of a plan as a text document, beside those that all documents of the portal have."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from portal.docx import ACCENT, SANS, SERIF, STYLES, TEXT_WIDTH, set_style

HEADING, CELL, HEAD = "Heading 1", "Text în tabel", "Antet de tabel"
GROUP, NUMBER, TOTAL, ITEM, MORE = "Obiectiv în tabel", "Număr în tabel", "Total în tabel", "Element", "Lămurire"
NUMBER_HEAD = "Antet de numere"
CONTENTS_HEADING, CONTENTS = "Titlul cuprinsului", ("toc 1", "toc 2")
# As `portal.docx.STYLES`: font, size, line, before, after, color, bold.
SHAPES = {
    GROUP: (SERIF, 9.5, 12.5, 2, 3, None, True),
    TOTAL: (SERIF, 9.5, 12.5, 2, 3, None, True),
    NUMBER_HEAD: STYLES[HEAD],
    NUMBER: (SERIF, 9.5, 12.5, 2, 3, None, False),
    ITEM: (SERIF, 11, 15, 0, 4, None, False),
    MORE: (SERIF, 10, 13.5, 0, 3, None, False),
    CONTENTS_HEADING: (SERIF, 15, 19, 18, 6, ACCENT, False),
    CONTENTS[0]: (SANS, 10, 14, 2, 2, None, False),
    CONTENTS[1]: (SANS, 9, 12.5, 0, 2, None, False),
}


def add_plan_styles(document: Document) -> None:
    """Give a document the styles; a title of a group stands in the contents, one step under the section's."""
    for name, shape in SHAPES.items():
        set_style(document, name, shape)
    styles = document.styles
    styles[GROUP].element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    for name in (NUMBER, NUMBER_HEAD):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles[MORE].paragraph_format.left_indent = Mm(6)
    styles[CONTENTS[1]].paragraph_format.left_indent = Mm(6)
    for name in CONTENTS:
        styles[name].paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
