import datetime
from decimal import Decimal

import pytest

from indicators.models import Indicator
from plans.exchange.imports.widgets import (
    ChoiceWidget,
    CodeWidget,
    DayWidget,
    JoinerWidget,
    NumberWidget,
    PositionWidget,
    TextWidget,
    YesNoWidget,
)
from plans.models import Element

NATURE = ChoiceWidget(Indicator._meta.get_field("nature"))
DIRECTION = ChoiceWidget(Indicator._meta.get_field("direction"))
CODE = CodeWidget(Element._meta.get_field("code"))
TITLE = TextWidget(Element._meta.get_field("title"))
JOINER = JoinerWidget(Indicator._meta.get_field("joiner"))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.234,56", Decimal("1234.56")),
        ("1234,56", Decimal("1234.56")),
        ("1234.56", Decimal("1234.56")),
        ("1 234,5", Decimal("1234.5")),
        ("1\u00a0234\u00a0567", Decimal("1234567")),
        ("1.234.567", Decimal("1234567")),
        ("0.125", Decimal("0.125")),
        ("1,234", Decimal("1.234")),
        ("-12", Decimal("-12")),
        (78.28, Decimal("78.28")),
        (1.234, Decimal("1.234")),
        (1200, Decimal("1200")),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_read_as_romanians_write_it(cell, value):
    assert NumberWidget().clean(cell) == value


@pytest.mark.parametrize("cell", ["1.234", "-12.345", "999.000"])
def test_a_number_that_can_be_read_in_two_ways_is_refused_with_both(cell):
    with pytest.raises(ValueError) as refused:
        NumberWidget().clean(cell)
    assert str(refused.value) == (
        f"„{cell}” se poate citi în două feluri. Scrieți {cell.replace('.', '')} sau {cell.replace('.', ',')}."
    )


@pytest.mark.parametrize("cell", ["78%", "zece", "1,2,3", "1e9", "12 lei", "1.23,4.5", "--1", "=1+1", "٣.٥", True])
def test_what_is_not_a_number_is_refused(cell):
    with pytest.raises(ValueError, match="nu este un număr"):
        NumberWidget().clean(cell)


@pytest.mark.parametrize("value", ["0", "-3.5", "78.28", "1234.560000", "1.234", "99999999999999.999999"])
def test_a_number_written_is_read_back_the_same(value):
    assert NumberWidget().clean(NumberWidget().render(Decimal(value))) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("31.12.2025", datetime.date(2025, 12, 31)),
        ("1.3.2024", datetime.date(2024, 3, 1)),
        ("2025-12-31", datetime.date(2025, 12, 31)),
        (datetime.datetime(2025, 12, 31, 0, 0), datetime.date(2025, 12, 31)),
        (datetime.date(2025, 12, 31), datetime.date(2025, 12, 31)),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_read_as_printed_as_iso_or_from_a_date_cell(cell, value):
    assert DayWidget().clean(cell) == value


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("31.02.2025", "Data „31.02.2025” nu există în calendar."),
        ("2025-13-01", "Data „2025-13-01” nu există în calendar."),
        ("12/31/2025", "„12/31/2025” nu este o dată. Scrieți de exemplu 31.12.2025."),
        (45000, "„45000” nu este o dată. Scrieți de exemplu 31.12.2025."),
    ],
)
def test_what_is_not_a_date_is_refused(cell, message):
    with pytest.raises(ValueError) as refused:
        DayWidget().clean(cell)
    assert str(refused.value) == message


@pytest.mark.parametrize(("cell", "value"), [("da", True), ("DA", True), (True, True), ("nu", False), (None, False)])
def test_yes_and_no_are_romanian(cell, value):
    assert YesNoWidget().clean(cell) is value


def test_another_answer_than_yes_or_no_is_refused():
    with pytest.raises(ValueError) as refused:
        YesNoWidget().clean("poate")
    assert str(refused.value) == "„poate” nu este un răspuns. Scrieți da sau nu."


@pytest.mark.parametrize("cell", ["count", "număr", "NUMĂR", " număr "])
def test_a_choice_is_its_romanian_word_or_its_code(cell):
    assert NATURE.clean(cell) == "count"


def test_every_word_of_a_vocabulary_is_read_back_the_same():
    assert [
        DIRECTION.clean(DIRECTION.render(code)) for code in Indicator.Direction.values
    ] == Indicator.Direction.values


def test_a_word_outside_the_vocabulary_is_refused_with_the_vocabulary():
    with pytest.raises(ValueError) as refused:
        DIRECTION.clean("în sus")
    assert str(refused.value) == (
        "„în sus” nu se poate alege. Scrieți una dintre: creștere; scădere; menținere; într-un interval; "
        "numai context, fără apreciere."
    )


@pytest.mark.parametrize("cell", [1.1, datetime.datetime(2025, 10, 1)])
def test_a_code_that_a_spreadsheet_changed_is_refused(cell):
    with pytest.raises(ValueError, match="1.1 și 1.10 nu se mai deosebesc"):
        CODE.clean(cell)


@pytest.mark.parametrize(("cell", "code"), [("1.10", "1.10"), (7, "7"), (" II a) ", "II a)"), (None, "")])
def test_a_code_is_kept_as_printed(cell, code):
    assert CODE.clean(cell) == code


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("ş\u00a0ţ", "ș ț"),
        (2025, "2025"),
        (0.5, "0,5"),
        (datetime.datetime(2024, 3, 1), "01.03.2024"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_text_is_spelled_in_one_way(cell, text):
    assert TITLE.clean(cell) == text


@pytest.mark.parametrize("joiner", [", ", " și ", "", "„"])
def test_the_spaces_of_a_joiner_survive(joiner):
    assert JOINER.clean(JOINER.render(joiner)) == joiner


@pytest.mark.parametrize("cell", ["", None, "-1", "1,5", 1.5, "zece", 2_147_483_648, "9" * 5000])
def test_a_position_is_a_whole_number_that_the_database_can_hold(cell):
    with pytest.raises(ValueError, match="nu este o poziție"):
        PositionWidget().clean(cell)
