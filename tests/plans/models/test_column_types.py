import datetime

import pytest
from django.core.exceptions import ValidationError

from plans.document import ColumnValue
from plans.models.column_types import read_value, typed_text
from plans.models.level import validate_columns


def column(kind):
    choices = ("început", "gata") if kind == "choice" else ()
    return ColumnValue(field="x", label="X", type=kind, choices=choices)


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "shown"),
    [
        ("text", " două  cuvinte ", "două cuvinte", "două cuvinte"),
        ("number", "1.234.567,80", "1234567.8", "1234567,8"),
        ("money", 1250.5, "1250.5", "1250,5"),
        ("money", "0", "0", "0"),
        ("date", "17.05.2031", "2031-05-17", "17.05.2031"),
        ("date", datetime.date(2031, 5, 17), "2031-05-17", "17.05.2031"),
        ("link", "https://cjcluj.ro/a", "https://cjcluj.ro/a", "https://cjcluj.ro/a"),
        ("choice", "GATA", "gata", "gata"),
        ("money", None, "", ""),
    ],
)
def test_a_value_is_kept_in_one_way_and_written_back_as_it_is_typed(kind, typed, kept, shown):
    assert read_value(column(kind), typed) == kept
    assert typed_text(column(kind), kept) == shown
    assert read_value(column(kind), shown) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        ("number", "doi", "„doi” nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură."),
        ("money", "1.250", "„1.250” se poate citi în două feluri. Scrieți 1250 sau 1,250."),
        ("date", "mâine", "„mâine” nu este o dată. Scrieți de exemplu 31.12.2025."),
        ("link", "cjcluj.ro", "„cjcluj.ro” nu este o adresă. Scrieți de exemplu https://www.cjcluj.ro."),
        ("choice", "poate", "„poate” nu se poate alege. Scrieți una dintre: început; gata."),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_write(kind, typed, message):
    with pytest.raises(ValueError) as refused:
        read_value(column(kind), typed)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"type": "sum"}, "tipul este unul dintre: text, number, money, date, link, choice."),
        ({"field": "responsible", "type": "date"}, "numai o coloană proprie a planului are tip."),
        ({"type": "date", "unit": "lei"}, "numai un număr și o sumă au unitate de măsură."),
        ({"type": "money"}, "scrieți în ce sunt sumele, de exemplu „lei” sau „mii lei”."),
        ({"type": "choice"}, "scrieți valorile de ales, cu punct și virgulă între ele."),
        ({"type": "choice", "choices": ["da", "Da"]}, "valorile de ales sunt texte diferite."),
        ({"type": "number", "choices": ["da"]}, "numai o alegere are valori."),
    ],
)
def test_a_column_s_type_says_enough_and_not_too_much(said, message):
    with pytest.raises(ValidationError) as refused:
        validate_columns([{"field": "x", "label": "X", **said}])
    assert refused.value.messages == [f"Coloana 1: {message}"]


def test_a_number_needs_no_unit_and_a_choice_is_one_of_its_values():
    columns = [
        {"field": "a", "label": "A", "type": "number"},
        {"field": "b", "label": "B", "type": "money", "unit": "lei"},
        {"field": "c", "label": "C", "type": "choice", "choices": ["da", "nu"]},
    ]
    assert validate_columns(columns) is None
