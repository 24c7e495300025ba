"""Progress as pictures: where every mark stands, computed here so that the templates only draw.

Places across are percentages of the width, places down are pixels: a chart fits any screen and its words stay legible.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.progress.vocabulary import Status
from indicators.render.badges import BADGES
from portal.romanian import quantity

LEFT = 9
HEIGHT = 220
TOP = 26
BOTTOM = HEIGHT - 28
STEPS = 4
COLUMN_SHARE = Decimal("0.56")
VALUES_UP_TO = 8
LETTERS_ACROSS = 34
# What a letter takes of the width of a narrow screen.
LETTER = Decimal("2.5")


@dataclass(frozen=True)
class BarSegment:
    """The part of a stacked bar that one status takes; `kind` names its colour and pattern."""

    kind: str
    x: str
    width: str


def stacked_bar(counts: Mapping[Status, int]) -> list[BarSegment]:
    """Return a bar whose parts are as long as their counts; nothing where there is nothing to count.

    >>> [(s.kind, s.x, s.width) for s in stacked_bar({Status.MET: 3, Status.NOT_MET: 1})]
    [('met', '0.00%', '75.00%'), ('not-met', '75.00%', '25.00%')]
    """
    whole, before, found = sum(counts.values()), 0, []
    for status in Status:
        if number := counts.get(status, 0):
            x, width = (f"{part * 100 / whole:.2f}%" for part in (before, number))
            found.append(BarSegment(BADGES[status].kind or "context", x, width))
            before += number
    return found


@dataclass(frozen=True)
class ChartPoint:
    """A period of the chart: its short name, its own value if there is one, and the total that is judged.

    `text` is the number that is drawn, as the table prints it; `begins` tells that the total starts anew.
    """

    name: str
    value: Decimal | None
    total: Decimal | None = None
    target: tuple[Decimal | None, Decimal | None] = (None, None)
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
    bounds = [bound for moment in moments for bound in moment.target if bound is not None]
    shown = [*drawn, *bounds, *([] if baseline is None else [baseline])]
    ticks = axis_ticks(shown if not as_columns and _is_narrow(shown) else [Decimal(0), *shown])
    plot = _Plot(len(moments), ticks[0], ticks[-1])
    chart = TimeChart(grid=[ChartMark(y=plot.y(tick), text=quantity(tick)) for tick in ticks], has_zero=ticks[0] <= 0)
    (_columns if as_columns else _line)(chart, plot, moments)
    chart.names = list(_names(plot, moments))
    chart.targets = list(_targets(plot, moments))
    if baseline is not None:
        chart.baseline = ChartMark(x=f"{LEFT}%", x2="100%", y=plot.y(baseline))
    if len(moments) <= VALUES_UP_TO:
        chart.values = [
            ChartMark(x=plot.x(place), y=str(round(float(plot.y(height)) - 9, 1)), text=moment.text or quantity(height))
            for place, moment in enumerate(moments)
            if (height := moment.height) is not None
        ]
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


def _names(plot: _Plot, moments: Sequence[ChartPoint]) -> Iterator[ChartMark]:
    """Yield the names of as many periods as fit on a narrow screen."""
    longest = max(len(moment.name) for moment in moments) + 2
    step = max(1, -(-len(moments) * longest // LETTERS_ACROSS))
    for place in range(0, len(moments), step):
        name, across = moments[place].name, plot.across(place)
        half = len(name) * LETTER / 2
        anchor = "start" if across < half else "end" if across + half > 100 else "middle"
        x = {"start": "0%", "end": "100%"}.get(anchor, plot.x(place))
        yield ChartMark(x=x, y=str(HEIGHT - 6), text=name, anchor=anchor)


def _targets(plot: _Plot, moments: Sequence[ChartPoint]) -> Iterator[ChartMark]:
    """Yield a line for each bound of a target, as long as the periods that it is promised for."""
    for bound in (0, 1):
        start = 0
        for place, moment in enumerate(moments):
            value = moment.target[bound]
            if place + 1 < len(moments) and moments[place + 1].target[bound] == value:
                continue
            if value is not None:
                yield ChartMark(x=plot.x(start, Decimal(0)), x2=plot.x(place, Decimal(1)), y=plot.y(value))
            start = place + 1
