"""The files of a workbook: what may be sent, and what of it is read."""

from plans.exchange.sheets import delimited, workbooks
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.workbook.columns import IDENTITY, REMOVAL, STAMP
from plans.exchange.workbook.plan_workbook import OTHER_SHEETS, WorkbookContents
from portal.data_files.about import ABOUT_SHEET
from portal.garbage import pause_collection
from portal.uploads import FileUpload

MAX_ROWS = 15_000
START = "Porniți de la registrul descărcat."
TOO_MANY = "Fișierul are mai mult de 15.000 de rânduri. Împărțiți-l în mai multe fișiere."


@pause_collection()
def read_contents(upload: FileUpload, headings: dict[str, list[str]]) -> WorkbookContents:
    """Return the sheets of a file, given the headings of each that a workbook has.

    A CSV file is the sheet whose headings it has most of. Raises ImportRefused for a file that cannot be read.
    """
    if upload.extension == "csv":
        return _one_sheet(upload, headings)
    sheets, others = workbooks.read_all(upload.data, [*headings, ABOUT_SHEET], max_rows=MAX_ROWS)
    contents = WorkbookContents(sheets, tuple(name for name in others if name not in OTHER_SHEETS))
    if not headings.keys() & contents.sheets.keys():
        names = ", ".join(f"„{name}”" for name in headings)
        raise ImportRefused(f"Fișierul nu are nicio foaie cu rânduri dintre: {names}. {START}")
    if len(contents) > MAX_ROWS:
        raise ImportRefused(TOO_MANY)
    return contents


def _one_sheet(upload: FileUpload, headings: dict[str, list[str]]) -> WorkbookContents:
    sheet = delimited.read(upload.data, max_rows=MAX_ROWS)
    found = {heading.casefold() for heading in sheet.headings} - {one.casefold() for one in (IDENTITY, STAMP, REMOVAL)}
    matches = {name: len(found & {one.casefold() for one in known}) for name, known in headings.items()}
    name = max(matches, key=matches.get)
    if not matches[name]:
        raise ImportRefused(f"Fișierul CSV nu are titlurile niciunei foi a registrului. {START}")
    return WorkbookContents({name: sheet})
