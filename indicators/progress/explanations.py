"""One sentence for each thing that the formula can say of an indicator, with the numbers it rests on."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from indicators.progress.aggregation import Aggregate, accepted_without_overlap, measured_value
from indicators.progress.report_values import ReportValue
from indicators.progress.wording import (
    arithmetic,
    baseline_phrase,
    clean_clause,
    period_phrase,
    report_period_phrase,
    rounded_number,
    target_phrase,
)
from plans import document
from plans.document.units import unit_of
from portal.romanian import long_date, quantity, with_unit

Limits = tuple[Decimal | None, Decimal | None]
HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class FormulaCase:
    """An indicator, a target, the reports inside its period and the value they make."""

    definition: document.IndicatorValue
    target: document.TargetValue
    scope: tuple[ReportValue, ...]
    reading: Aggregate

    @property
    def has_end(self) -> bool:
        """Tell whether an accepted report covers the end of the period."""
        return any(record.period_end == self.target.period_end for record in accepted_without_overlap(self.scope))

    @property
    def final(self) -> ReportValue | None:
        """Return the report that is awaited for the end of the period."""
        ending = [r for r in self.scope if r.state != "accepted" and r.period_end == self.target.period_end]
        return min(ending, key=lambda record: (_nearness(record), -record.due_on.toordinal()), default=None)

    @property
    def awaited_inside(self) -> list[ReportValue]:
        """Return the reports that a sum still lacks, those in review first, then those returned."""
        lacking = [
            record
            for record in self.scope
            if record.state != "accepted"
            and any(record.period_start <= end and record.period_end >= start for start, end in self.reading.gaps)
        ]
        return sorted(lacking, key=_nearness)

    def against(self, said: str) -> str:
        """Return what was said and the target it compares with."""
        return f"{said} față de {target_phrase(self.definition, self.target)}"

    @property
    def value(self) -> str:
        """Return the value with the arithmetic that it comes from."""
        others = (self.target.value, self.target.upper_value, self.definition.baseline_value)
        return arithmetic(self.definition, self.reading.parts, self.reading.value, *others)


def _nearness(record: ReportValue) -> int:
    """Order what is awaited: what is in review, then what was returned, then what was not sent."""
    return ("submitted", "returned", "due").index(record.state)


def judgement_sentence(
    case: FormulaCase, limits: Limits, start: Decimal | None, ratio: Decimal | None, *, met: bool, early: bool
) -> str:
    """Return the value, the target, the baseline and the way gone, to which the status is added."""
    if case.definition.nature == "milestone":
        return case.against(f"{latest_value(case.definition, case.reading.about)},")
    text = f"{case.against(case.value)}{baseline_phrase(case.definition)}"
    text += "" if met else _shortfall(case, limits, start, ratio)
    text += f", chiar fără {period_list(case.reading.gaps)}" if case.reading.gaps and not early else ""
    return with_first_capital(text)


def _shortfall(case: FormulaCase, limits: Limits, start: Decimal | None, ratio: Decimal | None) -> str:
    """Return how much of the way is gone, or how far the value is from the target where there is no way."""
    if ratio is None:
        return f", {_distance_clause(case, limits)}"
    if ratio < 0:
        return ", mai departe de țintă decât la început"
    share = f"{rounded_number(ratio * HUNDRED, HUNDRED / 2, HUNDRED, places=0)}%"
    if None in limits:
        end = limits[1] if limits[0] is None else limits[0]
        return f", adică {share} din drumul de la {quantity(start)} la {quantity(end)}"
    return f", {_distance_clause(case, limits)}, adică cu {share} mai aproape decât la început"


def _distance_clause(case: FormulaCase, limits: Limits) -> str:
    value, (low, high) = case.reading.value, limits
    below = low is not None and value < low
    distance = low - value if below else value - high
    unit = "puncte procentuale" if unit_of(case.definition).startswith("%") else ""
    return f"cu {with_unit(rounded_number(distance), distance, unit)} {'sub' if below else 'peste'} țintă"


def interim_sentence(case: FormulaCase, limits: Limits | None, today: datetime.date) -> str:
    """Return where an indicator stands while the target's period runs."""
    if today < case.target.period_start:
        when = f"perioada începe la {long_date(case.target.period_start)}"
    else:
        when = f"perioada se încheie la {long_date(case.target.period_end)}"
    text = f"{case.against(_current_value(case))}{baseline_phrase(case.definition)}"
    value = case.reading.value
    if value is not None and limits and limits[1] is not None and value > limits[1] and _is_sum(case):
        text += ", care este deja depășită"
    return f"{with_first_capital(text)}: încă nu e termenul, {when}."


