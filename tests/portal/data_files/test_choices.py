"""Columns that take only what they list, rows that people add, and columns that are only for programs."""

import io
import zipfile

import openpyxl

from portal.data_files import ods_file, xlsx_file
from portal.data_files.about import about_tables
from portal.data_files.tables import DataColumn, DataFile, DataTable

LONG = tuple(f"instituția numărul {number}" for number in range(40))
COLUMNS = (
    DataColumn(heading="Răspuns", choices=("da", "nu")),
    DataColumn(heading="Cine", choices=LONG),
    DataColumn(heading="Ce", choices=('a, "b"',)),
    DataColumn(heading="Stare", is_hidden=True),
)
FILE = DataFile(
    title="Proba",
    tables=(DataTable(name="proba", title="Proba", columns=COLUMNS, rows=(("da", "", "", "1"),), room=5),),
)


def test_excel_takes_only_the_choices_also_in_rows_that_are_added():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file.write(FILE)))
    rules = {str(one.sqref): one.formula1 for one in book["Proba"].data_validations.dataValidation}
    assert rules == {"A2:A7": '"da,nu"', "B2:B7": "Liste!$B$1:$B$40", "C2:C7": "Liste!$C$1:$C$1"}
    assert [cell.value for cell in book["Liste"]["B"]] == list(LONG)
    assert (book["Liste"].sheet_state, book["Proba"].column_dimensions["D"].hidden) == ("hidden", True)


def test_open_document_takes_only_the_choices_also_in_rows_that_are_added():
    with zipfile.ZipFile(io.BytesIO(ods_file.write(FILE))) as archive:
        content = archive.read("content.xml").decode()
    assert 'is-in-list(&quot;da&quot;;&quot;nu&quot;)"' in content
    assert "is-in-list(&quot;a, &quot;&quot;b&quot;&quot;&quot;)" in content
    assert content.count('content-validation-name="proba-0"') == 2
    assert 'table:number-rows-repeated="5"' in content
    assert content.count('table:visibility="collapse"') == 1


def test_the_sheet_of_columns_says_what_may_be_written_where_something_may():
    about = about_tables(FILE)[1]
    assert about.columns[-1].heading == "Ce se poate scrie"
    assert [row[-1] for row in about.rows] == ["da; nu", "; ".join(LONG), 'a, "b"', ""]
    plain = DataTable(name="x", title="X", columns=(DataColumn(heading="A"),), rows=())
    assert about_tables(DataFile(title="X", tables=(plain,)))[1].columns[-1].heading == "Ce înseamnă"
