"""Sheets to import: honest ones written by other programs' libraries, and hostile ones made by hand."""

import io
import zipfile

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

HEADINGS = ["Plan", "Nivel", "Cod", "Sub", "Poziție", "Titlu"]
ROW = ["informatizare-2019", "m", "1.15", "ax-4", 150, "Portalul planurilor"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def workbook(*rows):
    """An xlsx file written by openpyxl, numbers as numbers."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(parts, **options):
    """A zip file of the parts, in order; a part may be named twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **options) as packed:
        for name, content in parts:
            packed.writestr(name, content)
    return stream.getvalue()


def xlsx(sheet, *more, before="", strings=None, sst="", sheet_type="worksheet", part="worksheets/sheet1.xml"):
    """An xlsx file with this text as its sheet's XML, after `before`, and with more parts."""
    relations = f'<Relationship Id="r1" Type="{OFFICE}/{sheet_type}" Target="{part}"/>'
    if strings is not None:
        relations += f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        more = (("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"{sst}>{strings}</sst>'), *more)
    return archive(
        [
            ("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>'),
            (
                "_rels/.rels",
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            ),
            (
                "xl/workbook.xml",
                f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                '<sheet name="Foaie" sheetId="1" r:id="r1"/></sheets></workbook>',
            ),
            (
                "xl/_rels/workbook.xml.rels",
                f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
            ),
            (f"xl/{part}", f'{before}<worksheet xmlns="{MAIN}">{sheet}</worksheet>'),
            *more,
        ]
    )


def text_row(number, values, start=0):
    """A row of an xlsx sheet's XML."""
    cells = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>' for value in values)
    return f'<row r="{number}">{cells}</row>'


def ods(rows, before=""):
    """An ods file with this text as the XML of its first table."""
    content = (
        f'{before}<office:document-content xmlns:office="{OFFICE_DOCUMENT}" xmlns:table="{TABLE}" xmlns:text="{TEXT}">'
        f'<office:body><office:spreadsheet><table:table table:name="Foaie">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return archive([("mimetype", ODS), ("META-INF/manifest.xml", MANIFEST), ("content.xml", content)])


def ods_row(values, **repeated):
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' for value in values
    )
    return f"<table:table-row>{cells}</table:table-row>"


def csv(*rows, delimiter=";"):
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows).encode()


def uploaded(name, data):
    return SimpleUploadedFile(name, data)
