"""One sentence for each thing that the formula can say of an indicator, with the numbers it rests on."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from indicators.progress.aggregation import Aggregate, accepted_without_overlap, measured_value
from indicators.progress.report_values import ReportValue
from indicators.progress.vocabulary import STATUS_NAMES, Status
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
from portal.own_words import is_translated, own_words
from portal.romanian import long_date, quantity, with_unit
from portal.translated_words import lazy_words

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
        target = target_phrase(self.definition, self.target)
        return gettext("%(said)s față de %(target)s") % {"said": said, "target": target}

    @property
    def value(self) -> str:
        """Return the value with the arithmetic that it comes from."""
        others = (self.target.value, self.target.upper_value, self.definition.baseline_value)
        return arithmetic(self.definition, self.reading.parts, self.reading.value, *others)


def _nearness(record: ReportValue) -> int:
    """Order what is awaited: what is in review, then what was returned, then what was not sent."""
    return ("submitted", "returned", "due").index(record.state)


@lazy_words
def judgement_sentence(
    case: FormulaCase, limits: Limits, start: Decimal | None, ratio: Decimal | None, status: Status, *, early: bool
) -> str:
    """Return the value, the target, the baseline, the way gone and the status."""
    said = "%(said)s: %(status)s."
    if early and status == Status.NOT_MET:
        said = gettext("%(said)s: %(status)s, deși perioada nu s-a încheiat.")
    elif early:
        said = gettext("%(said)s: %(status)s înainte de sfârșitul perioadei.")
    figures = _judged_figures(case, limits, start, ratio, met=status == Status.MET, early=early)
    return said % {"said": figures, "status": STATUS_NAMES[status]}


def _judged_figures(
    case: FormulaCase, limits: Limits, start: Decimal | None, ratio: Decimal | None, *, met: bool, early: bool
) -> str:
    if case.definition.nature == "milestone":
        return case.against(f"{latest_value(case.definition, case.reading.about)},")
    text = f"{case.against(case.value)}{baseline_phrase(case.definition)}"
    text += "" if met else _shortfall(case, limits, start, ratio)
    if case.reading.gaps and not early:
        text += ", " + gettext("chiar fără %(periods)s") % {"periods": period_list(case.reading.gaps)}
    return with_first_capital(text)


def _shortfall(case: FormulaCase, limits: Limits, start: Decimal | None, ratio: Decimal | None) -> str:
    """Return how much of the way is gone, or how far the value is from the target where there is no way."""
    if ratio is None:
        return f", {_distance_clause(case, limits)}"
    if ratio < 0:
        return ", " + gettext("mai departe de țintă decât la început")
    share = f"{rounded_number(ratio * HUNDRED, HUNDRED / 2, HUNDRED, places=0)}%"
    if None in limits:
        end = limits[1] if limits[0] is None else limits[0]
        way = {"share": share, "start": quantity(start), "end": quantity(end)}
        return ", " + gettext("adică %(share)s din drumul de la %(start)s la %(end)s") % way
    nearer = gettext("adică cu %(share)s mai aproape decât la început") % {"share": share}
    return f", {_distance_clause(case, limits)}, {nearer}"


def _distance_clause(case: FormulaCase, limits: Limits) -> str:
    value, (low, high) = case.reading.value, limits
    below = low is not None and value < low
    distance = low - value if below else value - high
    said = rounded_number(distance)
    if unit_of(case.definition).startswith("%"):
        points = gettext("puncte procentuale")
        said = f"{said} {points}" if is_translated() else with_unit(said, distance, points)
    return (gettext("cu %(distance)s sub țintă") if below else gettext("cu %(distance)s peste țintă")) % {
        "distance": said
    }


@lazy_words
def interim_sentence(case: FormulaCase, limits: Limits | None, today: datetime.date) -> str:
    """Return where an indicator stands while the target's period runs."""
    if today < case.target.period_start:
        when = gettext("perioada începe la %(day)s") % {"day": long_date(case.target.period_start)}
    else:
        when = gettext("perioada se încheie la %(day)s") % {"day": long_date(case.target.period_end)}
    text = f"{case.against(_current_value(case))}{baseline_phrase(case.definition)}"
    value = case.reading.value
    if value is not None and limits and limits[1] is not None and value > limits[1] and _is_sum(case):
        text += ", " + gettext("care este deja depășită")
    return gettext("%(said)s: încă nu e termenul, %(when)s.") % {"said": with_first_capital(text), "when": when}


