"""What elements hold in a column whose type is changed: „1.250,50” in a column of texts becomes a sum."""

from plans.document import ColumnValue
from plans.document.columns import is_fitting
from plans.models import Level
from plans.models.column_types import read_value

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
