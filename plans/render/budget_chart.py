"""The budget of a year: its lines as printed, and its parts as bars."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plans.document import BudgetLineValue, Document
from plans.render.labelled_bars import LabelledBar, labelled_bars
from portal.own_words import own_words
from portal.romanian import amount, percent


@dataclass(frozen=True)
class YearBudget:
    """The budget of one year: its lines as printed, and their bars where there is something to compare."""

    year: str
    unit: str
    total: str
    lines: list[BudgetLineValue]
    bars: list[LabelledBar]
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


def _bars(lines: list[BudgetLineValue]) -> tuple[list[LabelledBar], int]:
    """Return a bar for each part of a year's budget, as long as its part of the total, and the height of all."""
    parts = [line for line in lines if not line.is_total]
    whole = max((line.amount for line in lines), default=Decimal(0))
    if len(parts) < 2 or whole <= 0 or len({line.unit for line in lines}) > 1:
        return [], 0
    return labelled_bars(((line.label, _bar_value(line), line.amount) for line in parts), whole)


def _bar_value(line: BudgetLineValue) -> str:
    return percent(line.share) if line.share is not None else amount(line.amount)


def _amount_text(line: BudgetLineValue) -> str:
    share = f" ({percent(line.share)})" if line.share is not None else ""
    return f"{amount(line.amount)} {own_words(line.unit)}{share}"
