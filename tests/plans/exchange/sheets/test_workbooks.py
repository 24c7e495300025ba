"""Several sheets of one file: each by its name, looked through like the first, the others only named."""

import io

import openpyxl
import pytest

from plans.exchange.sheets import workbooks
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.workbooks import read_all
from portal.data_files import ods_file, xlsx_file
from portal.data_files.tables import DataColumn, DataFile, DataTable
from tests.plans.exchange.sheet_files import ods, ods_row, saved


def table(title, *rows, **more):
    return DataTable(name=title.lower(), title=title, columns=(DataColumn(heading="Cod"),), rows=rows, **more)


@pytest.mark.parametrize("written_by", [xlsx_file, ods_file])
def test_sheets_are_read_by_their_names_and_the_others_are_named(written_by):
    file = DataFile(title="Proba", tables=(table("Altele", ("x",)), table("Unu", ("1",), ("2",), room=3), table("Gol")))
    found, others = read_all(written_by.write(file), ["unu", "Gol", "Lipsă"], max_rows=2)
    assert ({name: [row for _line, row in sheet.rows] for name, sheet in found.items()}, others) == (
        {"unu": [["1"], ["2"]]},
        ["Altele"],
    )


def test_what_is_wrong_in_a_sheet_is_told_with_its_name():
    book = openpyxl.Workbook()
    book.active.title = "Unu"
    for title, cell in (("Unu", "1"), ("Doi", "=1+1")):
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        sheet.append(["Cod"])
        sheet.append([cell])
    assert list(read_all(saved(book), ["Unu"], max_rows=9)[0]) == ["Unu"]
    with pytest.raises(ImportRefused, match="^Foaia „Doi”: Rândul 2, celula A2: formula nu are o valoare calculată"):
        read_all(saved(book), ["Unu", "Doi"], max_rows=9)
    with pytest.raises(ImportRefused, match="^Foaia „Unu”: Foaia are mai mult de 0 de rânduri"):
        read_all(saved(book), ["Unu"], max_rows=0)


PERCENT = "Rândul 2, celula A2: numărul este scris ca procent, iar în fișier 85,5% este 0,855."


@pytest.mark.parametrize(
    ("code", "is_refused"), [("0.00%", True), ("0%", True), ("#,##0.0%", True), ('0.0" %"', False), ("0.00", False)]
)
def test_a_number_that_is_shown_as_a_percentage_is_another_than_the_one_that_was_typed(code, is_refused):
    book = openpyxl.Workbook()
    book.active.append(["Valoarea"])
    book.active.append([0.855])
    book.active["A2"].number_format = code
    stream = io.BytesIO()
    book.save(stream)
    if is_refused:
        with pytest.raises(ImportRefused, match=PERCENT):
            workbooks.read(stream.getvalue())
    else:
        assert workbooks.read(stream.getvalue()).rows == [(2, [0.855])]


def test_a_percentage_of_libreoffice_is_refused_too():
    cell = '<table:table-cell office:value-type="percentage" office:value="0.855"><text:p>85,5%</text:p></table:table-cell>'
    with pytest.raises(ImportRefused, match="Rândul 2, celula a 1-a: numărul este scris ca procent"):
        workbooks.read(ods(ods_row(["Valoarea"]) + f"<table:table-row>{cell}</table:table-row>"))
