"""The bars inside a table that counts indicators by status."""

import pytest

from indicators.render.briefing.charts import heads_and_rows
from indicators.render.briefing.document import BriefingTable

HEADINGS = ("Obiectivul", "Îndepliniți", "Îndepliniți parțial", "Neîndepliniți", "Neraportați")


def table(*rows, headings=HEADINGS):
    return BriefingTable(caption="", headings=headings, rows=rows)


def test_a_row_has_a_bar_in_the_colours_of_its_columns():
    heads, rows = heads_and_rows(table(("1. Siguranță", "3", "1", "0", "4"), ("2. Școli", "0", "0", "0", "0")))
    assert heads == list(zip(HEADINGS, ("", "met", "partly", "not-met", "other"), strict=True))
    assert [bar for _, bar in rows] == [[("met", 38), ("partly", 12), ("other", 50)], []]


@pytest.mark.parametrize("one", [table(("1.", "3", "1", "0", "–")), table(("a", "2"), headings=("Cine", "Raportări"))])
def test_a_table_of_other_things_has_none(one):
    heads, rows = heads_and_rows(one)
    assert ({kind for _, kind in heads}, [bar for _, bar in rows]) == ({""}, [[]])
