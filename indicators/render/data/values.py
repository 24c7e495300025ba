"""The accepted values as rows, those that were corrected since among them; what is not accepted is not there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from indicators.progress import periods
from indicators.progress.aggregation import covering_target, measured_value
from indicators.progress.figures import JudgedFigure, figure_when_judged, running_figures
from indicators.progress.report_values import ReportValue
from indicators.progress.vocabulary import STATUS_NAMES, Status
from indicators.render.data.indicator_columns import StatusOfPlan, naming_columns
from indicators.render.data.numbers import plain
from indicators.render.values import target_in_words
from plans.document import IndicatorValue, TargetValue
from plans.document.units import unit_of
from plans.render.data_tables import public_address
from portal.data_files.tables import DataKind, DataTable, data_column, data_table


@dataclass(frozen=True, kw_only=True)
class AcceptedValue(StatusOfPlan):
    """What was accepted of an indicator for one period: `figure` is what was judged, `is_valid` ends when corrected."""

    record: ReportValue
    figure: JudgedFigure | None
    is_valid: bool

    @property
    def definition(self) -> IndicatorValue:
        """The definition under which it was accepted."""
        return self.record.definition or self.standing.indicator

    @property
    def target(self) -> TargetValue | None:
        """The target that it was judged by, or stands under."""
        return self.record.target or covering_target(self.definition.targets, self.record)


def values_table(items: Iterable[StatusOfPlan], *, with_plan: bool = False) -> DataTable:
    """Return the accepted values of some indicators, each indicator's oldest first."""
    rows = [row for one in items for row in _accepted_values(one)]
    return data_table("valori", "Valorile", (*naming_columns(with_plan=with_plan), *COLUMNS), rows)


def _accepted_values(one: StatusOfPlan) -> Iterator[AcceptedValue]:
    standing = one.standing
    for record, _target, running in running_figures(standing.indicator, standing.records):
        if record.state != "accepted":
            continue
        for place, said in enumerate((record, *record.superseded)):
            figure = figure_when_judged(standing.indicator, said, standing.records) if said.verdict else None
            yield AcceptedValue(
                document=one.document,
                standing=standing,
                record=said,
                figure=figure or (None if place else running),
                is_valid=not place,
            )


def _verdict_name(verdict: str) -> str:
    return STATUS_NAMES[Status(verdict)] if verdict else ""


def _sources(one: AcceptedValue) -> str:
    """Return the public proofs of a value, each with its address."""
    proofs = one.record.proofs
    return "; ".join(f"{p.title}: {public_address(p.address) if p.is_file else p.address}" for p in proofs)


number = partial(data_column, kind=DataKind.NUMBER)
day = partial(data_column, kind=DataKind.DATE)
COLUMNS = (
    data_column(
        "Perioada", lambda one: periods.name(one.record.period_start, one.record.period_end), "Perioada raportată."
    ),
    day("De la", lambda one: one.record.period_start, "Prima ei zi."),
    day("Până la", lambda one: one.record.period_end, "Ultima ei zi."),
    number("Valoarea", lambda one: plain(measured_value(one.definition, one.record)), "Numărul perioadei."),
    data_column("Unitatea", lambda one: unit_of(one.definition), "Unitatea de măsură."),
    number("Numărătorul", lambda one: one.record.numerator, "La rapoarte și evoluții: primul număr."),
    number("Numitorul", lambda one: one.record.denominator, "La rapoarte și evoluții: al doilea număr."),
    data_column("În cuvinte", lambda one: one.record.text, "Unde valoarea nu e un număr.", width=30),
    data_column(
        "De ce nu sunt date", lambda one: one.record.no_data_reason, "Lipsa datelor nu înseamnă zero.", width=30
    ),
    number(
        "Valoarea apreciată",
        lambda one: plain(one.figure.value) if one.figure else None,
        "Numărul comparat cu ținta: cumulat, unde valorile se adună.",
    ),
    data_column("Cum e apreciată", lambda one: one.figure.name if one.figure else "", "Din ce e făcut acel număr."),
    number("Ținta", lambda one: one.target.value if one.target else None, "Ținta perioadei."),
    number("Ținta, limita de sus", lambda one: one.target.upper_value if one.target else None, "La intervale."),
    data_column(
        "Ținta în cuvinte", lambda one: target_in_words(one.target, one.definition), "Cum se citește.", width=34
    ),
    data_column("Aprecierea", lambda one: _verdict_name(one.record.judgement), "Verdictul asupra raportului."),
    data_column("Motivul aprecierii", lambda one: one.record.verdict_reason, "Scris de cine a apreciat.", width=40),
    data_column("Propunerea formulei", lambda one: _verdict_name(one.record.proposed), "Ce ieșea din calcul."),
    data_column("Stadiul indicatorului", lambda one: STATUS_NAMES[one.standing.status], "Cel de astăzi."),
    data_column(
        "Instituția",
        lambda one: one.record.institution.name if one.record.institution else "",
        "Cine a raportat.",
        width=34,
    ),
    day("Raportată la", lambda one: one.record.reported_on, "Ziua în care a fost trimisă."),
    day("Acceptată la", lambda one: one.record.accepted_on, "Ziua în care a fost acceptată."),
    data_column("Lămuriri", lambda one: one.record.narrative, "Scrise de cine a raportat.", width=40),
    data_column("Sursa de verificare", lambda one: one.definition.verification_source, "Sursa din plan.", width=30),
    data_column("Dovezi", _sources, "Dovezile publice, cu adresele lor.", width=40),
    data_column("Valabilă", lambda one: one.is_valid, "„Nu” la ce a fost corectat între timp.", kind=DataKind.YES_NO),
)
