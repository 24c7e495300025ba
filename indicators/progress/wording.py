"""How a sentence about progress says numbers, sums, targets and periods, so that a citizen can check them."""

import datetime
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.utils.translation import gettext

from indicators.progress import periods
from indicators.progress.aggregation import has_pair
from indicators.progress.report_values import ReportValue
from plans import document
from plans.document.units import unit_of
from plans.render.facts import promised_value
from portal.own_words import own_words
from portal.romanian import count, is_noun, quantity, with_unit

MAX_TERMS = 12


def rounded_number(value: Decimal, *others: Decimal | None, places: int = 2) -> str:
    """Return a number rounded, with as many decimals as it takes to tell it from others and from zero.

    >>> value = Decimal("66.6666")
    >>> rounded_number(value), rounded_number(value, Decimal("66.67")), rounded_number(Decimal("0.002"))
    ('66,67', '66,667', '0,002')
    """
    with localcontext(prec=80):
        for digits in range(places, 40):
            rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
            known = [other for other in (Decimal(0), *others) if other is not None]
            if all((value > other, value < other) == (rounded > other, rounded < other) for other in known):
                break
        return quantity(rounded + 0)


def period_phrase(start: datetime.date, end: datetime.date) -> str:
    """Return a period as it stands after a preposition.

    >>> period_phrase(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
    'trimestrul I 2026'
    >>> period_phrase(datetime.date(2026, 2, 5), datetime.date(2026, 3, 1))
    'perioada 5 februarie 2026 – 1 martie 2026'
    """
    name = periods.name(start, end)
    return gettext("perioada %(period)s") % {"period": name} if name[0].isdigit() and " " in name else name


def report_period_phrase(record: ReportValue) -> str:
    """Return the period of a report as it stands after a preposition."""
    return period_phrase(record.period_start, record.period_end)


def value_with_unit(
    definition: document.IndicatorValue, value: Decimal, computed: bool, *others: Decimal | None
) -> str:
    """Return a value with its unit: as reported, or rounded where it was computed from others."""
    text = rounded_number(value, *others) if computed else quantity(value + 0)
    sign = "+" if definition.nature == "change" and value > 0 else ""
    return with_unit(sign + text, value, unit_of(definition))


def arithmetic(definition: document.IndicatorValue, parts: tuple[ReportValue, ...], value: Decimal, *others) -> str:
    """Return how a value comes from its reports: what was added, what was divided by what."""
    paired = all(has_pair(definition, record) for record in parts)
    said = value_with_unit(definition, value, paired, *others)
    if not paired:
        return said if len(parts) == 1 else f"{sum_text(r.value for r in parts)} = {said}"
    above, below = [r.numerator for r in parts], [r.denominator for r in parts]
    if definition.nature == "change":
        return f"{change_phrase(sum_text(below, inside=True), sum_text(above, inside=True))} = {said}"
    pair = {"part": sum_text(above, inside=True), "whole": sum_text(below, inside=True)}
    if 0 <= sum(above) <= sum(below):
        return f"{part_phrase(**pair)} = {said}"
    return f"{pair['part']} : {pair['whole']} = {said}"


def change_phrase(before: str, after: str) -> str:
    """Return two numbers of which the second took the place of the first: "de la 4 la 5"."""
    return gettext("de la %(before)s la %(after)s") % {"before": before, "after": after}


def part_phrase(part: str, whole: str) -> str:
    """Return a part and the whole it is of: "4 din 5"."""
    return gettext("%(part)s din %(whole)s") % {"part": part, "whole": whole}


def sum_text(numbers: Iterable[Decimal], inside: bool = False) -> str:
    """Return numbers as a sum; a long one says only how many they are.

    >>> sum_text([Decimal(3), Decimal(-4)]), sum_text([Decimal(3), Decimal(4)], inside=True), sum_text([Decimal(3)])
    ('3 + (-4)', '(3 + 4)', '3')
    """
    values = list(numbers)
    if len(values) > MAX_TERMS:
        return gettext("suma a %(values)s") % {"values": count(len(values), "valoare", "valori")}
    text = " + ".join(
        f"({quantity(value)})" if value < 0 and place else quantity(value) for place, value in enumerate(values)
    )
    return f"({text})" if inside and len(values) > 1 else text


def target_phrase(definition: document.IndicatorValue, target: document.TargetValue) -> str:
    """Return a target and its period: "ținta de cel mult 5 accidente pentru 2026"."""
    promised = promised_value(target, definition)
    if not promised:
        said = gettext("ținta „%(text)s” pentru %(period)s") if target.text else gettext("ținta pentru %(period)s")
    elif promised == gettext("realizat"):
        said = gettext("ținta de a fi atins în %(period)s")
    elif target.kind == "range":
        said = gettext("ținta cuprinsă %(promised)s pentru %(period)s")
    else:
        said = gettext("ținta de %(promised)s pentru %(period)s")
    period = period_phrase(target.period_start, target.period_end)
    return said % {"text": own_words(clean_clause(target.text)), "promised": promised, "period": period}


def baseline_phrase(definition: document.IndicatorValue) -> str:
    """Return the baseline as it stands after a target, in brackets, with its period."""
    value, when = definition.baseline_value, clean_clause(definition.baseline_period)
    if value is None:
        return ""
    unit = "" if is_noun(unit_of(definition)) else unit_of(definition)
    said = gettext("referința: %(value)s")
    if when:
        is_year = re.fullmatch(r"\d{4}", when)
        said = gettext("referința: %(value)s în %(when)s") if is_year else gettext("referința: %(value)s, %(when)s")
    said %= {"value": with_unit(quantity(value), value, unit), "when": own_words(when)}
    return f" ({said})"


def clean_clause(text: str) -> str:
    """Return a text in one line without the full stop that would end the sentence around it."""
    return " ".join(text.split()).rstrip(" .;:,")
