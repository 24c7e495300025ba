"""Sums as bars under their names: where each stands, computed here so that the template only draws."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.pictures.text_width import NARROW, text_width, wrapped_lines

LINE_HEIGHT = 20
BAR_HEIGHT = 12
GAP = 18
# How far a label stands from the number beside it.
APART = 12


@dataclass(frozen=True)
class LabelLine:
    """A line of a bar's label."""

    y: str
    text: str


@dataclass(frozen=True)
class LabelledBar:
    """A sum drawn: lengths are in pixels, `width` a percentage of the chart's width."""

    label: list[LabelLine]
    value: str
    value_y: str
    y: str
    width: str


def labelled_bars(parts: Iterable[tuple[str, str, Decimal]], whole: Decimal) -> tuple[list[LabelledBar], int]:
    """Return a bar for each part, given as its name, its value in words and its sum, and the height of all.

    A bar that is as long as the chart is the `whole`.
    """
    bars, y = [], 0
    for name, value, part in parts:
        label = wrapped_lines(name, NARROW - text_width(value, bold=True) - APART)
        rows = [LabelLine(str(y + LINE_HEIGHT * row - 7), text) for row, text in enumerate(label, start=1)]
        y += LINE_HEIGHT * len(label)
        length = max(part, Decimal(0)) * 100 / whole
        bars.append(LabelledBar(rows, value, rows[-1].y, str(y), f"{length:.2f}%"))
        y += BAR_HEIGHT + GAP
    return bars, y - GAP
