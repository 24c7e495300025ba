"""Progress as pictures: where every mark stands, computed here so that the templates only draw.

Places across are percentages of the width, places down are pixels: a chart fits any screen and its words stay legible.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.utils.safestring import SafeString

from indicators.progress.vocabulary import Status
from indicators.render.fills import KINDS, part_marks
from portal.pictures.text_width import NARROW, text_width
from portal.romanian import quantity

LEFT = 9
HEIGHT = 220
TOP = 26
BOTTOM = HEIGHT - 28
STEPS = 4
COLUMN_SHARE = Decimal("0.56")
# How high a line of words is, and how far it stands above its mark.
LINE, ABOVE = 19, 9
# How far apart two labels stand at least.
APART = 4
NO_TARGET = (None, None)


@dataclass(frozen=True)
class BarSegment:
    """The part of a stacked bar that one status takes; `kind` names its colour and pattern."""

    kind: str
    x: str
    width: str

    @property
    def marks(self) -> SafeString:
        """Return what draws it."""
        right = f"{Decimal(self.x.rstrip('%')) + Decimal(self.width.rstrip('%'))}%"
        return part_marks(self.kind, left=self.x, width=self.width, right=right)


def stacked_bar(counts: Mapping[Status, int]) -> list[BarSegment]:
    """Return a bar whose parts are as long as their counts; nothing where there is nothing to count.

    >>> [(s.kind, s.x, s.width) for s in stacked_bar({Status.MET: 3, Status.NOT_MET: 1})]
    [('met', '0.00%', '75.00%'), ('not-met', '75.00%', '25.00%')]
    """
    whole, before, found = sum(counts.values()), 0, []
    for status in Status:
        if number := counts.get(status, 0):
            x, width = (f"{part * 100 / whole:.2f}%" for part in (before, number))
            found.append(BarSegment(KINDS[status], x, width))
            before += number
    return found


@dataclass(frozen=True)
class ChartPoint:
    """A period of the chart: its short name, its own value if there is one, and the total that is judged.

    `former` are the bounds of the targets that the `target` replaced. `text` is the number that is drawn, as the table
    prints it; `begins` tells that the total starts anew.
    """

    name: str
    value: Decimal | None
    total: Decimal | None = None
    target: tuple[Decimal | None, Decimal | None] = (None, None)
    former: tuple[tuple[Decimal | None, Decimal | None], ...] = ()
    text: str = ""
    begins: bool = False

    @property
    def height(self) -> Decimal | None:
        """Return the figure that is judged: the total where values add up."""
        return self.value if self.total is None else self.total


@dataclass(frozen=True)
class ChartMark:
    """A line, a bar, a dot or a word of the chart; what it does not need is empty."""

    x: str = ""
    y: str = ""
    x2: str = ""
    y2: str = ""
    width: str = ""
    height: str = ""
    text: str = ""
    anchor: str = "middle"


@dataclass(frozen=True)
class LabelBox:
    """The room of a label on a chart so wide, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "LabelBox") -> bool:
        """Tell whether two labels would touch."""
        return (
            self.left < other.right + APART
            and other.left < self.right + APART
            and self.top < other.bottom
            and other.top < self.bottom
        )


def label_box(mark: ChartMark, *, is_bold: bool = False, across: float = NARROW) -> LabelBox:
    """Return the room of a label on a chart of a width; on a wider one labels only stand further apart."""
    width, x = text_width(mark.text, bold=is_bold), float(mark.x.rstrip("%")) * across / 100
    left = {"start": x, "middle": x - width / 2, "end": x - width}[mark.anchor]
    return LabelBox(left, left + width, float(mark.y) - LINE * 0.75, float(mark.y) + LINE * 0.25)


