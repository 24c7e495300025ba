"""What a target must hold, told beside each field, for forms and sheets alike."""

import datetime
from collections.abc import Iterator, Mapping

from indicators.models import Target
from plans.models import Plan
from portal.months import FIRST_DAY, LAST_DAY
from portal.romanian import period_until

Kind = Target.TargetKind
REQUIRED_BY_KIND = {
    Kind.EXACT: ("value",),
    Kind.AT_LEAST: ("value",),
    Kind.AT_MOST: ("value",),
    Kind.RANGE: ("value", "upper_value"),
    Kind.TEXT: ("text",),
    Kind.TO_BE_SET: (),
}
MISSING_MESSAGES = {
    "value": "Scrieți valoarea, de exemplu 12,5.",
    "upper_value": "Scrieți și valoarea de sus a intervalului.",
    "text": "Scrieți textul țintei, așa cum îl tipărește planul.",
}
ASKED_REASON = "Ținta este publicată: scrieți de ce se schimbă. Valoarea veche rămâne publică."


def kind_problems(kind: str | None, values: Mapping) -> Iterator[tuple[str, str]]:
    """Yield, by field, what a kind of target needs and is not there, or does not take and is."""
    needed = REQUIRED_BY_KIND.get(kind)
    if needed is None:
        return
    for name in ("value", "upper_value", "text"):
        is_given = values.get(name) not in (None, "")
        if name in needed and not is_given:
            yield name, MISSING_MESSAGES[name]
        elif is_given and name not in needed and name != "text":
            yield name, f"O țintă „{Kind(kind).label}” nu are această valoare: lăsați gol."
    low, high = values.get("value"), values.get("upper_value")
    if kind == Kind.RANGE and low is not None and high is not None and high < low:
        yield "upper_value", "Valoarea de sus este mai mică decât cea de jos."


def day_problems(start: datetime.date | None, end: datetime.date | None) -> Iterator[tuple[str, str]]:
    """Yield, by field, which day of a period no plan has."""
    for name, day in (("period_start", start), ("period_end", end)):
        if day and not FIRST_DAY <= day <= LAST_DAY:
            yield name, f"Scrieți un an între {FIRST_DAY.year} și {LAST_DAY.year}."


def outside_problem(plan: Plan) -> str:
    """Return what is said of a target whose period leaves its plan's and that does not say why."""
    whole = period_until(plan.period_start, plan.period_end)
    asked = "Îndreptați-o sau scrieți de ce este așa; motivul rămâne public."
    return f"Perioada țintei iese din a planului ({whole}). {asked}"
