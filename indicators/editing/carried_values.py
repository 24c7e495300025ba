"""What a successor would say of each baseline and each promised period, for people to read before it is made."""

from collections.abc import Collection, Iterator, Mapping

from indicators.editing import baselines, copying
from indicators.editing.sentences import target_sentence
from indicators.models import Indicator, Target
from indicators.progress.starting_values import StartingValue
from indicators.progress.wording import period_phrase
from plans.models import Plan
from plans.succession.carried_values import CarriedValue
from plans.succession.renewal import Renewal
from portal.romanian import quantity, with_unit

OBSTACLES = {
    "missing": "nicio raportare acceptată",
    "milestone": "un jalon nu are valoare de pornire",
    "incomplete": "ce s-a acceptat nu acoperă toată perioada, iar o parte nu se compară cu întregul",
    "accumulation": "planul nu spune cum se adună valorile mai multor perioade",
    "words": "raportările acceptate nu dau un număr",
}
Groups = list[tuple[str, list[CarriedValue]]]


def carried_values(plan: Plan, elements: Collection[int], renewal: Renewal, chosen: Mapping[str, str]) -> Groups:
    """Return what becomes of the indicators' baselines and promised periods, in groups with a heading."""
    if chosen.get("indicatori") != copying.YES:
        return []
    rows = list(copying.indicators_to_carry(plan, elements))
    found = baselines.starting_values(plan, rows)
    groups = [("Valori de referință", [_baseline(row, found[row.pk]) for row in rows])]
    if chosen.get("tinte") == copying.TO_BE_SET:
        groups.append(("Ținte", list(_targets(rows, renewal))))
    return groups


def _baseline(row: Indicator, found: StartingValue) -> CarriedValue:
    old = _baseline_text(row, row.baseline_value, row.baseline_period)
    taken = baselines.taken_baseline(found)
    new = _baseline_text(row, *taken[:2]) if taken else old
    return CarriedValue(_place(row), old, new, verb="se preia", note=OBSTACLES.get(found.obstacle, ""))


def _place(row: Indicator) -> str:
    return f"Indicatorul {row.number}, „{row}”"


def _baseline_text(row: Indicator, value, period: str) -> str:
    said = "" if value is None else with_unit(quantity(value), value, row.unit)
    return ", ".join(filter(None, (said, period)))


def _targets(rows: Collection[Indicator], renewal: Renewal) -> Iterator[CarriedValue]:
    found = Target.objects.in_force().filter(indicator__in=rows).order_by("indicator__number", "period_start", "pk")
    by_key = {row.pk: row for row in rows}
    for target in found:
        row = by_key[target.indicator_id]
        new = period_phrase(*copying.renewed_period(target.period_start, target.period_end, renewal))
        yield CarriedValue(_place(row), target_sentence(row, target), f"de stabilit, pentru {new}")
