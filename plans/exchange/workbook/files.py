"""The files of a workbook: in which formats it is given, what may be sent, and what of it is read."""

import io
import zipfile
from collections.abc import Iterator

from plans.exchange.sheets import delimited, workbooks
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.sheet import Sheet
from plans.exchange.workbook.columns import IDENTITY, REMOVAL, STAMP
from plans.exchange.workbook.plan_workbook import OTHER_SHEETS, WorkbookContents
from portal.data_files import csv_archive
from portal.data_files.about import ABOUT_SHEET
from portal.data_files.formats import DATA_FORMATS, DataFormat
from portal.garbage import pause_collection
from portal.uploads import FileUpload

# By extension: a workbook holds its sheets itself, as CSV they are a file each.
WORKBOOK_FORMATS = {
    **{name: DATA_FORMATS[name] for name in ("xlsx", "ods")},
    "zip": DataFormat("zip", "CSV, un fișier pe foaie", csv_archive.CONTENT_TYPE, csv_archive.write, holds_many=True),
}
ABOUT_HEADINGS = {
    ABOUT_SHEET: ["Ce", "Cum"],
    OTHER_SHEETS[0]: ["Foaia", "Coloana", "Ce ține", "Ce înseamnă", "Ce se poate scrie"],
}
MAX_ROWS = 15_000
START = "Porniți de la registrul descărcat."
TOO_MANY = "Fișierul are mai mult de 15.000 de rânduri. Împărțiți-l în mai multe fișiere."


@pause_collection()
def read_contents(upload: FileUpload, headings: dict[str, list[str]]) -> WorkbookContents:
    """Return the sheets of a file, given the headings of each that a workbook has.

    A CSV file is the sheet whose headings it has most of. Raises ImportRefused for a file that cannot be read.
    """
    if upload.extension == "csv":
        sheet = delimited.read(upload.data, max_rows=MAX_ROWS)
        return WorkbookContents({_title(sheet.headings, headings): sheet})
    if upload.extension == "zip":
        sheets, others = _csv_sheets(upload, headings)
    else:
        sheets, others = workbooks.read_all(upload.data, [*headings, ABOUT_SHEET], max_rows=MAX_ROWS)
    contents = WorkbookContents(sheets, tuple(name for name in others if name not in OTHER_SHEETS))
    if not headings.keys() & contents.sheets.keys():
        names = ", ".join(f"„{name}”" for name in headings)
        raise ImportRefused(f"Fișierul nu are nicio foaie cu rânduri dintre: {names}. {START}")
    if len(contents) > MAX_ROWS:
        raise ImportRefused(TOO_MANY)
    return contents


def _title(found: list[str], headings: dict[str, list[str]]) -> str:
    """Return the sheet whose headings a CSV file has most of; raise ImportRefused where it has none."""
    said = {heading.casefold() for heading in found} - {one.casefold() for one in (IDENTITY, STAMP, REMOVAL)}
    matches = {name: len(said & {one.casefold() for one in known}) for name, known in headings.items()}
    name = max(matches, key=matches.get)
    if not matches[name]:
        raise ImportRefused(f"Fișierul CSV nu are titlurile niciunei foi a registrului. {START}")
    return name


def _csv_sheets(upload: FileUpload, headings: dict[str, list[str]]) -> tuple[dict[str, Sheet], list[str]]:
    """Return the sheets of an archive that hold rows, and the names of the files that are none of them."""
    known = {**headings, **ABOUT_HEADINGS}
    found: dict[str, Sheet] = {}
    others, names = [], {}
    for name, data in _members(upload.data):
        if not name.lower().endswith(".csv"):
            others.append(name)
            continue
        try:
            builder = delimited.build(data, max_rows=MAX_ROWS)
            title = _title(list(builder.headings.values()), known) if builder.headings else ""
        except ImportRefused as refused:
            raise ImportRefused(f"Fișierul „{name}” din arhivă: {refused}") from refused
        if title in names:
            raise ImportRefused(f"Fișierele „{names[title]}” și „{name}” sunt aceeași foaie. Păstrați unul singur.")
        names[title] = name
        if builder.rows and title not in OTHER_SHEETS:
            found[title] = builder.finish()
    return found, others


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive by their names, without what systems add when they pack a folder."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for one in archive.infolist():
            name = one.filename.rsplit("/", 1)[-1]
            if not (one.is_dir() or name.startswith(".") or one.filename.startswith("__MACOSX/")):
                yield name, archive.read(one)
