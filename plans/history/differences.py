"""What changed between two states of a row, field by field and word by word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from plans.document import ColumnValue
from plans.document.columns import ColumnType, column_value, column_words
from plans.document.fields import element_field
from plans.history.labels import RowNames
from plans.history.registry import TrackedModel
from plans.models import Level
from plans.render.column_text import printed_value
from portal.display import in_words
from portal.word_diff import TextRun, difference, replacement

POSITION_FIELD = "position"
Links = Mapping[str, list[int]]


@dataclass(frozen=True)
class FieldChange:
    """A field that holds something else than before: its name, what it is called, and the runs of both texts."""

    name: str
    label: str
    runs: tuple[TextRun, ...]


@dataclass(frozen=True)
class RowState:
    """A row, or a record of its history, with the keys of what it is linked to."""

    row: Any
    links: Links

    def value(self, field) -> Any:
        """Return what a field holds: of a link, the key; of links, the keys."""
        return sorted(self.links.get(field.name, [])) if field.many_to_many else getattr(self.row, field.attname)


def changed_fields(kind: TrackedModel, old: RowState, new: RowState) -> list[models.Field]:
    """Return the fields that hold something else in the two states."""
    fields = (kind.model._meta.get_field(name) for name in kind.names())
    return [field for field in fields if not _is_same(old.value(field), new.value(field))]


def collect_names(kind: TrackedModel, names: RowNames, old: RowState, new: RowState) -> None:
    """Gather the rows that the changes between two states mention."""
    for field in changed_fields(kind, old, new):
        if field.name == "extra":
            names.want(Level, [old.row.level_id, new.row.level_id])
        if field.remote_field:
            for value in (old.value(field), new.value(field)):
                names.want(field.related_model, value if field.many_to_many else [value])


def differences(kind: TrackedModel, old: RowState, new: RowState, names: RowNames) -> tuple[FieldChange, ...]:
    """Return the changes from one state to the other, in the order of the row's fields."""
    found: list[FieldChange] = []
    for field in changed_fields(kind, old, new):
        before, after = old.value(field), new.value(field)
        if field.name == "extra":
            found += _columns(before, after, *(_own_columns(state, names) for state in (old, new)))
        elif field.name == POSITION_FIELD:
            found.append(FieldChange(POSITION_FIELD, "Locul", (TextRun("same", "alt loc între vecini"),)))
        else:
            texts = [_words(field, value, names) for value in (before, after)]
            found.append(FieldChange(field.name, _label(field), _runs(field, *texts)))
    return tuple(found)


def _is_same(one, other) -> bool:
    return one == other or (one in (None, "") and other in (None, ""))


def _label(field) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def _columns(before: dict, after: dict, *columns: dict[str, ColumnValue]) -> Iterable[FieldChange]:
    """Yield what changed in the plan's own columns, as its level prints it; what is no text is told whole."""
    for name in dict.fromkeys([*after, *before]):
        if before.get(name, "") != after.get(name, ""):
            found = [one.get(name) for one in columns]
            texts = [printed_value(one, held.get(name, "")) for one, held in zip(found, (before, after), strict=True)]
            is_typed = any(one and one.type != ColumnType.TEXT for one in found)
            runs = (replacement if is_typed else difference)(*texts)
            yield FieldChange("extra", name[:1].upper() + name[1:], runs)


def _own_columns(state: RowState, names: RowNames) -> dict[str, ColumnValue]:
    level = names.rows.get((Level, state.row.level_id))
    return {column["field"]: column_value(column) for column in level.columns} if level else {}


def _words(field, value, names: RowNames) -> str:
    if value is None or value == "" or value == []:
        return ""
    if field.many_to_many:
        return "; ".join(names.of(field.related_model, key) for key in value)
    if field.remote_field:
        return names.of(field.related_model, value)
    if field.name == "columns":
        return "\n".join(
            f"{column['label']} = {_column_name(column['field'])}{column_words(column_value(column))}"
            for column in value
        )
    if isinstance(value, Decimal):
        value = value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
    return in_words(value, field)


def _column_name(name: str) -> str:
    declared = element_field(name)
    return declared.inner_name if declared else name


def _runs(field, before: str, after: str) -> tuple[TextRun, ...]:
    """Return the runs of two texts: running text word by word, anything else whole."""
    is_prose = isinstance(field, models.CharField | models.TextField) and not field.choices
    return (difference if is_prose or field.name == "columns" else replacement)(before, after)
