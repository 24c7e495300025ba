"""Sheets as other programs write them, and our own as other programs read them."""

import csv
import datetime
import io
import subprocess
import zipfile

import openpyxl
import pytest

from plans.exchange.elements import ElementResource
from plans.exchange.sheets.formats import FORMATS_BY_EXTENSION, LINE_HEADING
from plans.models import Element
from tests.office import convert
from tests.plans.exchange import sheet_files
from tests.plans.exchange.sheet_files import HEADINGS, ROW, ods, ods_row, workbook, xlsx

AWKWARD = [
    "=1+1",
    "+40 264",
    "-12,5",
    "-5",
    "@ipj",
    "'=1",
    "''citat",
    "1.10",
    "2024-03-01",
    "_x0041_",
    "<b>&amp;</b>",
    '"ghilimele"',
    "un paragraf\n\nal doilea",
    "a;b,c",
    "- școli; țigări",
    "TRUE",
    '=HYPERLINK("http://x")',
    "007",
    "＝1+1",
]


def read(extension, data):
    return [tuple(row.values()) for row in FORMATS_BY_EXTENSION[extension]().create_dataset(data).dict]


def test_an_excel_sheet_gives_numbers_dates_and_texts_with_their_rows():
    data = workbook(["a", "b", "c", "d"], [], [1, 1.5, datetime.datetime(2025, 12, 31), True], ["x", None, " ", "ș\nț"])
    assert read("xlsx", data) == [(1, 1.5, datetime.date(2025, 12, 31), True, 3), ("x", None, None, "ș\nț", 4)]


def test_a_formula_gives_the_value_that_was_computed():
    sheet = '<sheetData><row><c t="str"><v>a</v></c></row><row><c><f>1+1</f><v>2</v></c></row><row><c t="str"><f>""</f><v>b</v></c></row></sheetData>'
    assert read("xlsx", xlsx(sheet)) == [(2, 2), ("b", 3)]


def test_cells_stand_where_they_say_and_rich_text_is_joined():
    strings = '<si><t>a</t></si><si><r><t xml:space="preserve">un </t></r><r><t>text</t></r><rPh><t>x</t></rPh></si><si><t>c</t></si>'
    sheet = (
        '<sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="s"><v>2</v></c></row>'
        '<row r="5"><c r="D5" t="s"><v>1</v></c></row></sheetData>'
    )
    assert read("xlsx", xlsx(sheet, strings=strings)) == [(None, "un text", 5)]


def test_the_first_sheet_is_read_whichever_is_open():
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append(["prima"])
    second = book.create_sheet("A doua")
    second.append(["a"])
    second.append(["a doua"])
    book.active = second
    assert read("xlsx", sheet_files.saved(book)) == [("prima", 2)]


def test_what_stands_on_the_other_sheets_does_not_matter():
    book = openpyxl.Workbook()
    for row in (["a"], ["prima"]):
        book.active.append(row)
    other = book.create_sheet("A doua")
    other.merge_cells("A1:B2")
    other["A5"], other["ZZ9"], other["A9"] = "=1+1", 1, "#REF!"
    assert read("xlsx", sheet_files.saved(book)) == [("prima", 2)]
    wide = '<table:table-row table:number-rows-repeated="90000"><table:table-cell table:number-columns-repeated="900" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    assert read("ods", ods(ods_row("ab") + ods_row("xy") + f'</table:table><table:table table:name="B">{wide}')) == [
        ("x", "y", 2)
    ]


def test_repeated_cells_of_an_open_document_are_repeated():
    row = '<table:table-row><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    number = '<table:table-cell office:value-type="float" office:value="2.50"><text:p>2,5</text:p></table:table-cell></table:table-row>'
    assert read("ods", ods(ods_row("abc") + blank + row + number)) == [("x", "x", 2.5, 5)]


def test_an_open_document_gives_dates_spaces_and_lines_without_its_notes():
    cells = (
        '<table:table-cell office:value-type="date" office:date-value="2025-12-31T00:00:00"><text:p>31.12.25</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><office:annotation><text:p>notă</text:p></office:annotation>'
        '<text:p>a<text:s text:c="2"/>b<text:line-break/><text:span>c</text:span></text:p><text:p>d</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
    )
    assert read("ods", ods(ods_row("abc") + f"<table:table-row>{cells}</table:table-row>")) == [
        (datetime.date(2025, 12, 31), "a  b\nc\nd", True, 2)
    ]


