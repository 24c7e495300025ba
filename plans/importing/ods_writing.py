"""Writes an OpenDocument spreadsheet whose every cell is text: the three parts that such a file must have."""

import io
import re
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACES = re.compile(r"^ | {2,}| $")
# The same moment in every file: what is written depends on the rows alone.
MOMENT = (1980, 1, 1, 0, 0, 0)
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)
NAMESPACES += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
BOLD = (
    '<office:automatic-styles><style:style style:name="bold" style:family="paragraph">'
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
)
BOLD_STYLE = ' text:style-name="bold"'
MANIFEST = (
    f"{HEAD}"
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write(title: str, headings: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    """Return the file."""
    content = (
        f'{HEAD}<office:document-content {NAMESPACES} office:version="1.3">{BOLD}'
        f"<office:body><office:spreadsheet><table:table table:name={quoteattr(title)}>"
        f"{_row(headings, BOLD_STYLE)}{''.join(_row(row) for row in rows)}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (("mimetype", MEDIA_TYPE), ("content.xml", content), ("META-INF/manifest.xml", MANIFEST)):
            part = zipfile.ZipInfo(name, MOMENT)
            part.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(part, text)
    return stream.getvalue()


def _row(values, style: str = "") -> str:
    start = '<table:table-cell office:value-type="string">'
    cells = "".join(f"{start}{_lines(value, style)}</table:table-cell>" for value in values)
    return f"<table:table-row>{cells}</table:table-row>"


def _lines(value, style: str) -> str:
    """Return each line of a text as a paragraph; spaces that a reader would drop are written out."""
    lines = (SPACES.sub(_spaces, escape(line)) for line in str(value).split("\n"))
    return "".join(f"<text:p{style}>{line}</text:p>" for line in lines)


def _spaces(run: re.Match) -> str:
    return f'<text:s text:c="{len(run[0])}"/>'
