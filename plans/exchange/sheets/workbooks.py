"""Reads the first sheet of an xlsx or ods file with calamine, which gets only the parts that were looked through."""

import datetime
import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

from python_calamine import load_workbook

from plans.exchange.sheets.archives import DAMAGED, MANIFEST
from plans.exchange.sheets.cells import check_excel, check_open_document
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.sheet import Sheet, SheetBuilder, Value
from portal.uploads import BROKEN_ARCHIVE

BOOK, RELATIONS, STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
EXCEL = ("[Content_Types].xml", "_rels/.rels", BOOK, RELATIONS, STRINGS, "xl/styles.xml")
CONTENT = "content.xml"
OPEN_DOCUMENT = ("mimetype", MANIFEST, CONTENT)
TABLE_ENDS = b"</table:table></office:spreadsheet></office:body></office:document-content>"
# calamine joins the words that these stand between.
BREAKS = re.compile(rb"<text:(line-break|tab)\b[^>]*?(?:/>|>\s*</text:\1\s*>)")
SURROGATE = re.compile(r"_x([dD][89a-fA-F][0-9a-fA-F]{2})_")
# From here on a file's numbers skip some whole ones.
EXACT = 2**53


def read(data: bytes) -> Sheet:
    """Return the sheet; raise ImportRefused where a cell cannot be taken as it stands."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            is_excel = BOOK in archive.NameToInfo
            name, parts = _excel(archive) if is_excel else _open_document(archive)
    except (LookupError, ElementTree.ParseError, *BROKEN_ARCHIVE) as error:
        raise ImportRefused(DAMAGED) from error
    builder = SheetBuilder()
    for number, row in enumerate(_rows(name, parts), start=1):
        builder.add(number, {column: _value(value, is_excel) for column, value in enumerate(row) if value != ""})
    return builder.finish()


def _excel(archive: zipfile.ZipFile) -> tuple[str, dict[str, bytes]]:
    """Return the name of a workbook's first sheet, and the parts to read it from."""
    # The document types were refused when the archive was checked: nothing here can name an entity.
    relations = {item.get("Id"): item for item in ElementTree.fromstring(archive.read(RELATIONS))}  # noqa: S314
    for sheet in ElementTree.fromstring(archive.read(BOOK)).iterfind("{*}sheets/{*}sheet"):  # noqa: S314
        relation = relations[next((value for key, value in sheet.items() if key.endswith("}id")), None)]
        if relation.get("Type", "").endswith("/worksheet"):
            break
    else:
        raise ImportRefused(DAMAGED)
    first = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
    if not first.startswith("xl/worksheets/"):  # Elsewhere it could pass for another part, whatever its capitals.
        raise ImportRefused(DAMAGED)
    parts = {name: archive.read(name) for name in {*EXCEL, first} & archive.NameToInfo.keys()}
    check_excel(parts[first], parts.get(STRINGS, b""))
    return sheet.get("name"), parts


def _open_document(archive: zipfile.ZipFile) -> tuple[str, dict[str, bytes]]:
    """Return the parts to read a spreadsheet's first table from, which ends where that table ends."""
    parts = {name: archive.read(name) for name in OPEN_DOCUMENT}
    first, _end, _others = parts[CONTENT].partition(b"</table:table>")
    parts[CONTENT] = BREAKS.sub(lambda found: b"\t" if found[1] == b"tab" else b"\n", first) + TABLE_ENDS
    check_open_document(parts[CONTENT])
    return "", parts


def _rows(name: str, parts: dict[str, bytes]) -> list[list]:
    """Return the rows of a sheet, of the first where it has no name."""
    try:
        book = load_workbook(_pack(parts))
        return book.get_sheet_by_name(name or book.sheet_names[0]).to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # A panic in the library is not an Exception.
        raise ImportRefused(DAMAGED) from error


def _pack(parts: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def _value(value, is_excel: bool) -> Value:
    """Return a whole number as one, a moment without hours as a day, and the character that Excel wrote out."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < EXACT else value
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date()
    if isinstance(value, str) and is_excel:
        return SURROGATE.sub(lambda found: chr(int(found[1], 16)), value)
    return value
