"""The widths of a briefing's columns."""

import pytest

from indicators.briefing import Chapter, Table
from indicators.render.briefing_widths import tables_of, widths_of

LONG = "Numărul de acțiuni de prevenire desfășurate în unitățile de învățământ din județ"


@pytest.mark.parametrize(
    "rows",
    [[], [("", "", "")], [("1", "2", "3")], [(LONG, LONG, LONG)], [("x" * 300, "y" * 300, "")], [("a", LONG, "12")]],
)
def test_the_widths_fill_the_line_whatever_the_cells(rows):
    widths = widths_of(("Indicatorul", "Motivarea", ""), rows)
    assert (sum(widths), min(widths) > 0) == (100, True)


def test_a_long_column_takes_what_short_ones_leave():
    assert widths_of(("Indicatorul", "Stadiul", "Nr."), [(LONG, "îndeplinit", "4")]) == (82, 13, 5)


def test_tables_of_the_same_columns_look_the_same():
    heads = ("Indicatorul", "Stadiul")
    tables = tuple(Table(caption=text, headings=heads, rows=((text, text),)) for text in ("scurt", LONG))
    found = tables_of(Chapter(key="k", heading="Titlu", body="", tables=tables))
    assert [table for table, _ in found] == list(tables)
    assert [widths for _, widths in found] == [widths_of(heads, [("scurt", "scurt"), (LONG, LONG)])] * 2
