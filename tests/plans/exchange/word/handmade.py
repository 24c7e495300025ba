"""Word files made by hand, in XML: what no program writes the same, and what some write to do harm."""

import io
import zipfile
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT_TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{TYPES}"/></Types>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>' for n in (1, 2, 3)
)


def docx(*blocks, numbering="", extra=(), types=CONTENT_TYPES, relations="", leave_out=()):
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": RELATIONS.format(""),
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{"".join(blocks)}<w:sectPr/></w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{STYLES}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{WORD}">{numbering}</w:numbering>',
        "word/_rels/document.xml.rels": RELATIONS.format(relations),
        **dict(extra),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            if name not in leave_out:
                packed.writestr(name, content)
    return stream.getvalue()


def run(text, bold=False):
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def p(text="", *, bold=False, style="", number=None, inside=""):
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        about += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{about}</w:pPr>{run(text, bold) if text else ''}{inside}</w:p>"


def tc(*blocks, span=1, merge=""):
    """A cell of texts or blocks; `merge` is „restart” or „continue”."""
    about = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    about += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    content = "".join(one if one.startswith("<") else p(one) for one in blocks) or p()
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{content}</w:tc>"


def tr(*cells, about=""):
    return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows):
    return f"<w:tbl>{''.join(tr(*row) if isinstance(row, tuple) else row for row in rows)}</w:tbl>"


def numbered(*levels, key=1):
    """A list whose depths are (format, text)."""
    depths = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{key}">{depths}</w:abstractNum>'
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'
    )


def odt(*rows, picture=""):
    """A document of LibreOffice: a table, and a picture that lies at an address."""
    oasis, kind = "urn:oasis:names:tc:opendocument:xmlns", "application/vnd.oasis.opendocument.text"
    names = {"office": "office:1.0", "text": "text:1.0", "table": "table:1.0", "draw": "drawing:1.0"}
    spaces = " ".join(f'xmlns:{name}="{oasis}:{rest}"' for name, rest in names.items())
    cells = (
        "".join(f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>" for text in row) for row in rows
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    table = f"<table:table>{columns}{lines}</table:table>"
    link = f'xlink:href="{picture}" xlink:type="simple" xlink:actuate="onLoad"'
    frame = f'<draw:frame text:anchor-type="as-char"><draw:image {link}/></draw:frame>' if picture else ""
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{table}<text:p>Gata.{frame}</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    entry = '<m:file-entry m:full-path="{}" m:media-type="{}"/>'
    manifest = f'<m:manifest xmlns:m="{oasis}:manifest:1.0">{entry.format("/", kind)}'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr(zipfile.ZipInfo("mimetype"), kind)
        packed.writestr(zipfile.ZipInfo("content.xml"), content)
        packed.writestr(
            zipfile.ZipInfo("META-INF/manifest.xml"),
            f"{manifest}{entry.format('content.xml', 'text/xml')}</m:manifest>",
        )
    return stream.getvalue()
