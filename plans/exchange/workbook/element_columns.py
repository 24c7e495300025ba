"""The columns of the sheet of elements: where they stand, what they say, and the columns of the plan's own."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from plans.document import ColumnValue
from plans.document.columns import NUMERIC_TYPES, ColumnType, column_words
from plans.document.fields import ElementField, FieldKind
from plans.exchange.elements import ELEMENT_META, OWN_PREFIX, SHEET_FIELDS, read_own_value
from plans.exchange.imports.widgets import CodeWidget, DayWidget, PositionWidget
from plans.exchange.workbook.columns import SheetColumn, model_column, widget_column
from plans.exchange.workbook.row_edit import KEPT
from plans.models import Element, Level
from plans.render.data_tables import own_cell, own_kind
from portal.data_files.tables import DataKind
from portal.literals import text_of

LEVEL, CODE, PARENT, POSITION, TITLE = "Nivel", "Cod", "Sub", "Poziție", "Titlu"
WIDTHS = {FieldKind.PROSE: 40, FieldKind.LINE: 20, FieldKind.DATE: 14, FieldKind.INSTITUTIONS: 28}


def element_columns(sheet) -> Iterator[SheetColumn]:
    """Return where an element stands, what every element says, and the columns of the plan's own."""
    named = "; ".join(f"{level.prefix} – {level.name}" for level in sheet.levels.values())
    yield SheetColumn(
        name="level",
        heading=LEVEL,
        about=f"Prefixul nivelului: {named}. Se alege la un rând nou și nu se mai schimbă.",
        read=lambda value, _row: sheet.level(text_of(value).strip()),
        say=lambda level: level.prefix,
        choices=tuple(sheet.by_prefix),
        width=8,
        is_fixed=True,
        is_first=True,
    )
    code = CodeWidget(ELEMENT_META.get_field("code"))
    yield widget_column("code", CODE, "Codul tipărit, fără punctul final. Un nivel are fiecare cod o dată.", code)
    yield SheetColumn(
        name="parent",
        heading=PARENT,
        about="Adresa elementului de deasupra, de exemplu og-1, sau identificatorul lui; gol la primul nivel.",
        read=lambda value, _row: sheet.element_at(text_of(value).strip()),
        say=lambda parent: sheet.address(parent) if parent else "",
        refers=True,
        moves=True,
    )
    yield position_column("Ordinea sub elementul de deasupra: 10, 20, 30. Gol la un rând nou: stă ultimul.")
    yield model_column(ELEMENT_META.get_field("title"), TITLE, "Textul din plan.", width=60)
    for declared in SHEET_FIELDS:
        yield _declared_column(sheet, declared)
    yield from _own_columns(sheet)


def _declared_column(sheet, declared: ElementField) -> SheetColumn:
    about = declared.help or "Așa cum e tipărit în plan."
    width = WIDTHS[declared.kind]
    if declared.kind == FieldKind.INSTITUTIONS:
        return SheetColumn(
            name=declared.name,
            heading=declared.heading,
            about="Codurile instituțiilor, cu virgule între ele: " + ", ".join(sorted(sheet.institutions)),
            read=lambda value, _row: sheet.institutions_of(text_of(value)),
            get=lambda element: element.named_institutions,
            say=lambda held: ", ".join(sorted(one.code for one in held)) if held else "",
            put=lambda row, value: setattr(row, "named_institutions", value),
            width=width,
        )
    if declared.kind == FieldKind.DATE:
        day = DayWidget()
        return SheetColumn(
            name=declared.name,
            heading=declared.heading,
            about=about,
            read=lambda value, row: day.clean(value, row),
            kind=DataKind.DATE,
            width=width,
        )
    return model_column(ELEMENT_META.get_field(declared.name), declared.heading, about, width=width)


def _own_columns(sheet) -> Iterator[SheetColumn]:
    """Yield the columns of the plan's own, each once whatever the levels that have it."""
    having: dict[str, list[tuple[Level, ColumnValue]]] = defaultdict(list)
    for level in sheet.levels.values():
        for column in level.own_columns:
            having[column.field].append((level, column))
    for field, found in having.items():
        column = found[0][1]
        is_one = all(other.type == column.type for _level, other in found)
        names = ", ".join(level.prefix for level, _column in found)
        yield SheetColumn(
            name=f"extra.{field}",
            heading=f"{OWN_PREFIX}{field}",
            about=f"{column.label}{column_words(column)}; numai la nivelurile {names}.",
            read=partial(read_own_value, field),
            get=partial(_own_held, field),
            say=lambda held: own_cell(*held),
            put=partial(_put_own, field),
            model_field="extra",
            kind=own_kind(column) if is_one else DataKind.TEXT,
            choices=column.choices if is_one and column.type == ColumnType.CHOICE else (),
            width=14 if column.type in NUMERIC_TYPES else 24,
        )


def position_column(about: str) -> SheetColumn:
    """Return the column of where a row stands among its neighbours."""
    return SheetColumn(
        name="position",
        heading=POSITION,
        about=about,
        read=read_position,
        kind=DataKind.NUMBER,
        width=10,
        moves=True,
    )


def read_position(value, _row) -> int | object:
    """Return the position that a cell says; an empty one leaves it as it is."""
    return PositionWidget().clean(value) if text_of(value).strip() else KEPT


def _column_of(field: str, element: Element) -> ColumnValue | None:
    return next((one for one in element.level.own_columns if one.field == field), None)


def _own_held(field: str, element: Element) -> tuple[ColumnValue | None, str]:
    return _column_of(field, element), element.extra.get(field, "")


def _put_own(field: str, element: Element, held: tuple[ColumnValue | None, str]) -> None:
    others = {name: text for name, text in element.extra.items() if name != field}
    element.extra = {**others, field: held[1]} if held[1] else others
