"""What an uploaded file must be before anything reads it as a sheet."""

import pytest

from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.uploads import KINDS, MAX_BYTES, check
from portal.uploads import COMPOUND_FILE, FileUpload
from tests.plans.exchange.sheet_files import ods, ods_row, uploaded, workbook


def refusal(name, data):
    with pytest.raises(ImportRefused) as refused:
        check(uploaded(name, data))
    return str(refused.value)


def test_a_text_with_delimiters_is_taken():
    assert check(uploaded("Plan.CSV", b"a;b")) == FileUpload("Plan.CSV", b"a;b")


def test_workbooks_of_both_kinds_are_taken():
    files = [("a.xlsx", workbook(["a"])), ("a.ods", ods(ods_row(["a"])))]
    assert [check(uploaded(*file)).extension for file in files] == ["xlsx", "ods"]


def test_another_ending_is_refused():
    assert refusal("plan.pdf", b"%PDF") == f"Fișierul „plan.pdf” nu este o foaie de calcul. {KINDS}"


def test_a_name_without_ending_is_refused():
    assert refusal("plan", b"a;b") == f"Fișierul „plan” nu este o foaie de calcul. {KINDS}"


def test_a_file_of_the_greatest_size_is_taken_and_a_byte_more_is_refused():
    assert len(check(uploaded("a.csv", b"x" * MAX_BYTES)).data) == MAX_BYTES == 5 * 1024 * 1024
    assert (
        refusal("a.csv", b"x" * (MAX_BYTES + 1))
        == "Fișierul are 6 MB, iar limita este de 5 MB. Încărcați-l mai mic sau pe părți."
    )


def test_an_empty_file_and_one_of_spaces_are_refused():
    assert [refusal("a.csv", data) for data in (b"", b" \r\n")] == ["Fișierul este gol."] * 2


def test_an_old_workbook_is_refused_whatever_it_is_called():
    said = "Fișierul este în formatul vechi .xls sau este protejat cu parolă. Salvați-l ca .xlsx, fără parolă."
    assert [refusal(name, COMPOUND_FILE + b"...") for name in ("a.xlsx", "a.csv")] == [said, said]


def test_a_workbook_called_a_text_is_refused():
    said = "Fișierul se numește .csv, dar nu conține text."
    assert [refusal("a.csv", data) for data in (workbook(["a"]), b"a\x00b")] == [said, said]


def test_a_text_called_a_workbook_is_refused():
    said = f"Fișierul se numește .xlsx, dar nu este o foaie de calcul xlsx. {KINDS}"
    assert refusal("a.xlsx", b"a;b") == said


def test_a_workbook_of_the_other_kind_is_refused():
    said = "Fișierul se numește .ods, dar nu este o foaie de calcul ods."
    assert refusal("a.ods", workbook(["a"])) == said
