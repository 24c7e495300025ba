"""A plan as CSV files in one archive: out, edited, packed again in any way, and in."""

import io
import zipfile

import pytest

from plans.exchange.sheets import archives
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.workbook.files import WORKBOOK_FORMATS, read_contents
from plans.exchange.workbook.plan_workbook import PlanWorkbook
from portal.uploads import FileUpload
from tests.plans.exchange.workbook.edited import changes

MARK = "\ufeff".encode()


def files_of(workbook):
    with zipfile.ZipFile(io.BytesIO(WORKBOOK_FORMATS["zip"].write(workbook.file))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def contents(workbook, files):
    return read_contents(FileUpload("registru.zip", packed(files)), workbook.book().headings())


def test_each_sheet_is_a_file_and_two_say_what_they_are(workbook):
    assert list(files_of(workbook)) == [
        "elemente.csv", "indicatori.csv", "tinte.csv", "raportari.csv", "despre.csv", "coloane.csv",
    ]  # fmt: skip


def test_what_was_edited_comes_in_however_it_was_packed(workbook, it_plan):
    files = files_of(workbook)
    title = workbook.element("m", "1.2")["Titlu"]
    edited = files["elemente.csv"].replace(title.encode(), b"Alt titlu", 1)
    repacked = {
        "registru/": b"",
        "registru/masurile noastre.csv": edited.removeprefix(MARK),
        "registru/despre.csv": files["despre.csv"],
        "registru/citeste.txt": b"Note",
        "__MACOSX/._elemente.csv": b"\x00\x05",
    }
    found = contents(workbook, repacked)
    outcome = workbook.book().compare(found)
    assert [fields for _sheet, _line, _kind, fields in changes(outcome)] == [[("Titlu", title, "Alt titlu")]]
    assert outcome.notes == ["Foaia „citeste.txt” nu este cunoscută și nu s-a citit."]


def test_the_archive_of_another_plan_is_refused(workbook, people, atop):
    with pytest.raises(ImportRefused, match="Fișierul este al altui plan"):
        PlanWorkbook(atop, user=people.editor).compare(contents(workbook, files_of(workbook)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda files: {**files, "copie.csv": files["elemente.csv"]},
         "Fișierele „elemente.csv” și „copie.csv” sunt aceeași foaie. Păstrați unul singur."),
        (lambda files: {"elemente.csv": "Titlu;Cod\nșcoli;1\n".encode("cp1250", "replace") + b"\xba"},
         "Fișierul „elemente.csv” din arhivă: Fișierul CSV nu este în codarea UTF-8."),
        (lambda files: {"elemente.csv": b"A;B\n1;2\n"},
         "Fișierul „elemente.csv” din arhivă: Fișierul CSV nu are titlurile niciunei foi a registrului."),
        (lambda files: {"elemente.csv": files["elemente.csv"].split(b"\n")[0]},
         "Fișierul nu are nicio foaie cu rânduri dintre:"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_archive_is_told_with_the_file(workbook, change, message):
    with pytest.raises(ImportRefused, match=message):
        contents(workbook, change(files_of(workbook)))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.xlsx": b"x"}, "Fișierul se numește .zip, dar nu are fișiere .csv."),
        ({"../a.csv": b"x"}, "o parte are un nume nepermis"),
        ({"a.csv": b" " * (archives.MAX_UNPACKED + 1)}, "depășește 50 MB"),
    ],
)
def test_an_archive_that_is_none_of_ours_is_refused_before_it_is_read(files, message):
    with pytest.raises(ImportRefused, match=message):
        archives.check(packed(files), "zip")
