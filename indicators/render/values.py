"""What was reported and what was promised, as pages print it."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from indicators.progress import measured
from indicators.records import Record
from plans.document import Indicator, Target
from plans.render.facts import target_text
from plans.templatetags.romanian import NO_BREAK_SPACE, quantity

IN_PERCENT = {"percent", "ratio", "change"}
NO_DATA = "fără date"
DECIMALS = Decimal("0.01")


def number(value: Decimal, definition: Indicator) -> str:
    """Return a number of an indicator with its unit, rounded to two decimals at most.

    >>> from types import SimpleNamespace
    >>> number(Decimal("75.126"), SimpleNamespace(nature="percent", unit="")), number(Decimal(3), SimpleNamespace(nature="count", unit=""))
    ('75,13%', '3')
    """
    rounded = value.quantize(DECIMALS, ROUND_HALF_UP) if value.as_tuple().exponent < -2 else value
    text = quantity(rounded).replace("-", "−")
    unit = definition.unit or ("%" if definition.nature in IN_PERCENT else "")
    return f"{text}{'' if unit == '%' or not unit else NO_BREAK_SPACE}{unit}"


def printed(definition: Indicator, record: Record) -> str:
    """Return what an accepted report says, with both numbers where it has two; nothing for one not accepted."""
    if record.state != "accepted":
        return ""
    if record.no_data_reason:
        return NO_DATA
    value = measured(definition, record)
    if record.numerator is not None and record.denominator is not None:
        return _both(definition, record, value)
    if value is None:
        return record.text
    if definition.nature == "milestone":
        return "realizat" if value else "nerealizat"
    return ", ".join(text for text in (number(value, definition), record.text) if text)


def covering(targets: Iterable[Target], record: Record) -> Target | None:
    """Return the target of the period that holds a report's period, the shortest where there are several."""
    holding = [t for t in targets if t.period_start <= record.period_start and record.period_end <= t.period_end]
    return min(holding, key=lambda target: target.period_end - target.period_start, default=None)


def promised(target: Target | None, definition: Indicator) -> str:
    """Return a target in words; nothing where there is none."""
    return target_text(target, definition.unit) if target else ""


def _both(definition: Indicator, record: Record, value: Decimal | None) -> str:
    new, old = quantity(record.numerator), quantity(record.denominator)
    pair = f"{new} față de {old}" if definition.nature == "change" else f"{new} din {old}"
    return pair if value is None else f"{number(value, definition)} ({pair})"
