"""The figure that is judged: of what reports say, the one that stands against the target, and its name.

Where the values of several periods add up, that is what they make together so far, not what the newest period says.
Whoever shows a status, a verdict or a target takes the figure from here, so that all show the same one.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from indicators.progress.aggregation import (
    QUOTIENT_NATURES,
    Aggregate,
    aggregate,
    covering_target,
    has_pair,
    measured_value,
    reports_within,
)
from indicators.progress.periods import MONTHS_OF, periods
from indicators.progress.report_values import ReportValue
from indicators.progress.wording import arithmetic, clean_clause, period_phrase, value_with_unit
from plans import document
from portal.own_words import own_words
from portal.romanian import long_date

COUNTED_NATURES = {"count", *QUOTIENT_NATURES}


@dataclass(frozen=True, kw_only=True)
class JudgedFigure:
    """The figure that stands against a target: with its unit, as arithmetic, and what it is called.

    `value` is None where the figure is in words; `parts` are the reports that it is made of, the oldest first.
    """

    definition: document.IndicatorValue
    value: Decimal | None
    parts: tuple[ReportValue, ...]

    @property
    def text(self) -> str:
        """Return it with its unit."""
        said = self._words()
        return said or value_with_unit(self.definition, self.value, self._is_paired)

    @property
    def workings(self) -> str:
        """Return how it comes from its reports."""
        return self._words() or arithmetic(self.definition, self.parts, self.value)

    @property
    def name(self) -> str:
        """Return what it is called: its period, and how it was made where it is of several."""
        return _name(self.parts)

    @property
    def _is_paired(self) -> bool:
        return all(has_pair(self.definition, record) for record in self.parts)

    def _words(self) -> str:
        """Return what is said without a number; nothing where there is one."""
        if self.value is None:
            return own_words(self.parts[0].text)
        if self.definition.nature == "milestone":
            return gettext("realizat") if self.value > 0 else gettext("nerealizat")
        return ""

    @property
    def is_accumulated(self) -> bool:
        """Tell whether it is made of the values of several periods."""
        return len(self.parts) > 1

    def is_of(self, record: ReportValue | None) -> bool:
        """Tell whether it is just what one report says, so that it need not stand beside it again."""
        return record is not None and [_days(part) for part in self.parts] == [_days(record)]

    @property
    def sentence(self) -> str:
        """Return the figure with its name: "103 accidente, cumulat de la începutul anului"."""
        return f"{clean_clause(self.text)}, {self.name}"


def figure_of(definition: document.IndicatorValue, reading: Aggregate) -> JudgedFigure | None:
    """Return the figure of what reports make together; None where they make none."""
    if reading.value is None:
        said = reading.about
        return _words(definition, said) if reading.obstacle == "words" and said else None
    return JudgedFigure(definition=definition, value=reading.value, parts=reading.parts)


def judged_figure(
    definition: document.IndicatorValue, target: document.TargetValue | None, records: Iterable[ReportValue]
) -> JudgedFigure | None:
    """Return the figure that stands against a target; without a target, or for context, the newest value."""
    if target is None or definition.direction == "context_only":
        return newest_figure(definition, records)
    return figure_of(definition, aggregate(definition, target, _scope(target, records)))


def newest_figure(definition: document.IndicatorValue, records: Iterable[ReportValue]) -> JudgedFigure | None:
    """Return what the newest accepted report says, as a figure."""
    accepted = [one for one in reports_within(records, datetime.date.min, datetime.date.max) if one.state == "accepted"]
    if not accepted or accepted[-1].no_data_reason:
        return None
    value = measured_value(definition, accepted[-1])
    if value is None:
        return _words(definition, accepted[-1])
    return figure_of(definition, Aggregate(value=value, parts=(accepted[-1],), about=accepted[-1]))


def figure_when_judged(
    definition: document.IndicatorValue, record: ReportValue, records: Iterable[ReportValue]
) -> JudgedFigure | None:
    """Return the figure that the verdict on an accepted report rested on.

    It is made of what was accepted by that day inside the target that the report was judged by; what was corrected
    since counts as it was known then.
    """
    definition = record.definition or definition
    target = record.target or covering_target(definition.targets, record)
    known = (_version_on(one, record.accepted_on) for one in records if _days(one) != _days(record))
    return judged_figure(definition, target, [record, *(one for one in known if one)]) if target else None


def running_figures(
    definition: document.IndicatorValue, records: Iterable[ReportValue]
) -> Iterator[tuple[ReportValue, document.TargetValue | None, JudgedFigure | None]]:
    """Yield each report in the order of time, its target, and the figure that stood against it at the period's end."""
    ordered = sorted(records, key=lambda record: (record.period_start, record.period_end))
    for record in ordered:
        target = covering_target(definition.targets, record)
        figure = None
        if target and record.state == "accepted":
            until = [one for one in ordered if one.period_end <= record.period_end]
            figure = judged_figure(definition, target, until)
        yield record, target, figure


