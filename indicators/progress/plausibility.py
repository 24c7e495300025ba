"""What of a report should make its writer look again: figures that can hardly be, periods that have not ended.

Nothing is refused for it. Who sends such a report confirms it with a reason, which the reviewer reads.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal

from plans.document.units import unit_of
from portal.romanian import long_date, quantity

# Units of which there may be a part, by their first word; of people and cases there may not.
DIVISIBLE_UNITS = frozenset({
    "%", "km", "m", "mp", "m²", "ha", "kg", "t", "tone", "l", "litri", "lei", "ron", "euro", "eur", "mii", "mil.",
    "milioane", "ore", "oră", "h", "minute", "min.", "secunde", "zile", "luni", "ani", "puncte", "procente", "kwh",
    "mwh", "gb", "tb", "mb", "°c", "grade",
})  # fmt: skip
ALL = Decimal(100)


def report_doubts(definition, report, today: datetime.date) -> list[str]:
    """Return what is doubtful of a report on a day, a sentence each.

    The definition has a nature and a unit, the report its numbers and the last day of its period; neither need be
    published or stored.
    """
    if report.no_data_reason:
        return []
    early = [f"Perioada se încheie abia la {long_date(report.period_end)}."] if today <= report.period_end else []
    return [*early, *_doubtful_figures(definition, report)]


def _doubtful_figures(definition, report) -> Iterator[str]:
    yield from _doubtful_ratio(definition, report.numerator, report.denominator)
    yield from _doubtful_value(definition, report.value)


def _doubtful_ratio(definition, numerator, denominator) -> Iterator[str]:
    is_share = definition.nature == "ratio" and unit_of(definition) in ("", "%")
    if is_share and numerator is not None and denominator is not None and numerator > denominator > 0:
        yield f"{quantity(numerator)} din {quantity(denominator)} este mai mult decât tot."
    if any(number is not None and number < 0 for number in (numerator, denominator)):
        yield "Un număr din care se face raportul este mai mic decât zero."


def _doubtful_value(definition, value) -> Iterator[str]:
    nature, unit = definition.nature, unit_of(definition)
    if value is None or nature not in ("count", "percent"):
        return
    if value < 0:
        yield f"{quantity(value)} este mai mic decât zero."
    if (nature == "percent" or unit == "%") and value > ALL:
        yield f"{quantity(value)}% este mai mult decât tot."
    if nature == "count" and value % 1 and not is_divisible(unit):
        yield f"{quantity(value)} nu este un număr întreg{f' de {unit}' if unit else ''}."


def is_divisible(unit: str) -> bool:
    """Tell whether there may be a part of one of these.

    >>> [is_divisible(unit) for unit in ("km de drum", "accidente", "%", "")]
    [True, False, True, False]
    """
    return unit.lower().split(" ")[0] in DIVISIBLE_UNITS