@dataclass
class TimeChart:
    """The values of an indicator over time."""

    height: str = str(HEIGHT)
    grid: list[ChartMark] = field(default_factory=list)
    columns: list[ChartMark] = field(default_factory=list)
    earlier: list[ChartMark] = field(default_factory=list)
    lines: list[ChartMark] = field(default_factory=list)
    dots: list[ChartMark] = field(default_factory=list)
    own: list[ChartMark] = field(default_factory=list)
    values: list[ChartMark] = field(default_factory=list)
    names: list[ChartMark] = field(default_factory=list)
    former_targets: list[ChartMark] = field(default_factory=list)
    targets: list[ChartMark] = field(default_factory=list)
    baseline: ChartMark | None = None
    has_zero: bool = True


def time_chart(moments: Sequence[ChartPoint], *, baseline: Decimal | None, as_columns: bool) -> TimeChart | None:
    """Return the chart of an indicator's periods in their order; None where no period has a number."""
    drawn = [moment.height for moment in moments if moment.height is not None]
    if not as_columns:
        drawn += [moment.value for moment in moments if moment.value is not None]
    if not drawn:
        return None
    promises = [target for moment in moments for target in (moment.target, *moment.former)]
    bounds = [bound for target in promises for bound in target if bound is not None]
    shown = [*drawn, *bounds, *([] if baseline is None else [baseline])]
    ticks = axis_ticks(shown if not as_columns and _is_narrow(shown) else [Decimal(0), *shown])
    plot = _Plot(len(moments), ticks[0], ticks[-1])
    chart = TimeChart(grid=[ChartMark(y=plot.y(tick), text=quantity(tick)) for tick in ticks], has_zero=ticks[0] <= 0)
    (_columns if as_columns else _line)(chart, plot, moments)
    chart.names = list(_names(plot, moments))
    chart.targets = list(_targets(plot, [moment.target for moment in moments]))
    for version in range(max(len(moment.former) for moment in moments)):
        kept = [moment.former[version] if version < len(moment.former) else NO_TARGET for moment in moments]
        chart.former_targets += _targets(plot, kept)
    if baseline is not None:
        chart.baseline = ChartMark(x=f"{LEFT}%", x2="100%", y=plot.y(baseline))
    chart.values = _values(plot, moments, [label_box(mark) for mark in _ticks(chart)])
    return chart


def _is_narrow(values: Sequence[Decimal]) -> bool:
    """Tell whether values differ, but lie so far above zero that their differences would be lost beside it."""
    return max(values) > min(values) > max(values) / 2


def axis_ticks(values: Sequence[Decimal]) -> list[Decimal]:
    """Return round numbers, a few and evenly apart, between which all values lie.

    >>> [str(tick) for tick in axis_ticks([Decimal(0), Decimal(17)])]
    ['0', '5', '10', '15', '20']
    """
    low, high = min(values), max(values)
    if low == high:
        return [low, low + 1]
    rough = (high - low) / STEPS
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    first, last = low // step - (low % step < 0), -(-high // step)
    last += last * step < high
    return [(first + place) * step for place in range(int(last - first) + 1)]


@dataclass(frozen=True)
class _Plot:
    """Turns a place in the list into a place across, and a value into a place down."""

    slots: int
    low: Decimal
    high: Decimal

    @property
    def slot(self) -> Decimal:
        return (Decimal(100) - LEFT) / self.slots

    def across(self, place: int, part: Decimal = Decimal("0.5")) -> Decimal:
        return LEFT + (place + part) * self.slot

    def x(self, place: int, part: Decimal = Decimal("0.5")) -> str:
        return f"{self.across(place, part):.2f}%"

    def down(self, value: Decimal) -> Decimal:
        return BOTTOM - (value - self.low) * (BOTTOM - TOP) / (self.high - self.low)

    def y(self, value: Decimal) -> str:
        return f"{self.down(value):.1f}"


