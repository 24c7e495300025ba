"""What elements hold in a column whose type is changed: „1.250,50” in a column of texts becomes a sum."""

from collections.abc import Collection

from django.utils.text import Truncator

from plans.document import ColumnValue
from plans.document.columns import is_fitting
from plans.models import Element, Level
from plans.models.column_types import read_value

SHOWN = 5
REASON = "Coloana are alt fel de valori."


def fitting_text(column: ColumnValue, text: str) -> str | None:
    """Return a value as its column keeps it; None where it cannot be read as one of its type."""
    if is_fitting(column, text):
        return text
    try:
        return read_value(column, text)
    except ValueError:
        return None


def keep_values_by_type(level: Level) -> None:
    """Save the elements of a level whose values are not written as their columns keep them, where they can be read."""
    for element in level.elements.exclude(extra={}):
        fitting = {c.field: fitting_text(c, element.extra.get(c.field, "")) for c in level.own_columns}
        kept = element.extra | {name: text for name, text in fitting.items() if text}
        if kept != element.extra:
            element.extra, element._change_reason = kept, REASON
            element.save()


def removed_texts(level: Level, fields: Collection[str]) -> list[tuple[ColumnValue, list[tuple[Element, str]]]]:
    """Return the level's own columns that are not among the fields and hold texts, each with its elements and texts."""
    if not level.pk:
        return []
    gone = [column for column in Level.objects.get(pk=level.pk).own_columns if column.field not in fields]
    held = list(level.elements.exclude(extra={}).select_related("level")) if gone else []
    found = [
        (column, [(one, one.extra[column.field]) for one in held if one.extra.get(column.field)]) for column in gone
    ]
    return [(column, texts) for column, texts in found if texts]


def texts_in_words(texts: list[tuple[Element, str]]) -> str:
    """Return the first elements with their texts, and how many more there are."""
    named = "; ".join(f"„{element}”: „{Truncator(text).chars(120)}”" for element, text in texts[:SHOWN])
    return named + (f" și încă {len(texts) - SHOWN}" if len(texts) > SHOWN else "")
