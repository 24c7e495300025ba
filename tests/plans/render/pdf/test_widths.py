"""How wide the columns of a printed table are."""

import pytest

from plans.render.pdf.widths import LONGEST_WORD, OUTLINE_LETTERS, line_count, whole_percents, widths_of


def test_no_text_takes_no_line():
    assert line_count("", 50) == 0


def test_a_text_as_long_as_its_column_takes_one_line_and_a_letter_more_two():
    assert [line_count("x" * length, 50) for length in (1, OUTLINE_LETTERS // 2, OUTLINE_LETTERS // 2 + 1)] == [1, 1, 2]


def test_a_narrower_column_takes_more_lines():
    assert [line_count("x" * 88, width) for width in (100, 50, 25)] == [1, 2, 4]


def test_shares_become_whole_per_cents_that_make_a_hundred():
    assert whole_percents([1, 1, 1]) == (34, 33, 33)


def test_what_loses_most_by_rounding_down_gets_what_remains():
    assert whole_percents([10.2, 10.9, 78.9]) == (10, 11, 79)


def test_shares_that_are_whole_stay_as_they_are():
    assert whole_percents([1, 3]) == (25, 75)


def widths(heads, *rows, grouped=False, wide=False):
    return widths_of(heads, [list(row) for row in rows], grouped=grouped, wide=wide)


def test_equal_columns_are_equally_wide():
    assert widths(("aa", "bb"), ("un text", "un text")) == (50, 50)


def test_an_empty_column_still_has_room_for_its_heading():
    narrow, broad = widths(("cuvânt", "b"), ("", "un text destul de lung pentru o coloană întreagă"))
    assert (narrow > 6, narrow + broad) == (True, 100)


def test_what_holds_more_is_wider():
    few, many = widths(("a", "b"), ("un text", "un text mult mai lung decât celălalt, pe mai multe rânduri"))
    assert few < many


def test_the_first_column_of_a_grouped_table_holds_a_third_of_what_it_seems_to():
    rows = ("un text la fel de lung", "un text la fel de lung")
    alone, grouped = (widths(("a", "b"), rows, grouped=one) for one in (False, True))
    assert (alone, grouped[0] < alone[0]) == ((50, 50), True)


def test_a_word_longer_than_any_counts_only_so_much():
    heads = [("x" * length, "yyyy") for length in (LONGEST_WORD - 1, LONGEST_WORD, LONGEST_WORD + 1)]
    shorter, longest, longer = (widths(one) for one in heads)
    assert (shorter < longest, longest == longer) == (True, True)


def test_a_table_without_rows_is_as_wide_as_its_headings():
    assert widths(("aaaa", "aaaa")) == (50, 50)


@pytest.mark.parametrize("wide", [False, True])
def test_the_columns_fill_the_page(wide):
    assert sum(widths(("unu", "doi", "trei"), ("a" * 90, "b c d", ""), wide=wide)) == 100


def test_on_a_wide_page_more_is_left_to_share():
    upright, landscape = (widths(("cuvântlung", "b"), ("a", "b " * 40), wide=one)[0] for one in (False, True))
    assert landscape < upright
