"""What every text document of the portal starts from: A4, Romanian, its own styles; and its bytes, always the same."""

import io
import zipfile

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from portal.archive_bytes import zip_bytes
from portal.text import cut_end

LANGUAGE = "ro-RO"
MOST_LETTERS = 255
# Every office has these two, or others of exactly the same widths.
SERIF, SANS = "Times New Roman", "Arial"
ACCENT, QUIET, WARNING = (RGBColor.from_string(color) for color in ("0B3D91", "495266", "9A3412"))
TEXT_WIDTH, LYING_TEXT_WIDTH = Mm(160), Mm(247)
FACTS_INDENT = Mm(30)
TABLE_STYLE = "Tabelul documentului"
KEPT_STYLES = {"Normal", "Title", "Heading 1", "Caption", "Header", "Footer", "Normal Table", "Default Paragraph Font"}
# Parts of the library's template that say or hold nothing of this document.
FOREIGN_PARTS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/extended-properties", "/numbering")
# name: (based on the style of the same name or Normal) font, size, line, before, after, color, bold
STYLES = {
    "Normal": (SERIF, 11, 15, 0, 8, None, False),
    "Title": (SERIF, 20, 25, 10, 12, ACCENT, False),
    "Heading 1": (SERIF, 15, 19, 18, 6, ACCENT, False),
    "Caption": (SANS, 9, 12, 8, 4, None, True),
    "Header": (SANS, 8.5, 11, 0, 0, QUIET, False),
    "Footer": (SANS, 8.5, 11, 0, 0, QUIET, False),
    "Emitent": (SANS, 10, 14, 0, 10, ACCENT, True),
    "Act": (SANS, 10, 14, 0, 6, None, False),
    "Proiect": (SANS, 10, 14, 0, 6, WARNING, True),
    "Fapt": (SANS, 10, 14, 0, 3, None, False),
    "Text în tabel": (SERIF, 9.5, 12.5, 2, 3, None, False),
    "Antet de tabel": (SANS, 8.5, 11, 3, 3, ACCENT, True),
}
TABLE_STYLE_XML = f"""\
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TabelulDocumentului">
<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="10" w:space="0" w:color="0B3D91"/>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="0B3D91"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A9B2BF"/></w:tblBorders>
<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="0B3D91"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""


def new_document() -> Document:
    """Return an empty document in Romanian on A4, with the portal's styles and no others."""
    document = docx.Document()
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.endswith(FOREIGN_PARTS):
                del owner.rels[key]
    _set_language(document)
    _set_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    section.different_first_page_header_footer = True
    return document


def lay_down(document: Document) -> None:
    """Let the pages of a document lie, for tables of many columns."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    _align_running_lines(document, LYING_TEXT_WIDTH)


def describe(document: Document, **said) -> None:
    """Say in the file's properties what it is; one that is a text has room for so many letters."""
    for name, value in said.items():
        setattr(document.core_properties, name, cut_end(value, MOST_LETTERS) if isinstance(value, str) else value)


def add_field(paragraph, instruction: str) -> None:
    """Add a number that the reader's program computes: PAGE or NUMPAGES."""
    field = f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def document_bytes(document: Document) -> bytes:
    """Return the file; the same document always gives the same bytes."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source:
        return zip_bytes((name, source.read(name)) for name in source.namelist())


def _set_language(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    settings = document.settings.element
    values = {"themeFontLang": LANGUAGE, "decimalSymbol": ",", "listSeparator": ";"}
    for name, value in values.items():
        settings.find(qn(f"w:{name}")).set(qn("w:val"), value)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")


def set_style(document: Document, name: str, shape: tuple) -> ParagraphStyle:
    """Give a style of paragraphs its shape, as STYLES says shapes; a new one is added."""
    font, size, line, before, after, color, bold = shape
    known = name in {style.name for style in document.styles}
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    _set_font(style, font, size, color, bold)
    spaces = style.paragraph_format
    spaces.line_spacing, spaces.space_before, spaces.space_after = Pt(line), Pt(before), Pt(after)
    spaces.widow_control = True
    return style


def _set_styles(document: Document) -> None:
    styles = document.styles
    for style in list(styles):
        if style.name not in KEPT_STYLES:
            style.delete()
    for name, shape in STYLES.items():
        set_style(document, name, shape)
        styles[name].paragraph_format.keep_with_next = name in {"Heading 1", "Caption", "Antet de tabel"}
    styles["Act"].paragraph_format.alignment = styles["Proiect"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    fact = styles["Fapt"].paragraph_format
    fact.left_indent, fact.first_line_indent = FACTS_INDENT, -FACTS_INDENT
    _align_running_lines(document, TEXT_WIDTH)
    styles.element.append(parse_xml(TABLE_STYLE_XML))


def _align_running_lines(document: Document, width: int) -> None:
    for name in ("Header", "Footer"):
        stops = document.styles[name].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _set_font(style, font: str, size: float, color: RGBColor | None, bold: bool) -> None:
    """Set the font in the place of the one that the template's theme names."""
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    fonts = parse_xml(f"<w:rFonts {nsdecls('w')} w:ascii='{font}' w:hAnsi='{font}' w:eastAsia='{font}' w:cs='{font}'/>")
    properties.append(fonts)
    style.font.size, style.font.bold = Pt(size), bold
    if color is not None:
        style.font.color.rgb = color
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)
