"""An OpenDocument spreadsheet: what any program reads in it is what was given, and none of it is a formula."""

import csv
import datetime
import io
import zipfile
from decimal import Decimal

import python_calamine

from portal.data_files import ods_file
from tests.office import convert
from tests.portal.data_files.test_formats import DANGEROUS, DAY, ROWS, data_file

AWKWARD = ["două  spații", " la început", "un\trând\ncu altul", "<b>&amp;</b>", "]]>"]


def sheets(content):
    return python_calamine.load_workbook(io.BytesIO(content))


def test_another_reader_finds_each_value_with_its_type():
    book = sheets(ods_file.write(data_file(ROWS, tables=2)))
    assert book.sheet_names == ["Tabelul 0", "Tabelul 1", "Despre date", "Coloanele"]
    heads, first, second, *others = book.get_sheet_by_name("Tabelul 1").to_python()
    assert heads == ["Ce", "Cât", "Când", "Dacă"]
    assert first == ["Șapte; și „jumătate”", 7.5, DAY, "da"]
    assert second == ["Nimic", "", "", "nu"]
    assert [row[0] for row in others] == [text.replace("\t", " ") for text in DANGEROUS]


def test_nothing_in_it_is_a_formula_and_its_kind_is_told_by_the_first_bytes():
    content = ods_file.write(data_file(ROWS))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("content.xml").decode().count("formula") == 0
    assert content[30:38] == b"mimetype"
    assert content[38 : 38 + len(ods_file.CONTENT_TYPE)] == ods_file.CONTENT_TYPE.encode()


def test_what_a_spreadsheet_cannot_hold_is_text_and_never_another_value():
    number, day = Decimal("12345678901234567.89"), datetime.date(1868, 3, 1)
    row = sheets(ods_file.write(data_file([("x", number, day, None)]))).get_sheet_by_index(0).to_python()[1]
    assert row[1] == "12345678901234567.89"


def test_libreoffice_shows_every_text_as_it_is(tmp_path):
    source = tmp_path / "date.ods"
    rows = [*ROWS, *((text, Decimal("0.10"), DAY, True) for text in AWKWARD)]
    source.write_bytes(ods_file.write(data_file(rows)))
    folder = convert("csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,true", tmp_path, source)
    with open(folder / "date.csv", encoding="utf-8", newline="") as file:
        shown = list(csv.reader(file, delimiter=";"))
    assert [row[0] for row in shown] == ["Ce", *(row[0].replace("\t", " ") for row in rows)]
    assert (shown[1][2], shown[-1][1]) == ("31.12.2024", "0.1")
