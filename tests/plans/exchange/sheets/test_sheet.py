"""A sheet as read from a file: its headings, its rows with their numbers, its bounds."""

import pytest

from plans.exchange.sheets import sheet as sheets
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.sheets.sheet import MAX_CELL, MAX_COLUMNS, Sheet, SheetBuilder, column_letters, is_blank


def built(*rows):
    builder = SheetBuilder()
    for number, row in enumerate(rows, start=1):
        builder.add(number, dict(enumerate(row)))
    return builder.finish()


def refusal(*rows):
    with pytest.raises(ImportRefused) as refused:
        built(*rows)
    return str(refused.value)


def test_the_first_row_that_is_not_blank_holds_the_headings():
    assert built([None, " "], ["Cod", "Titlu"], ["1", "Unu"]) == Sheet(["Cod", "Titlu"], [(3, ["1", "Unu"])])


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers():
    assert built(["Cod"], ["1"], ["  "], ["2"]).rows == [(2, ["1"]), (4, ["2"])]


def test_a_blank_cell_is_nothing():
    assert built(["Cod", "Titlu"], ["1", "  "]).rows == [(2, ["1", None])]


def test_a_zero_and_a_false_are_something():
    assert built(["Cod", "Da"], [0, False]).rows == [(2, [0, False])]


def test_a_column_without_heading_and_without_data_is_left_out():
    assert built(["Cod", None, "Titlu"], ["1", None, "Unu"]) == Sheet(["Cod", "Titlu"], [(2, ["1", "Unu"])])


def test_data_in_a_column_without_heading_are_refused():
    assert refusal(["Cod"], ["1", "x"]) == (
        "Rândul 2 are date în coloana B, care nu are titlu. Titlurile stau pe primul rând scris al foii, aici rândul 1."
    )


def test_a_heading_is_one_line_in_one_spelling():
    assert built(["Titlul\n  acţiunii"], ["x"]).headings == ["Titlul acțiunii"]


def test_two_columns_with_one_heading_are_refused_whatever_their_case():
    assert refusal(["Cod", "x", "COD "], ["1"]) == "Rândul 1: coloanele A și C au același titlu: „COD”."


def test_an_empty_sheet_is_refused():
    assert refusal([None]) == "Foaia este goală: primul rând trebuie să conțină titlurile coloanelor."


def test_a_sheet_of_headings_alone_is_refused():
    assert refusal(["Cod"]) == "Foaia are numai titlurile coloanelor, niciun rând de importat."


def test_the_hundredth_column_is_taken_and_the_next_is_refused():
    assert built([f"c{n}" for n in range(MAX_COLUMNS)], ["x"] * MAX_COLUMNS).headings[-1] == "c99"
    assert refusal([f"c{n}" for n in range(MAX_COLUMNS + 1)]) == ("Rândul 1 are date dincolo de coloana a o suta (CV).")


def test_a_cell_of_the_greatest_length_is_taken_and_a_longer_one_is_refused():
    assert len(built(["Cod"], ["x" * MAX_CELL]).rows[0][1][0]) == MAX_CELL
    assert refusal(["Cod"], ["x" * (MAX_CELL + 1)]) == "Rândul 2, coloana A: textul depășește 20.000 de caractere."


def test_as_many_rows_as_may_be_are_taken_and_one_more_is_refused():
    builder = SheetBuilder(max_rows=2)
    for number, row in enumerate((["Cod"], ["1"], ["2"]), start=1):
        builder.add(number, dict(enumerate(row)))
    assert len(builder.finish().rows) == 2
    with pytest.raises(ImportRefused, match="mai mult de 2 de rânduri"):
        builder.add(4, {0: "3"})


def test_as_much_text_as_may_be_is_taken_and_one_letter_more_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_TEXT", 6)
    assert built(["Cod"], ["abc"]).rows == [(2, ["abc"])]
    assert refusal(["Cod"], ["abcd"]) == sheets.TOO_MUCH_TEXT


def test_the_text_of_all_rows_counts_together(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_TEXT", 6)
    assert refusal(["Cod"], ["ab"], ["cd"]) == sheets.TOO_MUCH_TEXT


def test_a_character_that_cannot_be_kept_is_named_with_its_place():
    assert refusal(["Cod", "Titlu"], ["1", "a\x07"]) == (
        "Rândul 2, coloana B: textul conține un caracter nepermis (U+0007). Ștergeți-l."
    )


def test_nothing_and_spaces_are_blank_and_zero_is_not():
    assert [is_blank(value) for value in (None, "", " \n", 0, False, "x")] == [True, True, True, False, False, False]


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_columns_are_named_as_spreadsheets_do(column, letters):
    assert column_letters(column) == letters


def test_the_limits_are_as_the_messages_say():
    assert (sheets.MAX_ROWS, MAX_COLUMNS, MAX_CELL, sheets.MAX_TEXT) == (2_000, 100, 20_000, 20_000_000)