def _current_value(case: FormulaCase) -> str:
    accepted = accepted_without_overlap(case.scope)
    if not accepted:
        return "Nicio valoare acceptată până acum,"
    if case.reading.value is not None and _is_sum(case):
        earlier = [gap for gap in case.reading.gaps if gap[1] < case.reading.parts[-1].period_start]
        without = f", fără {period_list(earlier)}," if earlier else ""
        return f"Până acum {case.value}{without}"
    return f"{latest_value(case.definition, accepted[-1])},"


def _is_sum(case: FormulaCase) -> bool:
    return case.definition.accumulation == "sum" and case.definition.nature != "milestone"


def no_judgement_sentence(case: FormulaCase, by_people: bool) -> str:
    """Return why everything is reported and still no formula can judge."""
    last = case.reading.about or accepted_without_overlap(case.scope)[-1]
    if by_people:
        said = case.against(f"{latest_value(case.definition, last)},")
        return f"{said}: {manual_reason(case.definition, case.target)}."
    reason = {
        "accumulation": f"{latest_value(case.definition, last)}, dar planul nu spune dacă valorile se adună",
        "percentages": "S-au raportat numai procente, care nu se adună",
    }.get(case.reading.obstacle, latest_value(case.definition, last))
    if case.reading.value is not None:
        reason = f"{case.value}, dar suma este incompletă, fără {period_list(case.reading.gaps)}{_no_data(case)}"
    return f"{case.against(f'{with_first_capital(reason)},')}: nu se poate aprecia."


def _no_data(case: FormulaCase) -> str:
    reason = case.reading.about.no_data_reason if case.reading.about else ""
    return f" (nu există date: {clean_clause(reason)})" if reason else ""


def manual_reason(definition: document.IndicatorValue, target: document.TargetValue) -> str:
    """Return why people judge and not the formula."""
    if definition.nature in {"qualitative", "reference"}:
        return "indicatorul se apreciază de evaluatori, nu prin formulă"
    if target.kind == "text":
        return "ținta este în cuvinte și se apreciază de evaluatori, nu prin formulă"
    if definition.nature == "milestone":
        return "ținta nu este a unui jalon, nu se poate aprecia prin formulă"
    good = {"decrease": "scădere", "increase": "creștere"}[definition.direction]
    return f"ținta contrazice sensul bun al indicatorului ({good}), nu se poate aprecia prin formulă"


def latest_value(definition: document.IndicatorValue, record: ReportValue) -> str:
    """Return what one report says, with its period."""
    when = report_period_phrase(record)
    if record.no_data_reason:
        return f"Nu există date pentru {when} ({clean_clause(record.no_data_reason)})"
    value = measured_value(definition, record)
    if value is not None and definition.nature == "milestone":
        return f"Jalon {'atins' if value > 0 else 'neatins'}, raportat pentru {when}"
    if value is not None:
        return f"Ultima valoare: {arithmetic(definition, (record,), value)} ({when})"
    if record.denominator == 0:
        return f"Numitorul raportat pentru {when} este zero, deci nu există un raport"
    return f"Raportat în cuvinte pentru {when}"


