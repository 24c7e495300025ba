"""What a plan's printed sums come to, said beside them and never put in their place."""

from collections.abc import Iterable
from decimal import Decimal

from plans.editions.readiness import share_problem
from plans.models import BudgetLine
from portal.romanian import amount


def budget_checks(lines: Iterable[BudgetLine]) -> list[str]:
    """Return a sentence about each year's total, and one about each printed share that comes out otherwise."""
    lines = list(lines)
    said = []
    for year in sorted({line.year for line in lines}):
        total = next((line for line in lines if line.year == year and line.is_total), None)
        parts = [line for line in lines if line.year == year and not line.is_total]
        said += [_total_check(year, total, parts), *filter(None, (share_problem(line, total) for line in parts))]
    return said


def _total_check(year: int, total: BudgetLine | None, parts: list[BudgetLine]) -> str:
    summed = sum((line.amount for line in parts), Decimal(0))
    if total is None:
        return f"{year}: liniile dau {amount(summed)} {parts[0].unit}; anul nu are o linie cu totalul."
    if not parts:
        return f"{year}: anul are numai totalul, fără părțile lui."
    if summed == total.amount:
        return f"{year}: liniile dau {amount(summed)} {total.unit}, cât totalul tipărit."
    return (
        f"{year}: liniile dau {amount(summed)} {total.unit}, totalul tipărit este {amount(total.amount)}, "
        f"cu {amount(abs(summed - total.amount))} mai {'mult' if total.amount > summed else 'puțin'}."
    )