def test_only_the_first_table_of_an_open_document_is_read():
    second = '</table:table><table:table table:name="Altul">' + ods_row("ab") + ods_row("zz")
    assert read("ods", ods(ods_row("ab") + ods_row("xy") + second)) == [("x", "y", 2)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_file_is_read_with_any_usual_delimiter(delimiter, encoding):
    data = delimiter.join(["Plan", "Titlu"]) + "\r\n" + delimiter.join(["x", '"ș;,\t ""da"""']) + "\r\n"
    assert read("csv", data.encode(encoding)) == [("x", 'ș;,\t "da"', 2)]


@pytest.mark.parametrize("extension", FORMATS_BY_EXTENSION)
def test_every_text_is_read_back_as_it_was_written(extension):
    dataset = FORMATS_BY_EXTENSION["csv"]().create_dataset(sheet_files.csv(["Text", "Altul"], ["x", "y"]))
    dataset.wipe()
    dataset.headers = ["Text", "Altul"]
    dataset.extend([text, "y"] for text in AWKWARD)
    again = FORMATS_BY_EXTENSION[extension]().create_dataset(FORMATS_BY_EXTENSION[extension]().export_data(dataset))
    assert [row["Text"] for row in again.dict] == AWKWARD
    assert [row[LINE_HEADING] for row in again.dict] == list(range(2, len(AWKWARD) + 2))


@pytest.fixture
def awkward(it_plan):
    """Measures whose titles and results would be formulas if a cell were not careful."""
    level = it_plan.level_set.get(prefix="m")
    parent = Element.objects.get(level__plan=it_plan, level__prefix="ax", code="4")
    for number, text in enumerate(AWKWARD, start=1):
        Element.objects.create(
            level=level, parent=parent, code=f"9.{number}", position=number, title=text, expected_result=text
        )
    return Element.objects.filter(level=level)


def exported(people, elements, extension):
    return FORMATS_BY_EXTENSION[extension]().export_data(ElementResource(user=people.editor).export(elements))


def test_no_cell_of_an_excel_export_is_a_formula_or_turns_into_one_when_edited(people, awkward):
    sheet = openpyxl.load_workbook(io.BytesIO(exported(people, awkward, "xlsx"))).active
    assert {
        (cell.data_type, cell.number_format) for row in sheet.iter_rows(min_row=2) for cell in row if cell.value
    } == {("s", "@")}


def test_no_cell_of_an_open_document_export_is_a_formula(people, awkward):
    with zipfile.ZipFile(io.BytesIO(exported(people, awkward, "ods"))) as archive:
        content = archive.read("content.xml").decode()
    assert (content.count("formula"), content.count('value-type="string"')) == (0, content.count("<table:table-cell"))


def test_no_cell_of_a_csv_export_begins_as_a_formula(people, awkward):
    text = exported(people, awkward, "csv").decode("utf-8-sig")
    cells = {cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row}
    assert {cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝")} == {"-5", "-12,5"}


@pytest.mark.parametrize("extension", FORMATS_BY_EXTENSION)
def test_libreoffice_reads_an_export_as_the_database_has_it(people, awkward, tmp_path, extension):
    source = tmp_path / f"masuri.{extension}"
    source.write_bytes(exported(people, awkward, extension))
    as_text = "/".join(f"{column}/2" for column in range(1, 14))
    reading = f"CSV:59,34,76,1,{as_text}" if extension == "csv" else ""
    folder = convert("csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,true", tmp_path, source, reading=reading)
    with open(folder / "masuri.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    shown = {row["Cod"]: row["Titlu"] for row in rows}
    escaped = "'" if extension == "csv" else ""
    wanted = {
        e.code: f"{escaped if e.title.startswith(('=', '+', '@', '- ', chr(39) + '=', '＝')) else ''}{e.title}"
        for e in awkward
    }
    assert shown == wanted


def test_a_sheet_saved_by_libreoffice_is_imported_without_changes(people, awkward, tmp_path, post_file):
    source = tmp_path / "masuri.xlsx"
    source.write_bytes(exported(people, awkward, "xlsx"))
    for extension in ("ods", "xlsx"):
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--convert-to",
                extension,
                "--outdir",
                tmp_path / extension,
                source,
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        source = tmp_path / extension / f"masuri.{extension}"
        outcome = post_file(source.name, source.read_bytes()).context["outcome"]
        assert (outcome.problems, outcome.changes, outcome.unchanged) == ([], [], 14 + len(AWKWARD))


def test_an_honest_row_is_new(post_file):
    outcome = post_file("a.xlsx", workbook(HEADINGS, ROW)).context["outcome"]
    assert [
        (change.line, change.is_new, {h: n for h, _, n in change.fields}["Poziție"]) for change in outcome.changes
    ] == [(2, True, "150")]