def in_review_sentence(case: FormulaCase, record: ReportValue) -> str:
    """Return that what is awaited was sent and is under review."""
    said = case.against(f"Raportat pentru {report_period_phrase(record)}, în evaluare,")
    return f"{said}: încă nu se poate aprecia."


def returned_sentence(case: FormulaCase, record: ReportValue) -> str:
    """Return that what is awaited was sent and given back to be completed."""
    return f"{case.against(_returned_clause(record))}: încă nu se poate aprecia."


def _returned_clause(record: ReportValue) -> str:
    return f"Raportarea pentru {report_period_phrase(record)} a fost întoarsă pentru completare,"


def awaited_sentence(case: FormulaCase, record: ReportValue) -> str:
    """Return until when a report is awaited."""
    awaited = f"Raportul pentru {report_period_phrase(record)} se așteaptă până la {long_date(record.due_on)},"
    return f"{case.against(awaited)}: încă nu e termenul."


def overdue_sentence(case: FormulaCase, record: ReportValue) -> str:
    """Return that a report did not come by its day."""
    return f"{case.against(f'{_missing_clause(record)},')}: neraportat la termen."


def nothing_awaited_sentence(case: FormulaCase) -> str:
    """Return that no report covers the end of the period and none is awaited."""
    return f"{case.against('Nicio raportare nu acoperă sfârșitul perioadei,')}: neraportat la termen."


def _missing_clause(record: ReportValue) -> str:
    return f"Nu s-a raportat pentru {report_period_phrase(record)} până la termenul de {long_date(record.due_on)}"


def no_target_clause(definition: document.IndicatorValue, target: document.TargetValue | None) -> str:
    """Return what is missing, as a clause."""
    if target:
        return f"ținta pentru {period_phrase(target.period_start, target.period_end)} nu este încă stabilită"
    if definition.targets:
        return "nicio țintă nu cuprinde această perioadă"
    return "indicatorul nu are țintă"


def value_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return the newest value of an indicator without a target."""
    qualitative = definition.nature in {"qualitative", "reference"}
    end = "se apreciază de evaluatori, nu prin formulă" if qualitative else "nu se poate aprecia"
    return f"{latest_value(definition, record)}, dar {no_target_clause(definition, target)}: {end}."


def nothing_without_target(definition: document.IndicatorValue, target: document.TargetValue | None) -> str:
    """Return that nothing is promised and nothing is owed."""
    return f"Nu s-a cerut nicio raportare, iar {no_target_clause(definition, target)}: nu se poate aprecia."


def in_review_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return that a report was sent, without a target to compare with."""
    period, reason = report_period_phrase(record), no_target_clause(definition, target)
    return f"Raportat pentru {period}, în evaluare; {reason}: încă nu se poate aprecia."


def returned_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return that a report was given back, without a target to compare with."""
    return f"{_returned_clause(record)} iar {no_target_clause(definition, target)}: încă nu se poate aprecia."


def overdue_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return that a report did not come, without a target to compare with."""
    return f"{_missing_clause(record)}, iar {no_target_clause(definition, target)}: neraportat la termen."


def awaited_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return until when the first report is awaited, without a target to compare with."""
    awaited = f"Prima raportare, pentru {report_period_phrase(record)}, se așteaptă până la {long_date(record.due_on)}"
    return f"{awaited}; {no_target_clause(definition, target)}: încă nu e termenul."


def context_sentence(definition: document.IndicatorValue, record: ReportValue | None) -> str:
    """Return the newest value of what is only context, and why it is not judged."""
    said = latest_value(definition, record) if record else "Nicio valoare acceptată până acum"
    return f"{said}; numai context: valoarea poate crește sau scădea din motive diferite, de aceea nu se apreciază."


def period_list(days) -> str:
    """Return periods as a list: "trimestrul I 2026 și trimestrul III 2026"."""
    names = [period_phrase(start, end) for start, end in days]
    return " și ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def with_first_capital(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
