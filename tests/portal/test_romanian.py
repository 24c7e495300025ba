"""Numbers, dates and counts as Romanian writes them, where a rule turns."""

import datetime
from decimal import Decimal

import pytest

from portal.romanian import (
    NO_BREAK_SPACE,
    amount,
    count,
    inside,
    is_noun,
    iso_date,
    long_date,
    number_with_noun,
    percent,
    period_until,
    quantity,
    takes_of,
    with_unit,
)


def plain(text):
    return text.replace(NO_BREAK_SPACE, " ")


def test_an_amount_has_points_between_thousands_and_a_decimal_comma():
    assert amount(Decimal("1234567.80")) == "1.234.567,80"


def test_a_quantity_leaves_out_the_zeros_after_its_last_decimal():
    assert [quantity(Decimal("0.50")), quantity(Decimal("3.00"))] == ["0,5", "3"]


def test_a_quantity_keeps_the_zeros_of_a_whole_number():
    assert [quantity(Decimal("100")), quantity(Decimal("1000"))] == ["100", "1.000"]


def test_a_percentage_keeps_the_decimals_it_was_printed_with():
    assert percent(Decimal("5.50")) == "5,50%"


def test_a_date_is_written_in_words_from_january_to_december():
    dates = [datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)]
    assert [long_date(date) for date in dates] == ["1 ianuarie 2024", "31 decembrie 2024"]


def test_a_moment_is_the_day_it_was_in_romania():
    moment = datetime.datetime(2024, 6, 30, 21, 30, tzinfo=datetime.UTC)
    assert (long_date(moment), iso_date(moment)) == ("1 iulie 2024", "2024-07-01")


def test_a_day_for_machines_is_written_with_two_digits_each():
    assert iso_date(datetime.date(2024, 3, 1)) == "2024-03-01"


def test_one_whole_year_is_that_year():
    assert period_until(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)) == "2024"


def test_whole_years_are_the_first_and_the_last():
    assert period_until(datetime.date(2024, 1, 1), datetime.date(2026, 12, 31)) == "2024–2026"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ((2024, 1, 2), (2024, 12, 31), "2 ianuarie 2024 – 31 decembrie 2024"),
        ((2024, 2, 1), (2024, 12, 31), "1 februarie 2024 – 31 decembrie 2024"),
        ((2024, 1, 1), (2024, 12, 30), "1 ianuarie 2024 – 30 decembrie 2024"),
        ((2024, 1, 1), (2024, 10, 31), "1 ianuarie 2024 – 31 octombrie 2024"),
    ],
)
def test_a_period_a_day_or_a_month_short_is_written_by_its_days(start, end, written):
    assert period_until(datetime.date(*start), datetime.date(*end)) == written


def test_one_takes_the_singular_and_every_other_number_the_plural():
    assert [plain(count(n, "zi", "zile")) for n in (0, 1, 2)] == ["0 zile", "1 zi", "2 zile"]


def test_of_stands_from_twenty_on():
    assert [takes_of(19), takes_of(20), takes_of(21)] == [False, True, True]


def test_after_a_hundred_of_is_left_out_from_one_to_nineteen():
    assert [takes_of(n) for n in (100, 101, 119, 120)] == [True, False, False, True]


def test_a_number_is_never_parted_from_its_noun():
    assert count(20, "zi", "zile") == f"20{NO_BREAK_SPACE}de zile"


def test_thousands_of_things_are_counted_with_a_point():
    assert plain(count(1200, "zi", "zile")) == "1.200 de zile"


def test_the_forms_of_a_noun_may_come_in_one_text():
    assert [plain(number_with_noun(n, "zi,zile")) for n in (1, 5)] == ["1 zi", "5 zile"]


def test_a_number_without_a_unit_stands_alone():
    assert with_unit("4", Decimal(4), "") == "4"


def test_a_sign_stands_right_after_the_number():
    assert [with_unit("4", Decimal(4), "%"), with_unit("4", Decimal(4), "‰")] == ["4%", "4‰"]


def test_an_abbreviation_takes_no_of():
    assert [plain(with_unit("25", Decimal(25), unit)) for unit in ("km", "mii lei", "EUR")] == [
        "25 km",
        "25 mii lei",
        "25 EUR",
    ]


def test_one_of_an_abbreviation_keeps_its_unit():
    assert plain(with_unit("1", Decimal(1), "km")) == "1 km"


def test_one_of_something_and_one_less_than_none_keep_no_noun():
    assert [with_unit("1", Decimal(1), "dosare"), with_unit("-1", Decimal(-1), "dosare")] == ["1", "-1"]


def test_a_counted_noun_takes_of_as_in_speech():
    assert [plain(with_unit(str(n), Decimal(n), "dosare")) for n in (19, 20, -20)] == [
        "19 dosare",
        "20 de dosare",
        "-20 de dosare",
    ]


def test_a_number_with_decimals_takes_no_of():
    assert plain(with_unit("20,5", Decimal("20.5"), "dosare")) == "20,5 dosare"


@pytest.mark.parametrize(
    ("unit", "is_one"),
    [
        ("dosare", True),
        ("ore pe zi", True),
        ("țări", True),
        ("km", False),
        ("km/h", False),
        ("dosare/an", True),
        ("mii lei", False),
        ("buc.", False),
        ("buc", False),
        ("%", False),
        ("EUR", False),
        ("la 1.000 de locuitori", False),
    ],
)
def test_a_noun_is_told_from_a_sign_or_an_abbreviation(unit, is_one):
    assert is_noun(unit) is is_one


def test_inside_a_sentence_each_name_begins_small():
    assert inside("Obiective / Direcții") == "obiective / direcții"


def test_inside_a_sentence_an_abbreviation_keeps_its_letters():
    assert inside("IT și comunicații / Axe") == "IT și comunicații / axe"


def test_a_name_of_one_letter_and_no_name_are_taken_as_they_come():
    assert [inside("A"), inside("")] == ["a", ""]


@pytest.mark.parametrize("unit", ["buc", "kwh", "mii", "mil", "min", "mld"])
def test_a_short_name_of_a_unit_is_no_noun(unit):
    assert is_noun(unit) is False


def test_a_sign_stands_right_after_the_number_whatever_follows_it():
    assert with_unit("4", Decimal(4), "% din cazuri") == "4% din cazuri"


def test_only_the_second_letter_tells_an_abbreviation():
    assert inside("A/B") == "a/B"
