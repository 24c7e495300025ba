"""A published plan as tables of data: its elements, the history of its targets, its budget."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.conf import settings

from plans.document import BudgetLineValue, ColumnValue, Document, ElementValue, IndicatorValue, TargetValue
from plans.document.columns import NUMERIC_TYPES, ColumnType, is_fitting
from plans.document.fields import ELEMENT_FIELDS, ElementField, FieldKind
from plans.document.units import unit_of
from plans.render.facts import COMPARISONS, column_text, retirement_text, target_text
from plans.render.money_chart import money_by_root
from portal.data_files.tables import DataKind, DataTable, DataValue, ReadColumn, data_column, data_table


def public_address(path: str) -> str:
    """Return the whole address of a public page."""
    return f"{settings.SITE_URL}{path}"


def elements_table(document: Document, elements: Iterable[ElementValue]) -> DataTable:
    """Return elements of a plan as rows, in its order, with everything that the plan says of them."""
    by_uid = document.by_uid
    columns = (
        data_column("Nivel", lambda one: document.level[one.level].name, "Ce fel de element este.", width=22),
        data_column("Cod", lambda one: one.printed_code, "Codul tipărit în plan."),
        data_column("Titlu", lambda one: one.title, "Textul din plan.", width=60),
        data_column(
            "Ține de",
            lambda one: by_uid[one.parent].printed_name if one.parent else "",
            "Elementul de deasupra.",
            width=40,
        ),
        *(_declared_column(document, declared) for declared in ELEMENT_FIELDS),
        *_own_columns(document),
        data_column("Retras", lambda one: retirement_text(one.retired), "De când nu se mai urmărește și de ce."),
        data_column(
            "Adresa",
            lambda one: public_address(f"/planuri/{document.slug}/{one.address}/"),
            "Pagina publică.",
            width=40,
        ),
        data_column("Identificator", lambda one: one.uid, "Rămâne același în toate edițiile planului.", width=38),
    )
    return data_table("elemente", "Elementele", columns, elements)


def _declared_column(document: Document, declared: ElementField) -> ReadColumn:
    about = declared.help or "Așa cum e tipărit în plan."
    if declared.kind == FieldKind.DATE:
        return data_column(declared.heading, lambda one: getattr(one, declared.name), about, kind=DataKind.DATE)
    return data_column(declared.heading, lambda one: column_text(document, one, declared.name), about, width=34)


def _own_columns(document: Document) -> Iterator[ReadColumn]:
    """Yield the columns of the plan's own, each once whatever the levels that have it."""
    for (_prefix, field), column in {(None, key[1]): one for key, one in document.own_columns.items()}.items():
        heading = f"{column.label} ({column.unit})" if column.unit else column.label
        yield data_column(heading, partial(_own_value, column, field), "Coloană a planului.", kind=own_kind(column))


def own_kind(column: ColumnValue) -> DataKind:
    """Return what the cells of a column of the plan's own hold."""
    if column.type in NUMERIC_TYPES:
        return DataKind.NUMBER
    return DataKind.DATE if column.type == ColumnType.DATE else DataKind.TEXT


def _own_value(column: ColumnValue, field: str, element: ElementValue) -> DataValue:
    return own_cell(column, element.extra.get(field, ""))


def own_cell(column: ColumnValue | None, text: str) -> DataValue:
    """Return a value of a column of the plan's own by its type; what does not fit the type is text."""
    if column is None or not text or not is_fitting(column, text):
        return text
    kind = own_kind(column)
    if kind == DataKind.NUMBER:
        return Decimal(text)
    return datetime.date.fromisoformat(text) if kind == DataKind.DATE else text


@dataclass(frozen=True)
class _Promise:
    indicator: IndicatorValue
    target: TargetValue


def targets_table(indicators: Iterable[IndicatorValue]) -> DataTable:
    """Return every target that was ever promised of some indicators, the replaced ones too."""
    rows = [
        _Promise(indicator, target)
        for indicator in indicators
        for target in sorted(
            (*indicator.former_targets, *indicator.targets),
            key=lambda one: (one.period_start, one.period_end, one.replaced_on or datetime.date.max),
        )
    ]
    day = partial(data_column, kind=DataKind.DATE)
    number = partial(data_column, kind=DataKind.NUMBER)
    columns = (
        number("Nr. indicator", lambda one: one.indicator.number, "Numărul indicatorului în plan."),
        data_column("Indicator", lambda one: one.indicator.title, "Textul din plan.", width=60),
        day("De la", lambda one: one.target.period_start, "Prima zi a perioadei pentru care e promisă."),
        day("Până la", lambda one: one.target.period_end, "Ultima zi a perioadei."),
        data_column("Fel", lambda one: _comparison(one.target), "Cum se compară valoarea cu ținta."),
        number("Ținta", lambda one: one.target.value, "Numărul promis; gol unde ținta e numai în cuvinte."),
        number("Ținta, limita de sus", lambda one: one.target.upper_value, "Numai unde ținta e un interval."),
        data_column("Unitatea", lambda one: unit_of(one.indicator), "Unitatea de măsură."),
        data_column(
            "În cuvinte", lambda one: target_text(one.target, one.indicator), "Ținta cum se citește.", width=40
        ),
        day("Stabilită la", lambda one: one.target.set_on, "Ziua în care a fost promisă, dacă se știe."),
        day("Înlocuită la", lambda one: one.target.replaced_on, "Gol la ținta care contează astăzi."),
        data_column("Motivul", lambda one: one.target.reason, "De ce a luat locul celei dinainte.", width=40),
        data_column("Actul", lambda one: one.target.act, "Actul prin care a fost schimbată.", width=30),
    )
    return data_table("tinte", "Țintele", columns, rows)


def _comparison(target: TargetValue) -> str:
    if target.value is None:
        return "în cuvinte"
    return "interval" if target.upper_value is not None else COMPARISONS.get(target.kind, target.kind)


def budget_table(lines: Iterable[BudgetLineValue]) -> DataTable:
    """Return the lines of a plan's budget, as printed: nothing is computed again."""
    number = partial(data_column, kind=DataKind.NUMBER)
    columns = (
        number("Anul", lambda line: line.year, "Anul bugetului."),
        data_column("Rândul", lambda line: line.label, "Cum e numit în plan.", width=60),
        number("Suma", lambda line: line.amount, "Suma tipărită."),
        data_column("Unitatea", lambda line: line.unit, "Moneda sau unitatea sumei."),
        number("Ponderea (%)", lambda line: line.share, "Procentul tipărit; nu e calculat din nou."),
        data_column("Total", lambda line: line.is_total, "Dacă rândul e totalul anului.", kind=DataKind.YES_NO),
    )
    return data_table("buget", "Bugetul", columns, lines)


def money_table(document: Document) -> DataTable:
    """Return what the plan's columns of money come to for each of its highest elements, computed from their sums."""
    rows = [(money, row) for money in money_by_root(document) for row in money.rows]
    columns = (
        data_column("Coloana", lambda row: row[0].column.label, "Coloana planului, cum e numită în el.", width=30),
        data_column("Denumirea", lambda row: row[1].root.printed_name, "Elementul, cu tot ce e sub el.", width=60),
        data_column("Suma", lambda row: row[1].amount, "Suma valorilor de sub el.", kind=DataKind.NUMBER),
        data_column("Unitatea", lambda row: row[0].column.unit, "Moneda sau unitatea sumei."),
    )
    return data_table("sume", "Sumele", columns, rows)
