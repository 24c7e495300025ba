"""The widths of a briefing's columns."""

import math

import pytest

from indicators.render.briefing.document import BriefingTable, Chapter
from indicators.render.briefing.widths import BOLD, LETTERS, LONGEST_WORD, column_widths, tables_with_widths

LONG = "Numărul de acțiuni de prevenire desfășurate în unitățile de învățământ din județ"


@pytest.mark.parametrize(
    "rows",
    [[], [("", "", "")], [("1", "2", "3")], [(LONG, LONG, LONG)], [("x" * 300, "y" * 300, "")], [("a", LONG, "12")]],
)
def test_the_widths_fill_the_line_whatever_the_cells(rows):
    widths = column_widths(("Indicatorul", "Motivarea", ""), rows)
    assert (sum(widths), min(widths) > 0) == (100, True)


def test_a_long_column_takes_what_short_ones_leave():
    assert column_widths(("Indicatorul", "Stadiul", "Nr."), [(LONG, "îndeplinit", "4")]) == (81, 13, 6)


def test_tables_of_the_same_columns_look_the_same():
    heads = ("Indicatorul", "Stadiul")
    tables = tuple(BriefingTable(caption=text, headings=heads, rows=((text, text),)) for text in ("scurt", LONG))
    found = tables_with_widths(Chapter(key="k", heading="Titlu", body="", tables=tables))
    assert [table for table, _ in found] == list(tables)
    assert [widths for _, widths in found] == [column_widths(heads, [("scurt", "scurt"), (LONG, LONG)])] * 2


def test_equal_columns_are_equally_wide():
    assert column_widths(("aaaa", "bbbb"), [("un text", "un text")]) == (50, 50)


def test_a_column_has_room_for_its_longest_word():
    narrow, broad = column_widths(("a", "cuvântfoartelung"), [("", "")])
    assert (narrow < broad, narrow + broad) == (True, 100)


def test_no_word_of_a_bold_heading_is_broken_over_numbers():
    heads = (
        "Obiectivul",
        "Îndepliniți",
        "Nu se pot aprecia",
        "Neraportați la termen",
        "Încă nu e termenul",
        "Numai context",
    )
    widths = column_widths(heads, [("2. " + LONG, *"12345"), ("Total", *"12345")], LETTERS)
    longest = [max(map(len, head.split())) for head in heads]
    assert [width * LETTERS / 100 >= 1.25 * length for width, length in zip(widths, longest, strict=True)] == [True] * 6


def test_a_word_longer_than_any_counts_only_so_much():
    enough = math.ceil(LONGEST_WORD / BOLD)
    widths = [column_widths(("x" * length, "yyyy"), []) for length in (enough - 2, enough, enough + 1)]
    assert (widths[0] != widths[1], widths[1] == widths[2]) == (True, True)


def test_a_line_break_ends_what_has_to_stay_in_one_line():
    heads = ("Indicatorul", "Stadiul")
    one_line, two_lines = (column_widths(heads, [(LONG, text)])[1] for text in ("rând doi aa", "rând\ndoi aa"))
    assert two_lines < one_line


def test_a_short_cell_stays_in_one_line_beside_a_long_one():
    _long, short = column_widths(("Indicatorul", "Data"), [(LONG, "21 noiembrie 2026")])
    assert short >= round(len("21 noiembrie 2026") * 100 / LETTERS)


def test_tables_of_other_columns_have_widths_of_their_own():
    tables = tuple(
        BriefingTable(caption="c", headings=heads, rows=((LONG, "a"),)) for heads in (("A", "B"), ("A", "Motivarea"))
    )
    (_one, first), (_two, second) = tables_with_widths(Chapter(key="k", heading="T", body="", tables=tables))
    assert (first, second) == (
        column_widths(("A", "B"), [(LONG, "a")]),
        column_widths(("A", "Motivarea"), [(LONG, "a")]),
    )
