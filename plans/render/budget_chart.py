"""The budget as bars: where each stands, computed here so that the template only draws."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plans.document import BudgetLineValue, Document
from portal.own_words import own_words
from portal.pictures.text_width import NARROW, text_width, wrapped_lines
from portal.romanian import amount, percent

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
class BudgetBar:
    """A line of the budget drawn: lengths are in pixels, `width` a percentage of the chart's width."""

    label: list[LabelLine]
    value: str
    value_y: str
    y: str
    width: str


@dataclass(frozen=True)
class YearBudget:
    """The budget of one year: its lines as printed, and their bars where there is something to compare."""

    year: str
    unit: str
    total: str
    lines: list[BudgetLineValue]
    bars: list[BudgetBar]
    height: str
    description: str
    has_shares: bool


def budgets(document: Document) -> Iterator[YearBudget]:
    """Yield the document's budgets, a year each, in printed order."""
    years: dict[int, list[BudgetLineValue]] = {}
    for line in document.budget:
        years.setdefault(line.year, []).append(line)
    for year, lines in years.items():
        bars, height = _bars(lines)
        yield YearBudget(
            year=str(year),
            unit=lines[0].unit if len({line.unit for line in lines}) == 1 else "",
            total=next((f"{amount(line.amount)} {own_words(line.unit)}" for line in lines if line.is_total), ""),
            lines=lines,
            bars=bars,
            height=str(height),
            description="; ".join(f"{own_words(line.label)}: {_amount_text(line)}" for line in lines) + ".",
            has_shares=any(line.share is not None for line in lines),
        )


def _bars(lines: list[BudgetLineValue]) -> tuple[list[BudgetBar], int]:
    """Return a bar for each part of a year's budget, as long as its part of the total, and the height of all."""
    parts = [line for line in lines if not line.is_total]
    totals = [line.amount for line in lines if line.is_total]
    whole = max([*totals, *(line.amount for line in parts)], default=Decimal(0))
    if len(parts) < 2 or whole <= 0 or len({line.unit for line in lines}) > 1:
        return [], 0
    bars, y = [], 0
    for line in parts:
        value = percent(line.share) if line.share is not None else amount(line.amount)
        label = wrapped_lines(line.label, NARROW - text_width(value, bold=True) - APART)
        rows = [LabelLine(str(y + LINE_HEIGHT * row - 7), text) for row, text in enumerate(label, start=1)]
        y += LINE_HEIGHT * len(label)
        length = max(line.amount, Decimal(0)) * 100 / whole
        bars.append(BudgetBar(rows, value, rows[-1].y, str(y), f"{length:.2f}%"))
        y += BAR_HEIGHT + GAP
    return bars, y - GAP


def _amount_text(line: BudgetLineValue) -> str:
    share = f" ({percent(line.share)})" if line.share is not None else ""
    return f"{amount(line.amount)} {own_words(line.unit)}{share}"
