"""How wide words are: lines that fit, whatever stands in them."""

import pytest

from portal.pictures.text_width import text_width, wrapped_lines


@pytest.mark.parametrize(
    "text", ["", "Siguranța școlilor și a comunităților", "m" * 300, "a " * 50, "x mmmmmmmmmmmmmmmmmmmmmmmm y"]
)
@pytest.mark.parametrize("room", [60, 144, 288])
def test_every_line_fits_and_nothing_is_lost(text, room):
    lines = wrapped_lines(text, room)
    assert all(text_width(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) >= 1


def test_words_are_kept_whole_where_they_fit():
    assert wrapped_lines("unu doi trei", text_width("unu doi") + 1) == ["unu doi", "trei"]
    assert wrapped_lines("unu 2\u00a0trei", text_width("unu 2") + 1) == ["unu", "2\u00a0trei"]


def test_wider_letters_and_bolder_ones_take_more_room():
    assert text_width("iiii") < text_width("mmmm") < text_width("mmmm", bold=True)
    assert text_width("m", size=30) == 2 * text_width("m")
