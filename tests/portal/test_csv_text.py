"""Written cells: none is taken for a formula, and each is read back as it was."""

import pytest

from portal.csv_text import csv_bytes, escape, unescape


@pytest.mark.parametrize("mark", list("=+-@\t\r\n＝＋－＠"))
def test_whatever_could_begin_a_formula_is_escaped(mark):
    assert escape(f"{mark}a") == f"'{mark}a"


@pytest.mark.parametrize("number", ["-5", "+5", "-12,5", "-12.5"])
def test_a_plain_number_is_not_escaped(number):
    assert escape(number) == number


@pytest.mark.parametrize("text", ["-", "-1-2", "+40 264", "-1,2,3", "=5"])
def test_what_only_begins_as_a_number_is_escaped(text):
    assert escape(text) == f"'{text}"


def test_what_looks_escaped_already_is_escaped_once_more():
    assert [escape("'=1"), unescape("''=1")] == ["''=1", "'=1"]


def test_an_apostrophe_before_plain_text_is_no_escape():
    assert [escape("'citat"), unescape("'citat"), unescape("'")] == ["'citat", "'citat", "'"]


def test_a_mark_inside_a_text_is_no_formula():
    assert escape("a=b") == "a=b"


def test_a_file_has_its_mark_semicolons_and_no_formula():
    assert csv_bytes([["Când", "Ce"], ["=1", "a;b"]]) == '\ufeffCând;Ce\r\n\'=1;"a;b"\r\n'.encode()