def _columns(chart: TimeChart, plot: _Plot, moments: Sequence[ChartPoint]) -> None:
    """Draw a column for each value, on top of what the periods before it already summed."""
    width = f"{plot.slot * COLUMN_SHARE:.2f}%"
    for place, moment in enumerate(moments):
        if moment.height is None:
            continue
        before = moment.height - moment.value if moment.value is not None else moment.height
        x = plot.x(place, (1 - COLUMN_SHARE) / 2)
        for marks, start, end in ((chart.earlier, Decimal(0), before), (chart.columns, before, moment.height)):
            if start != end:
                top, foot = sorted((plot.down(start), plot.down(end)))
                marks.append(ChartMark(x=x, y=f"{top:.1f}", width=width, height=f"{foot - top:.1f}"))


def _line(chart: TimeChart, plot: _Plot, moments: Sequence[ChartPoint]) -> None:
    """Draw a dot for each figure and a line between neighbours; a period without a value leaves a gap.

    Where the period's own value is another, it has a small mark of its own.
    """
    for place, moment in enumerate(moments):
        if moment.height is None:
            continue
        dot = ChartMark(x=plot.x(place), y=plot.y(moment.height))
        if place and not moment.begins and (before := moments[place - 1].height) is not None:
            chart.lines.append(ChartMark(x=plot.x(place - 1), y=plot.y(before), x2=dot.x, y2=dot.y))
        chart.dots.append(dot)
        if moment.value not in (None, moment.height):
            chart.own.append(ChartMark(x=dot.x, y=plot.y(moment.value)))


def _ticks(chart: TimeChart) -> Iterator[ChartMark]:
    """Yield the words of the scale at the places where the template writes them."""
    for mark in chart.grid:
        yield ChartMark(x="0%", y=f"{float(mark.y) - 4:.1f}", text=mark.text, anchor="start")


def _values(plot: _Plot, moments: Sequence[ChartPoint], taken: list[LabelBox]) -> list[ChartMark]:
    """Return the numbers that have room on a narrow screen: the newest first of all, then the extremes."""
    placed = [(place, moment.height) for place, moment in enumerate(moments) if moment.height is not None]
    heights = [height for _, height in placed]
    last, extremes = placed[-1][0], (max(heights), min(heights))
    found = {}
    for place, height in sorted(placed, key=lambda one: (one[0] != last, one[1] not in extremes, -one[0])):
        text = moments[place].text or quantity(height)
        mark = _inside(plot.across(place), f"{float(plot.down(height)) - ABOVE:.1f}", text, is_bold=True)
        box = label_box(mark, is_bold=True)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            found[place] = mark
    return [found[place] for place in sorted(found)]


def _names(plot: _Plot, moments: Sequence[ChartPoint]) -> Iterator[ChartMark]:
    """Yield the names of as many periods, evenly apart, as have room on a narrow screen."""
    for step in range(1, len(moments) + 1):
        marks = [
            _inside(plot.across(place), str(HEIGHT - 6), moments[place].name) for place in range(0, len(moments), step)
        ]
        boxes = [label_box(mark) for mark in marks]
        if not any(one.meets(other) for one, other in pairwise(boxes)):
            yield from marks
            return


def _inside(across: Decimal, y: str, text: str, *, is_bold: bool = False) -> ChartMark:
    """Return words over a place, moved so that they stay within the chart."""
    half = Decimal(text_width(text, bold=is_bold) / 2 * 100 / NARROW)
    anchor = "start" if across < half else "end" if across + half > 100 else "middle"
    x = {"start": "0%", "end": "100%"}.get(anchor, f"{across:.2f}%")
    return ChartMark(x=x, y=y, text=text, anchor=anchor)


def _targets(plot: _Plot, targets: Sequence[tuple[Decimal | None, Decimal | None]]) -> Iterator[ChartMark]:
    """Yield a line for each bound of a target, as long as the periods that it is promised for."""
    for bound in (0, 1):
        start = 0
        for place, target in enumerate(targets):
            value = target[bound]
            if place + 1 < len(targets) and targets[place + 1][bound] == value:
                continue
            if value is not None:
                yield ChartMark(x=plot.x(start, Decimal(0)), x2=plot.x(place, Decimal(1)), y=plot.y(value))
            start = place + 1
