"""The forms themselves: what they keep, compare and say."""

import pytest
from django import forms

from plans.editing.settings.columns import ColumnsField
from portal.display import field_in_words, in_words, shorten
from portal.forms.texts import ProseFormField, TextFormField


def test_text_is_in_one_spelling_before_it_is_compared():
    assert TextFormField().clean("  Siguranţă\u00a0 şcolară\r\n") == "Siguranță școlară"
    assert TextFormField().has_changed("Siguranță\n\nșcolară", "Siguranţă\r\n\r\nşcolară") is False
    assert TextFormField().has_changed("Siguranță", "Siguranța") is True


@pytest.mark.parametrize(("text", "place"), [("a\x07", "U+0007"), ("\ud800", "U+D800"), ("a\ufffe", "U+FFFE")])
def test_prose_names_what_it_cannot_hold(text, place):
    with pytest.raises(forms.ValidationError, match=place.replace("+", r"\+")):
        ProseFormField().clean(text)


def test_prose_has_at_most_twenty_thousand_characters():
    assert len(ProseFormField().clean("ș" * 20_000)) == 20_000
    with pytest.raises(forms.ValidationError):
        ProseFormField().clean("ș" * 20_001)


def test_columns_read_as_lines_and_back():
    columns = [{"field": "indicators", "label": "Indicatori de evaluare"}, {"field": "riscuri", "label": "Riscuri"}]
    lines = "Indicatori de evaluare = indicatori\nRiscuri = riscuri"
    assert ColumnsField().prepare_value(columns) == lines
    assert ColumnsField().clean(lines) == columns
    assert ColumnsField().clean("\r\n Riscuri  =  riscuri \r\n") == columns[1:]
    assert ColumnsField().has_changed(columns, lines.replace("\n", "\r\n")) is False
    assert ColumnsField().has_changed(columns, "Riscuri = riscuri") is True
    assert ColumnsField().has_changed(columns, "Riscuri") is True
    assert ColumnsField().clean("") == []


@pytest.mark.parametrize("line", ["Riscuri", "= riscuri", "Riscuri =", "a\x07 = riscuri", "x" * 6000 + " = a"])
def test_a_line_that_is_no_column_is_refused(line):
    with pytest.raises(forms.ValidationError):
        ColumnsField().clean(line)


def test_values_are_said_in_words(it_plan):
    level = it_plan.level_set.get(prefix="m")
    assert (in_words(None), in_words(""), in_words([]), in_words(True), in_words(False)) == (
        "(gol)",
        "(gol)",
        "(gol)",
        "da",
        "nu",
    )
    assert in_words(it_plan.period_start) == it_plan.period_start.strftime("%d.%m.%Y")
    assert in_words({"riscuri": "multe"}) == "riscuri: multe"
    assert field_in_words(level, "kind") == "măsură"
    assert field_in_words(level, "parent") == "Axă de dezvoltare (ax)"


def test_a_long_text_is_cut_where_it_says_so():
    assert shorten("scurt") == "scurt"
    assert shorten("x" * 500, 10) == "x" * 10 + " […]"
