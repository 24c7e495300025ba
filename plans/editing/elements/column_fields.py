"""The form field of a column of the plan's own: what is typed is read by the column's type and kept as a text."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from plans.document import ColumnValue
from plans.document.columns import NUMERIC_TYPES, ColumnType, is_day, is_fitting
from plans.models.column_types import read_value, typed_text
from portal.fields import PROSE_LIMIT, validate_printable
from portal.forms.numbers import NumberInput
from portal.forms.texts import ProseFormField

LINE_HINTS = {
    ColumnType.NUMBER: "Un număr, de exemplu 1234,5",
    ColumnType.MONEY: "O sumă, de exemplu 1.234.567,80",
    ColumnType.LINK: "O adresă întreagă, de exemplu https://www.cjcluj.ro",
}


class ColumnValueField(forms.CharField):
    """A value of a column that is no text; an error says what to write instead."""

    default_validators = (validate_printable, MaxLengthValidator(PROSE_LIMIT))

    def __init__(self, column: ColumnValue, **kwargs):
        self.column = column
        hint = LINE_HINTS.get(ColumnType(column.type), "")
        unit = f", în {column.unit}" if column.unit else ""
        super().__init__(
            label=column.label,
            required=False,
            help_text=f"{hint}{unit}." if hint else "",
            widget=_widget(column),
            **kwargs,
        )

    def to_python(self, value):
        """Return the value as the document keeps it."""
        try:
            return read_value(self.column, super().to_python(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        """Return what the field shows; a calendar takes its day as 2031-05-17."""
        if self.column.type == ColumnType.DATE and is_day(value or ""):
            return value
        return typed_text(self.column, value or "")

    def has_changed(self, initial, data):
        """Tell whether another value is typed; one that fits no longer stays until somebody types another."""
        return (data or "") != self.prepare_value(initial) and super().has_changed(self._value_of(initial or ""), data)

    def _value_of(self, text: str) -> str:
        """Return a value, kept or as it was shown, as the document keeps it; what is neither stays as it is."""
        if is_fitting(self.column, text):
            return text
        try:
            return read_value(self.column, text)
        except ValueError:
            return text


def _widget(column: ColumnValue) -> forms.Widget:
    if column.type in NUMERIC_TYPES:
        return NumberInput()
    if column.type == ColumnType.DATE:
        return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if column.type == ColumnType.CHOICE:
        return forms.Select(choices=[("", "Nimic ales"), *((one, one) for one in column.choices)])
    return forms.URLInput()


def column_field(column: ColumnValue) -> forms.Field:
    """Return the field in which a column of the plan's own is typed."""
    if column.type == ColumnType.TEXT:
        return ProseFormField(label=column.label, required=False)
    return ColumnValueField(column)
