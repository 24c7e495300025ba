"""The widths of a briefing's columns."""

import pytest

from indicators.render.briefing.document import BriefingTable, Chapter
from indicators.render.briefing.widths import column_widths, tables_with_widths

LONG = "Numărul de acțiuni de prevenire desfășurate în unitățile de învățământ din județ"


@pytest.mark.parametrize(
    "rows",
    [[], [("", "", "")], [("1", "2", "3")], [(LONG, LONG, LONG)], [("x" * 300, "y" * 300, "")], [("a", LONG, "12")]],
)
def test_the_widths_fill_the_line_whatever_the_cells(rows):
    widths = column_widths(("Indicatorul", "Motivarea", ""), rows)
    assert (sum(widths), min(widths) > 0) == (100, True)


def test_a_long_column_takes_what_short_ones_leave():
    assert column_widths(("Indicatorul", "Stadiul", "Nr."), [(LONG, "îndeplinit", "4")]) == (82, 13, 5)


def test_tables_of_the_same_columns_look_the_same():
    heads = ("Indicatorul", "Stadiul")
    tables = tuple(BriefingTable(caption=text, headings=heads, rows=((text, text),)) for text in ("scurt", LONG))
    found = tables_with_widths(Chapter(key="k", heading="Titlu", body="", tables=tables))
    assert [table for table, _ in found] == list(tables)
    assert [widths for _, widths in found] == [column_widths(heads, [("scurt", "scurt"), (LONG, LONG)])] * 2
