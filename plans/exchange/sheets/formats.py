"""The three file formats, as django-import-export asks for them: read safely, written without live formulas."""

import io

import tablib
from import_export.formats.base_formats import Format
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.teletype import addTextToElement
from odf.text import P

from plans.exchange.sheets import delimited, workbooks
from plans.exchange.sheets.sheet import Sheet
from portal.csv_text import CONTENT_TYPE, csv_bytes
from portal.data_files import xlsx_file
from portal.data_files.tables import DataColumn, DataFile, DataTable

# The heading under which every row carries its number in the sheet.
LINE_HEADING = "#"
WIDTHS = {"Titlu": 60, "Descriere": 40, "Indicator": 60, "Rezultat așteptat": 40}


class SheetFormat(Format):
    """One of the formats: bytes to a dataset whose rows know their number, and a dataset to bytes."""

    title = extension = content_type = ""
    reader = None

    def get_title(self):
        """Return the name that people know."""
        return self.title

    def get_extension(self):
        """Return the extension of its files."""
        return self.extension

    def get_content_type(self):
        """Return its media type."""
        return self.content_type

    def can_import(self):
        """Tell that it can be read."""
        return True

    def can_export(self):
        """Tell that it can be written."""
        return True

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """Return the file's first sheet; raise ImportRefused for a file that cannot be read as one."""
        return dataset_of(self.reader.read(in_stream))


class XLSX(SheetFormat):
    """Excel; every cell is text, so that nothing in it can be a formula and no code turns into a date."""

    title, extension = "Excel (.xlsx)", "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    reader = workbooks

    def export_data(self, dataset, **_kwargs) -> bytes:
        """Return the workbook."""
        columns = tuple(DataColumn(heading=heading, width=WIDTHS.get(heading, 18)) for heading in dataset.headers)
        rows = tuple(tuple(map(str, row)) for row in dataset)
        table = DataTable(name="date", title=dataset.title or "Date", columns=columns, rows=rows)
        return xlsx_file.write(DataFile(title=table.title, tables=(table,)))


class ODS(SheetFormat):
    """LibreOffice; every cell is text."""

    title, extension = "LibreOffice (.ods)", "ods"
    content_type = "application/vnd.oasis.opendocument.spreadsheet"
    reader = workbooks

    def export_data(self, dataset, **_kwargs) -> bytes:
        """Return the spreadsheet, each line of a text as a paragraph."""
        document, sheet = OpenDocumentSpreadsheet(), Table(name=dataset.title or "Date")
        document.spreadsheet.addElement(sheet)
        bold = Style(name="bold", family="paragraph")
        bold.addElement(TextProperties(fontweight="bold"))
        document.automaticstyles.addElement(bold)
        for row in (dataset.headers, *dataset):
            style = bold if row is dataset.headers else None
            line = TableRow(check_grammar=False)
            for value in row:
                text = TableCell(valuetype="string", check_grammar=False)
                for part in str(value).split("\n"):
                    paragraph = P(stylename=style, check_grammar=False)
                    addTextToElement(paragraph, part)
                    text.addElement(paragraph, check_grammar=False)
                line.addElement(text, check_grammar=False)
            sheet.addElement(line, check_grammar=False)
        stream = io.BytesIO()
        document.write(stream)
        return stream.getvalue()


class CSV(SheetFormat):
    """Text with semicolons, in UTF-8 with its mark, as Romanian Excel opens it by a double click."""

    title, extension, content_type = "CSV (.csv)", "csv", CONTENT_TYPE
    reader = delimited

    def export_data(self, dataset, **_kwargs) -> bytes:
        """Return the text."""
        return csv_bytes([dataset.headers, *dataset])


FORMATS = (XLSX, ODS, CSV)
FORMATS_BY_EXTENSION = {kind.extension: kind for kind in FORMATS}


def dataset_of(sheet: Sheet) -> tablib.Dataset:
    """Return a sheet as a dataset, each row with its number under LINE."""
    return tablib.Dataset(
        *((*values, number) for number, values in sheet.rows), headers=[*sheet.headings, LINE_HEADING]
    )
