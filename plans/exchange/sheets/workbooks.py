"""Reads the sheets of an xlsx or ods file with calamine, which gets only the parts that were looked through."""

import datetime
import io
import itertools
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook, load_workbook

from plans.exchange.sheets.archives import DAMAGED, MANIFEST
from plans.exchange.sheets.cells import check_excel, check_open_document, percent_styles, string_lengths
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.sheet import Sheet, SheetBuilder, Value
from portal.text import normalise
from portal.uploads import BROKEN_ARCHIVE

BOOK, RELATIONS, STRINGS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
EXCEL = ("[Content_Types].xml", "_rels/.rels", BOOK, RELATIONS, STRINGS, STYLES)
CONTENT = "content.xml"
OPEN_DOCUMENT = ("mimetype", MANIFEST, CONTENT)
TABLE_ENDS = b"</table:table></office:spreadsheet></office:body></office:document-content>"
# calamine joins the words that these stand between.
BREAKS = re.compile(rb"<text:(line-break|tab)\b[^>]*?(?:/>|>\s*</text:\1\s*>)")
TABLE_NAME = re.compile(rb'table:name="([^"]*)"')
SURROGATE = re.compile(r"_x([dD][89a-fA-F][0-9a-fA-F]{2})_")
# From here on a file's numbers skip some whole ones.
EXACT = 2**53


@dataclass(frozen=True)
class _SheetParts:
    """The sheets of a file, by name, each with the parts that calamine may have to read it."""

    is_excel: bool
    sheets: list[tuple[str, dict[str, bytes]]]

    @cached_property
    def lengths(self) -> list[int]:
        """Return how long each text is that Excel's sheets refer to."""
        strings = self.sheets[0][1].get(STRINGS)
        return string_lengths(strings) if strings else []

    @cached_property
    def percents(self) -> frozenset[str]:
        """Return which styles of Excel's cells show a percentage."""
        styles = self.sheets[0][1].get(STYLES)
        return percent_styles(styles) if styles else frozenset()

    @cached_property
    def workbook(self) -> CalamineWorkbook:
        """Return an Excel file with these sheets alone."""
        return load_workbook(_pack({name: part for _title, parts in self.sheets for name, part in parts.items()}))


def read(data: bytes) -> Sheet:
    """Return the first sheet; raise ImportRefused where a cell cannot be taken as it stands."""
    parts = _open(data, only_first=True)
    return _read_sheet(parts, 0, SheetBuilder()).finish()


def read_all(data: bytes, names: Collection[str], *, max_rows: int) -> tuple[dict[str, Sheet], list[str]]:
    """Return the sheets of these names that hold rows, and the names of the others, as they stand in the file.

    Raises ImportRefused, with the sheet's name, where a cell cannot be taken as it stands.
    """
    known, found = {name.casefold(): name for name in names}, {}
    whole = _open(data)
    called = {title: known.get(normalise(title).casefold()) for title, _parts in whole.sheets}
    wanted = _SheetParts(whole.is_excel, [(title, parts) for title, parts in whole.sheets if called[title]])
    for place, (title, _parts) in enumerate(wanted.sheets):
        try:
            sheet = _read_sheet(wanted, place, SheetBuilder(max_rows=max_rows))
            if sheet.rows:
                found[called[title]] = sheet.finish()
        except ImportRefused as refused:
            raise ImportRefused(f"Foaia „{called[title]}”: {refused}") from refused
    return found, [title for title, name in called.items() if name is None]


def _read_sheet(parts: _SheetParts, place: int, builder: SheetBuilder) -> SheetBuilder:
    members = parts.sheets[place][1]
    try:
        if parts.is_excel:
            check_excel(members[_sheet_part(members)], parts.lengths, parts.percents)
        else:
            check_open_document(members[CONTENT])
    except (LookupError, ElementTree.ParseError) as error:
        raise ImportRefused(DAMAGED) from error
    for number, row in enumerate(_rows(parts, place), start=1):
        builder.add(number, {column: _value(value, parts.is_excel) for column, value in enumerate(row) if value != ""})
    return builder


def _open(data: bytes, *, only_first: bool = False) -> _SheetParts:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            is_excel = BOOK in archive.NameToInfo
            sheets = _excel(archive) if is_excel else _open_document(archive)
            return _SheetParts(is_excel, list(itertools.islice(sheets, 1 if only_first else None)))
    except (LookupError, ElementTree.ParseError, *BROKEN_ARCHIVE) as error:
        raise ImportRefused(DAMAGED) from error


def _sheet_part(members: dict[str, bytes]) -> str:
    return next(name for name in members if name.startswith("xl/worksheets/"))


def _excel(archive: zipfile.ZipFile) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Yield the name of each of a workbook's sheets, and the parts to read it from."""
    # The document types were refused when the archive was checked: nothing here can name an entity.
    relations = {item.get("Id"): item for item in ElementTree.fromstring(archive.read(RELATIONS))}  # noqa: S314
    shared = {name: archive.read(name) for name in {*EXCEL} & archive.NameToInfo.keys()}
    has_sheet = False
    for sheet in ElementTree.fromstring(shared[BOOK]).iterfind("{*}sheets/{*}sheet"):  # noqa: S314
        relation = relations[next((value for key, value in sheet.items() if key.endswith("}id")), None)]
        if not relation.get("Type", "").endswith("/worksheet"):
            continue
        part = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        if not part.startswith("xl/worksheets/"):  # Elsewhere it could pass for another part, whatever its capitals.
            raise ImportRefused(DAMAGED)
        has_sheet = True
        yield sheet.get("name"), {**shared, part: archive.read(part)}
    if not has_sheet:
        raise ImportRefused(DAMAGED)


def _open_document(archive: zipfile.ZipFile) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Yield the name of each of a spreadsheet's tables, and the parts to read it from, which hold it alone."""
    parts = {name: archive.read(name) for name in OPEN_DOCUMENT}
    before, start, rest = parts[CONTENT].partition(b"<table:table ")
    if not start:
        raise ImportRefused(DAMAGED)
    for piece in (start + rest).split(b"</table:table>")[:-1]:
        _between, start, table = piece.partition(b"<table:table ")
        if not start:
            raise ImportRefused(DAMAGED)
        table = start + table
        name = TABLE_NAME.search(table[: table.index(b">")])
        content = BREAKS.sub(lambda found: b"\t" if found[1] == b"tab" else b"\n", before + table) + TABLE_ENDS
        yield unescape(name[1].decode()) if name else "", {**parts, CONTENT: content}


def _rows(parts: _SheetParts, place: int) -> list[list]:
    """Return the rows of a sheet."""
    name, members = parts.sheets[place]
    try:
        book = parts.workbook if parts.is_excel else load_workbook(_pack(members))
        # An OpenDocument file was cut to this one table.
        return book.get_sheet_by_name(name if parts.is_excel else book.sheet_names[0]).to_python(skip_empty_area=False)
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
    if isinstance(value, str) and is_excel and "_x" in value:
        return SURROGATE.sub(lambda found: chr(int(found[1], 16)), value)
    return value
