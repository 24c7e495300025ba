"""Numbers and days as people write them: what is read, what is refused and what the refusal says."""

import datetime
from decimal import Decimal

import pytest

from portal.literals import date_text, number_text, quote, read_day, read_number, text_of


def refusal(read, value):
    with pytest.raises(ValueError) as refused:
        read(value)
    return str(refused.value)


def test_an_empty_cell_says_nothing():
    assert text_of(None) == ""


def test_a_cell_that_is_true_or_false_says_yes_or_no():
    assert [text_of(True), text_of(False)] == ["da", "nu"]


def test_a_date_cell_is_written_as_dates_are_here():
    assert text_of(datetime.date(2025, 3, 1)) == "01.03.2025"


def test_the_hour_of_a_date_cell_is_left_out():
    assert text_of(datetime.datetime(2025, 12, 31, 14, 5)) == "31.12.2025"


def test_a_number_cell_is_written_with_a_comma_and_without_useless_decimals():
    assert [text_of(12.0), text_of(0.1), text_of(78.28)] == ["12", "0,1", "78,28"]


def test_a_whole_number_cell_is_written_as_it_is():
    assert text_of(1200) == "1200"


def test_an_early_year_is_written_with_four_digits():
    assert date_text(datetime.date(987, 1, 2)) == "02.01.0987"


def test_zeros_after_the_comma_that_say_nothing_are_not_written():
    assert [number_text(Decimal("78.2800")), number_text(Decimal("4.000"))] == ["78,28", "4"]


def test_zeros_before_the_comma_are_kept():
    assert [number_text(Decimal("1200")), number_text(Decimal("1E+3"))] == ["1200", "1000"]


def test_nothing_is_written_as_zero_without_sign_or_decimals():
    assert [number_text(Decimal("-0")), number_text(Decimal("0.000"))] == ["0", "0"]


def test_a_cell_is_named_in_one_line_between_quotes():
    assert quote("  două\n rânduri ") == "„două rânduri”"


def test_sixty_letters_are_named_whole():
    assert quote("x" * 60) == f"„{'x' * 60}”"


def test_of_a_longer_cell_the_first_sixty_letters_are_named():
    assert quote("x" * 61) == f"„{'x' * 60}…”"


def test_an_empty_cell_is_no_number():
    assert [read_number(None), read_number(" \u00a0")] == [None, None]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", "12"),
        ("-12", "-12"),
        ("0,5", "0.5"),
        ("1234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("-1.234,56", "-1234.56"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1 234", "1234"),
        ("1 234 567,8", "1234567.8"),
        ("1\u00a0234", "1234"),
    ],
)
def test_a_number_is_read_as_it_is_written_here(written, number):
    assert read_number(written) == Decimal(number)


def test_a_point_before_other_than_three_digits_is_a_decimal_point():
    assert [read_number("12.5"), read_number("-0.25"), read_number("1.2345")] == [
        Decimal("12.5"),
        Decimal("-0.25"),
        Decimal("1.2345"),
    ]


def test_a_point_before_three_digits_after_a_zero_can_only_be_a_decimal_point():
    assert read_number("0.125") == Decimal("0.125")


def test_a_point_before_three_digits_after_more_than_three_can_only_be_a_decimal_point():
    assert read_number("1234.567") == Decimal("1234.567")


def test_a_point_before_three_digits_is_refused_with_both_readings():
    assert refusal(read_number, "1.234") == "„1.234” se poate citi în două feluri. Scrieți 1234 sau 1,234."


def test_a_negative_number_is_ambiguous_as_well():
    assert refusal(read_number, "-123.456") == "„-123.456” se poate citi în două feluri. Scrieți -123456 sau -123,456."


@pytest.mark.parametrize("written", ["12 lei", "1,2,3", "1.23.456", "12 34", "1234 567", "--1", "٣", "1,", ",5", "1e3"])
def test_what_is_no_number_is_refused(written):
    said = f"„{written}” nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură."
    assert refusal(read_number, written) == said


def test_a_number_cell_is_read_as_the_number_it_holds():
    assert [read_number(1.25), read_number(1234)] == [Decimal("1.25"), Decimal(1234)]


def test_an_empty_cell_is_no_day():
    assert [read_day(None), read_day("  ")] == [None, None]


def test_a_day_is_read_as_written_here_or_as_machines_write_it():
    day = datetime.date(2025, 12, 31)
    assert [read_day(text) for text in ("31.12.2025", " 31.12.2025 ", "31.12.2025.", "2025-12-31")] == [day] * 4


def test_a_day_may_be_written_without_leading_zeros():
    assert read_day("1.3.2025") == datetime.date(2025, 3, 1)


def test_a_date_cell_is_its_day():
    day = datetime.date(2025, 12, 31)
    assert [read_day(day), read_day(datetime.datetime(2025, 12, 31, 23, 59))] == [day, day]


def test_the_day_of_a_moment_is_a_day_alone():
    assert type(read_day(datetime.datetime(2025, 12, 31, 23, 59))) is datetime.date


def test_a_day_that_no_calendar_has_is_refused():
    said = [refusal(read_day, "30.02.2025"), refusal(read_day, "2025-13-01")]
    assert said == ["Data „30.02.2025” nu există în calendar.", "Data „2025-13-01” nu există în calendar."]


@pytest.mark.parametrize("written", ["31/12/2025", "31.12.25", "decembrie 2025", "2025", "20251231"])
def test_what_is_no_day_is_refused(written):
    assert refusal(read_day, written) == f"„{written}” nu este o dată. Scrieți de exemplu 31.12.2025."
