"""The columns of a table's grid: edges that almost meet, as they do where somebody moved a border, are one edge."""

from plans.exchange.word.reading.package import W
from plans.exchange.word.reading.styles import number_of, value_of

# In twentieths of a point, 3.5 mm: no column of words is as narrow.
NARROW = 200


def span_of(cell) -> int:
    """Return over how many columns of the grid a cell stands."""
    return max(1, number_of(value_of(cell.find(f"{W}tcPr"), "gridSpan"), 1))


def before_of(row) -> int:
    """Return how many columns of the grid a row leaves out before its first cell."""
    return number_of(value_of(row.find(f"{W}trPr"), "gridBefore"))


class Grid:
    """Where each edge of a table's grid stands among the edges that are told apart."""

    def __init__(self, table, rows: list[tuple]):
        self.edges = [0]
        for one in table.findall(f"{W}tblGrid/{W}gridCol"):
            self.edges.append(self.edges[-1] + (number_of(one.get(f"{W}w")) > NARROW))
        if any(self._hides_text(row, cells) for row, cells in rows):
            self.edges = [0]

    def columns(self, first: int, last: int) -> int:
        """Return how many columns lie between two edges."""
        return self._edge(last) - self._edge(first)

    def _edge(self, at: int) -> int:
        beyond = max(0, at - len(self.edges) + 1)
        return self.edges[at - beyond] + beyond

    def _hides_text(self, row, cells: list) -> bool:
        """Tell whether a cell of a row would have no column although something is written in it."""
        at = before_of(row)
        for cell in cells:
            if not self.columns(at, at + span_of(cell)) and "".join(cell.itertext()).strip():
                return True
            at += span_of(cell)
        return False