def _current_value(case: FormulaCase) -> str:
    accepted = accepted_without_overlap(case.scope)
    if not accepted:
        return gettext("Nicio valoare acceptată încă din perioada țintei,")
    if case.reading.value is not None and _is_sum(case):
        earlier = [gap for gap in case.reading.gaps if gap[1] < case.reading.parts[-1].period_start]
        said = gettext("Până acum %(value)s, fără %(periods)s,") if earlier else gettext("Până acum %(value)s")
        return said % {"value": case.value, "periods": period_list(earlier)}
    return f"{latest_value(case.definition, accepted[-1])},"


def _is_sum(case: FormulaCase) -> bool:
    return case.definition.accumulation == "sum" and case.definition.nature != "milestone"


@lazy_words
def no_judgement_sentence(case: FormulaCase, by_people: bool) -> str:
    """Return why everything is reported and still no formula can judge."""
    last = case.reading.about or accepted_without_overlap(case.scope)[-1]
    if by_people:
        said = case.against(f"{latest_value(case.definition, last)},")
        return f"{said}: {manual_reason(case.definition, case.target)}."
    reason = latest_value(case.definition, last)
    if case.reading.obstacle == "accumulation":
        reason = gettext("%(value)s, dar planul nu spune dacă valorile se adună") % {"value": reason}
    elif case.reading.obstacle == "percentages":
        reason = gettext("S-au raportat numai procente, care nu se adună")
    if case.reading.value is not None:
        reason = gettext("%(value)s, dar suma este incompletă, fără %(periods)s") % {
            "value": case.value,
            "periods": f"{period_list(case.reading.gaps)}{_no_data(case)}",
        }
    said = case.against(f"{with_first_capital(reason)},")
    return gettext("%(said)s: nu se poate aprecia.") % {"said": said}


def _no_data(case: FormulaCase) -> str:
    reason = case.reading.about.no_data_reason if case.reading.about else ""
    if not reason:
        return ""
    said = gettext("nu există date: %(reason)s") % {"reason": own_words(clean_clause(reason))}
    return f" ({said})"


def manual_reason(definition: document.IndicatorValue, target: document.TargetValue) -> str:
    """Return why people judge and not the formula."""
    if definition.nature in {"qualitative", "reference"}:
        return gettext("indicatorul se apreciază de evaluatori, nu prin formulă")
    if target.kind == "text":
        return gettext("ținta este în cuvinte și se apreciază de evaluatori, nu prin formulă")
    if definition.nature == "milestone":
        return gettext("ținta nu este a unui jalon, nu se poate aprecia prin formulă")
    good = {"decrease": gettext("scădere"), "increase": gettext("creștere")}[definition.direction]
    said = gettext("ținta contrazice sensul bun al indicatorului (%(direction)s), nu se poate aprecia prin formulă")
    return said % {"direction": good}


def latest_value(definition: document.IndicatorValue, record: ReportValue) -> str:
    """Return what one report says, with its period."""
    when = report_period_phrase(record)
    if record.no_data_reason:
        reason = own_words(clean_clause(record.no_data_reason))
        return gettext("Nu există date pentru %(period)s (%(reason)s)") % {"period": when, "reason": reason}
    value = measured_value(definition, record)
    if value is not None and definition.nature == "milestone":
        reached, missed = (
            gettext("Jalon atins, raportat pentru %(period)s"),
            gettext("Jalon neatins, raportat pentru %(period)s"),
        )
        return (reached if value > 0 else missed) % {"period": when}
    if value is not None:
        said = arithmetic(definition, (record,), value)
        return gettext("Ultima valoare: %(value)s (%(period)s)") % {"value": said, "period": when}
    if record.denominator == 0:
        return gettext("Numitorul raportat pentru %(period)s este zero, deci nu există un raport") % {"period": when}
    return gettext("Raportat în cuvinte pentru %(period)s") % {"period": when}


@lazy_words
def in_review_sentence(case: FormulaCase, record: ReportValue) -> str:
    """Return that what is awaited was sent and is under review."""
    said = gettext("Raportat pentru %(period)s, în evaluare,") % {"period": report_period_phrase(record)}
    return gettext("%(said)s: încă nu se poate aprecia.") % {"said": case.against(said)}


@lazy_words
def returned_sentence(case: FormulaCase, record: ReportValue) -> str:
    """Return that what is awaited was sent and given back to be completed."""
    return gettext("%(said)s: încă nu se poate aprecia.") % {"said": case.against(_returned_clause(record))}