def accumulates(definition: document.IndicatorValue) -> bool:
    """Tell whether the values of several periods make one figure together."""
    return definition.accumulation == "sum" and definition.nature in COUNTED_NATURES


def accumulation_gap(definition, targets: Iterable) -> str:
    """Return why no formula could judge what will be reported of an indicator, as a clause; empty where one could.

    The values of several periods inside one target need a rule, and percentages without their two numbers never add up.
    """
    natures = COUNTED_NATURES - {"count"} if definition.accumulation else COUNTED_NATURES
    if definition.nature not in natures or definition.direction == "context_only" or not definition.frequency:
        return ""
    if not any(_has_several_periods(definition.frequency, target) for target in targets):
        return ""
    if not definition.accumulation:
        return "se raportează mai des decât sunt țintele, dar nu s-a ales dacă valorile se adună sau contează ultima"
    if definition.accumulation == "sum" and definition.nature == "percent":
        return "valorile lui sunt procente, care nu se adună: alegeți că va conta ultima sau natura „raport”"
    return ""


def asked_sentence(definition) -> str:
    """Return whether a report asks for its period alone or for the total so far."""
    if definition.nature not in COUNTED_NATURES or definition.frequency == "yearly":
        return ""
    if definition.accumulation == "sum":
        return (
            "Se cere numai ce privește perioada raportată, fără perioadele dinainte: portalul cumulează valorile "
            "și apreciază totalul."
        )
    if definition.accumulation == "latest":
        return (
            "Se cere situația la sfârșitul perioadei, cu tot ce a fost până atunci: dintre valorile raportate "
            "se apreciază ultima."
        )
    if accumulation_gap(definition, definition.targets):
        return "Se cere valoarea perioadei raportate; planul nu spune dacă valorile mai multor perioade se adună."
    return "Se cere valoarea perioadei raportate."


def asked_in_brief(definition) -> str:
    """Return the same in a few words, for where many reports stand together; empty where that is plain."""
    if not asked_sentence(definition):
        return ""
    briefly = {"sum": "numai perioada raportată", "latest": "cum era la sfârșitul perioadei"}
    if definition.accumulation in briefly:
        return briefly[definition.accumulation]
    return "planul nu spune dacă valorile se adună" if accumulation_gap(definition, definition.targets) else ""


def _words(definition: document.IndicatorValue, record: ReportValue) -> JudgedFigure | None:
    return JudgedFigure(definition=definition, value=None, parts=(record,)) if record.text else None


def _name(parts: tuple[ReportValue, ...]) -> str:
    """Return what a figure is called: its period, and how it was made where it is of several."""
    start, end = parts[0].period_start, parts[-1].period_end
    if len(parts) == 1:
        return period_phrase(start, end)
    if start.year != end.year or (start.month, start.day) != (1, 1):
        return gettext("cumulat pe %(period)s") % {"period": period_phrase(start, end)}
    if (end.month, end.day) == (12, 31):
        return gettext("cumulat pe anul %(year)s") % {"year": end.year}
    return gettext("cumulat de la începutul anului până la %(day)s") % {"day": long_date(end)}


def _scope(target: document.TargetValue, records: Iterable[ReportValue]) -> tuple[ReportValue, ...]:
    return reports_within(records, target.period_start, target.period_end)


def _days(record: ReportValue) -> tuple[datetime.date, datetime.date]:
    return record.period_start, record.period_end


def _version_on(record: ReportValue, day: datetime.date | None) -> ReportValue | None:
    """Return what was accepted for a period by a day: the report, or the newest that it corrected since."""
    versions = [one for one in (record, *record.superseded) if one.state == "accepted"]
    return next((one for one in versions if not (day and one.accepted_on) or one.accepted_on <= day), None)


def _has_several_periods(frequency: str, target) -> bool:
    if (target.period_end - target.period_start).days < MONTHS_OF[frequency] * 28:
        return False
    found = periods(frequency, target.period_start, target.period_end)
    return next(found, None) is not None and next(found, None) is not None
