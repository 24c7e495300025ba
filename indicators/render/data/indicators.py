"""Indicators as rows: how each is defined, and where it stands today."""

from collections.abc import Iterable
from functools import partial

from indicators.progress import periods
from indicators.progress.figures import JudgedFigure
from indicators.progress.indicator_status import StatusCounts
from indicators.progress.vocabulary import STATUS_NAMES, Status
from indicators.render.data.indicator_columns import StatusOfPlan, naming_columns
from indicators.render.data.numbers import plain
from indicators.render.indicator_rows import indicator_address
from indicators.render.values import printed_value, target_in_words
from plans.document.units import unit_of
from plans.render.data_tables import public_address
from plans.render.facts import DIRECTIONS, FREQUENCIES, NATURES, retirement_text
from portal.data_files.tables import DataKind, DataTable, data_column, data_table

ACCUMULATIONS = {"sum": "valorile perioadelor se adună", "latest": "contează ultima valoare", "": ""}
number = partial(data_column, kind=DataKind.NUMBER)


def indicators_table(items: Iterable[StatusOfPlan], *, with_plan: bool = False) -> DataTable:
    """Return indicators as rows, with what they are and where they stand."""
    columns = (*naming_columns(with_plan=with_plan), *DEFINITION, *STANDING)
    return data_table("indicatori", "Indicatorii", columns, items)


def counts_table(groups: Iterable[tuple[str, StatusCounts]]) -> DataTable:
    """Return how many indicators of each objective have each status; the last row is not a sum, it is the plan."""
    columns = (
        data_column("Obiectivul", lambda group: group[0], "Cu tot ce e sub el.", width=60),
        *(
            number(name.capitalize(), partial(_count, status), f"Câți indicatori au stadiul „{name}”.")
            for status, name in STATUS_NAMES.items()
        ),
        number("În total", lambda group: sum(group[1].values()), "Câți indicatori sunt."),
        number("Raportați", lambda group: group[1].reported, "Câți au cel puțin o valoare acceptată."),
    )
    return data_table("stadii", "Stadiile", columns, groups)


def _count(status: Status, group: tuple[str, StatusCounts]) -> int:
    return group[1].get(status, 0)


def _figure(one: StatusOfPlan) -> JudgedFigure | None:
    return one.standing.figure


def _latest_period(one: StatusOfPlan) -> str:
    latest = one.standing.latest
    return periods.name(latest.period_start, latest.period_end) if latest else ""


DEFINITION = (
    data_column("Tipul", lambda one: NATURES.get(one.standing.indicator.nature, ""), "Ce fel de valoare are."),
    data_column(
        "Minimal",
        lambda one: one.standing.indicator.minimal,
        "Dacă planul îl numește indicator minimal.",
        kind=DataKind.YES_NO,
    ),
    data_column("Unitatea", lambda one: unit_of(one.standing.indicator), "Unitatea de măsură."),
    data_column("Sensul bun", lambda one: DIRECTIONS.get(one.standing.indicator.direction, ""), "Încotro e mai bine."),
    data_column("Se raportează", lambda one: FREQUENCIES.get(one.standing.indicator.frequency, ""), "Cât de des."),
    data_column(
        "Cum se cumulează",
        lambda one: ACCUMULATIONS.get(one.standing.indicator.accumulation, ""),
        "Ce se compară cu ținta când sunt mai multe perioade.",
    ),
    data_column(
        "Instituția",
        lambda one: one.standing.indicator.institution.name if one.standing.indicator.institution else "",
        "Cine raportează.",
        width=34,
    ),
    data_column("Definiția", lambda one: one.standing.indicator.definition, "Cum se calculează.", width=40),
    data_column(
        "Sursa de verificare", lambda one: one.standing.indicator.verification_source, "De unde se ia.", width=30
    ),
    number("Valoarea de referință", lambda one: one.standing.indicator.baseline_value, "De la ce s-a pornit."),
    data_column("Perioada de referință", lambda one: one.standing.indicator.baseline_period, "Când era așa."),
    data_column("Sursa referinței", lambda one: one.standing.indicator.baseline_source, "De unde se știe."),
    data_column(
        "Retras",
        lambda one: retirement_text(one.document.retirement_of(one.standing.indicator)),
        "De când nu se mai urmărește și de ce.",
    ),
)
STANDING = (
    data_column(
        "Ținta",
        lambda one: target_in_words(one.standing.target, one.standing.indicator),
        "Ținta care contează astăzi.",
        width=34,
    ),
    data_column("Ultima perioadă", _latest_period, "Ultima perioadă cu un raport acceptat."),
    data_column(
        "Ultima valoare",
        lambda one: printed_value(one.standing.indicator, one.standing.latest) if one.standing.latest else "",
        "Ce spune raportul acelei perioade.",
        width=30,
    ),
    number(
        "Valoarea apreciată",
        lambda one: plain(_figure(one).value) if _figure(one) else None,
        "Numărul care stă față în față cu ținta.",
    ),
    data_column("Stadiul", lambda one: STATUS_NAMES[one.standing.status], "Vezi pagina Metodologie.", width=24),
    data_column("De ce", lambda one: one.standing.explanation, "Aprecierea și calculul.", width=60),
    data_column("Raportat", lambda one: str(one.standing.reported.text), "Dacă a venit ce se datora.", width=30),
    data_column("Actual", lambda one: str(one.standing.fresh.text), "Cât de vechi e ultimul răspuns.", width=30),
    data_column("Adresa", lambda one: public_address(indicator_address(one.document, one.standing)), "Pagina publică."),
)
