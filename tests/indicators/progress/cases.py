"""Indicators, targets and reports of a made-up year, short enough to stand in tables of cases."""

import datetime
from decimal import Decimal

from indicators.progress.report_values import ReportValue
from plans.document import IndicatorValue, TargetValue

DAYS = datetime.timedelta(days=1)
MIDDLE = datetime.date(2026, 8, 1)
END = datetime.date(2026, 12, 31)
AFTER = datetime.date(2027, 2, 1)
QUARTERS = {
    1: (datetime.date(2026, 1, 1), datetime.date(2026, 3, 31)),
    2: (datetime.date(2026, 4, 1), datetime.date(2026, 6, 30)),
    3: (datetime.date(2026, 7, 1), datetime.date(2026, 9, 30)),
    4: (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31)),
}
YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def decimal(value):
    """A number as the model holds it."""
    return None if value is None else Decimal(str(value))


def indicator(**fields):
    """A count of accidents that add up and should fall."""
    fields = {
        "uid": "u",
        "element": None,
        "title": "Numărul accidentelor",
        "joiner": "",
        "nature": "count",
        "minimal": False,
        "unit": "accidente",
        "direction": "decrease",
        "accumulation": "sum",
        "frequency": "quarterly",
        **fields,
    }
    return IndicatorValue(**{**fields, "baseline_value": decimal(fields.get("baseline_value"))})


def from_nine(**fields):
    """The same, from nine accidents the year before."""
    return indicator(**{"baseline_value": 9, "baseline_period": "2025", **fields})


def share(**fields):
    """A percentage of two counts that should grow."""
    return indicator(**{"nature": "ratio", "unit": "%", "direction": "increase", **fields})


def milestone(**fields):
    """Something that exists or not."""
    return indicator(**{"nature": "milestone", "unit": "", "direction": "", "accumulation": "", **fields})


def target(kind, value=None, upper=None, *, text="", period=YEAR):
    """A promise for the year."""
    return TargetValue(
        kind=kind,
        value=decimal(value),
        upper_value=decimal(upper),
        text=text,
        period_start=period[0],
        period_end=period[1],
    )


def report(period, value=None, state="accepted", *, over=None, **fields):
    """A report, due twenty days after its period; with `over`, the value is divided by it."""
    if over is not None:
        fields |= {"numerator": decimal(value), "denominator": decimal(over)}
    return ReportValue(
        indicator="u",
        period_start=period[0],
        period_end=period[1],
        due_on=period[1] + 20 * DAYS,
        state=state,
        value=decimal(value) if over is None else None,
        **fields,
    )


def year(value=None, state="accepted", **fields):
    """A report on the whole year."""
    return report(YEAR, value, state, **fields)


def quarter(number, value=None, state="accepted", **fields):
    """A report on a quarter."""
    return report(QUARTERS[number], value, state, **fields)


def quarters(*values, **fields):
    """Reports on the quarters from the first."""
    return [quarter(number, value, **fields) for number, value in enumerate(values, 1)]
