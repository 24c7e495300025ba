import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text import QUERY_LIMIT, alphabetical_key, fold, has_words, natural_key, normalise, whole_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("poliţişti", "polițiști"),
        ("ŞCOALĂ ŢINTĂ", "ȘCOALĂ ȚINTĂ"),
        ("s\u0327coala\u0306", "școală"),
        ("s\u0326i t\u0326inta", "și ținta"),
        ("mii\u00a0lei", "mii lei"),
        ("  două   spații\t și ", "două spații și"),
        ("un rând \r\n alt rând", "un rând\nalt rând"),
        ("unu\n\n\n\n\ndoi", "unu\n\ndoi"),
        ("ză\u200bpadă\u202e\ufeff", "zăpadă"),
        ("„ghilimele” – linie", "„ghilimele” – linie"),
    ],
)
def test_text_is_kept_in_one_spelling(typed, kept):
    assert normalise(typed) == kept


@given(st.text(st.sampled_from("ab șşţ\u0327\u00a0\u200b\r\n\t\u2028e\u0301"), max_size=9))
def test_a_text_that_is_regular_at_the_first_look_is_what_the_long_way_makes_of_it(text):
    # A carriage return is never regular, and goes at the end.
    assert normalise(text) == normalise(f"{text}\r")


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


def test_codes_sort_as_people_read_them():
    assert sorted(["1.10", "1.2", "2", "1.1", "a)", "10"], key=natural_key) == ["1.1", "1.2", "1.10", "2", "10", "a)"]


def test_every_kind_of_space_becomes_a_plain_one():
    assert normalise("1\u202f000\u2007lei\u00a0net") == "1 000 lei net"


def test_each_letter_with_a_cedilla_becomes_the_one_with_a_comma():
    assert normalise("şŞţŢ") == "șȘțȚ"


def test_each_decomposed_cedilla_becomes_a_comma():
    assert normalise("s\u0327S\u0327t\u0327T\u0327") == "șȘțȚ"


def test_a_text_is_composed():
    assert normalise("a\u0306i\u0302") == "ăî"


def test_a_lone_carriage_return_is_a_line_break():
    assert normalise("unu\rdoi") == "unu\ndoi"


def test_one_empty_line_between_paragraphs_stays():
    assert normalise("unu\n\ndoi") == "unu\n\ndoi"


def test_three_line_breaks_are_two():
    assert normalise("unu\n\n\ndoi") == "unu\n\ndoi"


def test_both_spellings_and_none_fold_to_one():
    assert {fold("Polițiști"), fold("poliţişti"), fold("POLITISTI")} == {"politisti"}


def test_folding_takes_away_every_mark_and_no_letter():
    assert fold("Înălțătoare âș") == "inaltatoare as"


def test_each_word_must_be_somewhere_in_the_texts():
    assert [has_words(["rutier", "polit"], "Trafic rutier", "Poliția"), has_words(["rutier", "scoala"], "Rutier")] == [
        True,
        False,
    ]


def test_a_word_does_not_reach_from_one_text_into_the_next():
    assert has_words(["abcd"], "ab", "cd") is False


def test_no_words_are_everywhere():
    assert has_words([], "orice") is True


def test_a_whole_number_is_read_from_digits_alone():
    assert [whole_number(text) for text in ("12", "0", "-3", "1.5", "²", "٣", "", " 1", None)] == [
        12,
        0,
        *[None] * 7,
    ]


def test_a_whole_number_has_at_most_so_many_digits():
    assert [whole_number("999", digits=3), whole_number("1000", digits=3)] == [999, None]


def test_without_a_limit_a_whole_number_has_at_most_fifteen_digits():
    assert [whole_number("9" * 15), whole_number("9" * 16)] == [999_999_999_999_999, None]


def test_numbers_sort_before_letters_at_the_same_place():
    assert sorted(["a", "10", "b1", "b", "9"], key=natural_key) == ["9", "10", "a", "b", "b1"]


def test_a_code_that_begins_with_letters_sorts_by_its_number_next():
    assert sorted(["OS10", "OS2", "OS1"], key=natural_key) == ["OS1", "OS2", "OS10"]


def test_a_question_is_looked_for_in_two_hundred_letters():
    assert QUERY_LIMIT == 200


@pytest.mark.parametrize("letter", "sStT")
def test_a_letter_with_two_cedillas_is_spelled_once_and_for_all(letter):
    once = normalise(f"{letter}\u0327\u0327")
    assert normalise(once) == once


def test_romanian_letters_stand_after_their_plain_ones_and_before_the_next():
    words = ["bar", "âr", "ăr", "az", "țar", "tz", "șar", "sz", "îr", "iz", "uz"]
    order = ["az", "ăr", "âr", "bar", "iz", "îr", "sz", "șar", "tz", "țar", "uz"]
    assert sorted(words, key=alphabetical_key) == order
