"""Files of data: one description, every format; nothing in them is a formula, and what they hold is what was given."""

import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from portal.data_files.formats import DATA_FORMATS
from portal.data_files.tables import DataColumn, DataFile, DataKind, data_table

DAY = datetime.date(2024, 12, 31)
COLUMNS = [
    (DataColumn(heading="Ce", about="Despre ce e vorba."), lambda row: row[0]),
    (DataColumn(heading="Cât", kind=DataKind.NUMBER), lambda row: row[1]),
    (DataColumn(heading="Când", kind=DataKind.DATE), lambda row: row[2]),
    (DataColumn(heading="Dacă", kind=DataKind.YES_NO), lambda row: row[3]),
]
DANGEROUS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://127.0.0.1/", "_x0041_"]
ROWS = [
    ("Șapte; și „jumătate”", Decimal("7.50"), DAY, True),
    ("Nimic", None, None, False),
    *((text, Decimal("-3"), DAY, None) for text in DANGEROUS),
]
ORIGIN = (("Planul", "ATOP 2024"), ("Licența", "CC BY 4.0"))


def data_file(rows, *, tables=1):
    made = (data_table(f"t{place}", f"Tabelul {place}", COLUMNS, rows) for place in range(tables))
    return DataFile(title="Datele", tables=tuple(made), origin=ORIGIN)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def workbook(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_row_of_csv_says_what_it_holds_and_where_it_is_from():
    heads, first, second, *_ = csv_rows(DATA_FORMATS["csv"].write(data_file(ROWS)))
    assert heads == ["Ce", "Cât", "Când", "Dacă", "Planul", "Licența"]
    assert first == ["Șapte; și „jumătate”", "7,5", "2024-12-31", "da", "ATOP 2024", "CC BY 4.0"]
    assert second == ["Nimic", "", "", "nu", "ATOP 2024", "CC BY 4.0"]


def test_no_cell_of_csv_begins_as_a_formula_and_numbers_stay_numbers():
    rows = csv_rows(DATA_FORMATS["csv"].write(data_file(ROWS)))
    assert {row[0] for row in rows if row[0][:1] in tuple("=+-@\t")} == set()
    assert {row[1] for row in rows[3:]} == {"-3"}


def test_a_csv_of_two_tables_is_refused():
    with pytest.raises(ValueError, match="values to unpack"):
        DATA_FORMATS["csv"].write(data_file(ROWS, tables=2))


def test_a_workbook_holds_each_table_with_its_types_and_no_formula():
    book = workbook(DATA_FORMATS["xlsx"].write(data_file(ROWS, tables=2)))
    assert book.sheetnames == ["Tabelul 0", "Tabelul 1", "Despre date", "Coloanele"]
    first, second, *others = book["Tabelul 1"].iter_rows(min_row=2, max_col=4, values_only=True)
    assert first == ("Șapte; și „jumătate”", 7.5, datetime.datetime(2024, 12, 31), "da")
    assert second == ("Nimic", None, None, "nu")
    assert [row[0] for row in others] == DANGEROUS
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert [cell.alignment.horizontal for cell in book["Tabelul 0"][1]] == [None, "right", None, None]


def test_a_workbook_says_where_it_is_from_and_what_its_columns_mean():
    book = workbook(DATA_FORMATS["xlsx"].write(data_file(ROWS)))
    said = dict(book["Despre date"].iter_rows(min_row=2, values_only=True))
    assert said == {"Titlu": "Datele", "Planul": "ATOP 2024", "Licența": "CC BY 4.0"}
    meanings = list(book["Coloanele"].iter_rows(min_row=2, values_only=True))
    assert meanings[:2] == [
        ("Tabelul 0", "Ce", "text", "Despre ce e vorba."),
        ("Tabelul 0", "Cât", "număr", None),
    ]


@pytest.mark.parametrize("extension", DATA_FORMATS)
def test_the_same_data_make_the_same_file_and_other_data_another(extension):
    write = DATA_FORMATS[extension].write
    assert write(data_file(ROWS)) == write(data_file(ROWS)) != write(data_file(ROWS[:1]))
    prints = {data_file(rows).fingerprint for rows in (ROWS, ROWS[:1])}
    assert prints == {data_file(ROWS).fingerprint, data_file(ROWS[:1]).fingerprint}
    assert len(prints) == 2


def test_what_excel_cannot_hold_is_text_and_never_another_value():
    number, day = Decimal("12345678901234567.89"), datetime.date(1868, 3, 1)
    sheet = workbook(DATA_FORMATS["xlsx"].write(data_file([("x" * 40_000, number, day, None)])))["Tabelul 0"]
    long, written, old, _ = next(sheet.iter_rows(min_row=2, max_col=4, values_only=True))
    assert (len(long), long[-1]) == (32_767, "…")
    assert (written, old) == ("12345678901234567.89", "1868-03-01")


def test_a_table_without_rows_has_its_headings():
    assert csv_rows(DATA_FORMATS["csv"].write(data_file([]))) == [["Ce", "Cât", "Când", "Dacă", "Planul", "Licența"]]
    assert workbook(DATA_FORMATS["xlsx"].write(data_file([])))["Tabelul 0"].max_row == 1
