"""A CSV file: its delimiter, its coding, what was escaped."""

import pytest

from plans.exchange.sheets.delimited import read
from plans.exchange.sheets.refusal import ImportRefused


def rows(text):
    return read(text.encode()).rows


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_that_makes_the_most_cells_divides_the_file(delimiter):
    assert rows(f"a{delimiter}b{delimiter}c\n1{delimiter}2{delimiter}3") == [(2, ["1", "2", "3"])]


def test_the_first_line_tells_the_delimiter():
    assert rows("a;b\n1,2,3;4") == [(2, ["1,2,3", "4"])]


def test_of_delimiters_that_make_as_many_cells_the_semicolon_divides():
    assert rows("a;b,c\n1;2") == [(2, ["1", "2"])]


def test_empty_lines_before_the_headings_do_not_tell_the_delimiter():
    assert rows("\r\n\r\na,b\r\n1,2") == [(4, ["1", "2"])]


def test_the_mark_of_utf_8_is_no_part_of_the_first_heading():
    assert read("\ufeffCod\n1".encode()).headings == ["Cod"]


def test_a_file_in_another_coding_is_refused():
    with pytest.raises(ImportRefused, match="^Fișierul CSV nu este în codarea UTF-8. În Excel alegeți"):
        read("acțiune\n1".encode("cp1250", "replace") + b"\xfe")


def test_quotes_that_do_not_close_are_refused_with_their_line():
    with pytest.raises(ImportRefused) as refused:
        read(b'a\n"b')
    assert str(refused.value) == (
        "Fișierul CSV nu poate fi citit la linia 2: ghilimelele nu se închid sau o celulă e prea lungă."
    )


def test_a_line_break_inside_quotes_stays_in_the_cell():
    assert rows('a;b\n"unu\ndoi";3') == [(2, ["unu\ndoi", "3"])]


def test_what_was_escaped_is_read_as_it_was():
    assert rows("a;b\n'=1+1;'citat") == [(2, ["=1+1", "'citat"])]


def test_a_file_of_empty_lines_is_an_empty_sheet():
    with pytest.raises(ImportRefused, match="^Foaia este goală"):
        read(b"\r\n\r\n")