def _returned_clause(record: ReportValue) -> str:
    said = gettext("Raportarea pentru %(period)s a fost întoarsă pentru completare,")
    return said % {"period": report_period_phrase(record)}


@lazy_words
def awaited_sentence(case: FormulaCase, record: ReportValue) -> str:
    """Return until when a report is awaited."""
    said = gettext("Raportul pentru %(period)s se așteaptă până la %(day)s,")
    awaited = said % {"period": report_period_phrase(record), "day": long_date(record.due_on)}
    return gettext("%(said)s: încă nu e termenul.") % {"said": case.against(awaited)}


@lazy_words
def overdue_sentence(case: FormulaCase, record: ReportValue) -> str:
    """Return that a report did not come by its day."""
    return gettext("%(said)s: neraportat la termen.") % {"said": case.against(f"{_missing_clause(record)},")}


@lazy_words
def nothing_awaited_sentence(case: FormulaCase) -> str:
    """Return that no report covers the end of the period and none is awaited."""
    said = case.against(gettext("Nicio raportare nu acoperă sfârșitul perioadei,"))
    return gettext("%(said)s: neraportat la termen.") % {"said": said}


def _missing_clause(record: ReportValue) -> str:
    said = gettext("Nu s-a raportat pentru %(period)s până la termenul de %(day)s")
    return said % {"period": report_period_phrase(record), "day": long_date(record.due_on)}


def no_target_clause(definition: document.IndicatorValue, target: document.TargetValue | None) -> str:
    """Return what is missing, as a clause."""
    if target:
        period = period_phrase(target.period_start, target.period_end)
        return gettext("ținta pentru %(period)s nu este încă stabilită") % {"period": period}
    if definition.targets:
        return gettext("nicio țintă nu cuprinde această perioadă")
    return gettext("indicatorul nu are țintă")


@lazy_words
def value_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return the newest value of an indicator without a target."""
    qualitative = definition.nature in {"qualitative", "reference"}
    said = gettext("%(value)s, dar %(target)s: nu se poate aprecia.")
    if qualitative:
        said = gettext("%(value)s, dar %(target)s: se apreciază de evaluatori, nu prin formulă.")
    return said % {"value": latest_value(definition, record), "target": no_target_clause(definition, target)}


@lazy_words
def nothing_without_target(definition: document.IndicatorValue, target: document.TargetValue | None) -> str:
    """Return that nothing is promised and nothing is owed."""
    said = gettext("Nu s-a cerut nicio raportare, iar %(target)s: nu se poate aprecia.")
    return said % {"target": no_target_clause(definition, target)}


@lazy_words
def in_review_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return that a report was sent, without a target to compare with."""
    said = gettext("Raportat pentru %(period)s, în evaluare; %(target)s: încă nu se poate aprecia.")
    return said % {"period": report_period_phrase(record), "target": no_target_clause(definition, target)}


@lazy_words
def returned_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return that a report was given back, without a target to compare with."""
    said = gettext("%(said)s iar %(target)s: încă nu se poate aprecia.")
    return said % {"said": _returned_clause(record), "target": no_target_clause(definition, target)}


@lazy_words
def overdue_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return that a report did not come, without a target to compare with."""
    said = gettext("%(said)s, iar %(target)s: neraportat la termen.")
    return said % {"said": _missing_clause(record), "target": no_target_clause(definition, target)}


@lazy_words
def awaited_without_target(
    definition: document.IndicatorValue, target: document.TargetValue | None, record: ReportValue
) -> str:
    """Return until when the first report is awaited, without a target to compare with."""
    said = gettext("Prima raportare, pentru %(period)s, se așteaptă până la %(day)s; %(target)s: încă nu e termenul.")
    return said % {
        "period": report_period_phrase(record),
        "day": long_date(record.due_on),
        "target": no_target_clause(definition, target),
    }


@lazy_words
def context_sentence(definition: document.IndicatorValue, record: ReportValue | None) -> str:
    """Return the newest value of what is only context, and why it is not judged."""
    value = latest_value(definition, record) if record else gettext("Nicio valoare acceptată până acum")
    said = gettext(
        "%(value)s; numai context: valoarea poate crește sau scădea din motive diferite, de aceea nu se apreciază."
    )
    return said % {"value": value}


def period_list(days) -> str:
    """Return periods as a list: "trimestrul I 2026 și trimestrul III 2026"."""
    names = [period_phrase(start, end) for start, end in days]
    if len(names) < 2:
        return "".join(names)
    return gettext("%(several)s și %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}


def with_first_capital(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
