"""The form of an element, with a field for each column that only its plan has."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from plans.document import ColumnValue
from plans.editing.elements.column_fields import column_field
from plans.models import Element
from plans.render.column_text import printed_value
from portal.display import in_words
from portal.forms.versioned import VersionedForm


def extra_name(number: int) -> str:
    """Return the name of the form field of a plan's own column."""
    return f"extra_{number}"


class ElementForm(VersionedForm):
    """An element; the texts of the plan's own columns are kept together in Element.extra."""

    # The plan's own columns.
    own_columns: tuple[ColumnValue, ...] = ()

    class Meta:
        model = Element
        exclude = ["extra"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number, text in enumerate(self.extra_texts(self.instance)):
            self.initial[extra_name(number)] = text

    def clean(self):
        """Refuse a code that the level has; gather the texts of the plan's own columns, without the empty ones."""
        cleaned = super().clean()
        level = self.cleaned_data.get("level") or getattr(self.instance, "level", None)
        code = self.cleaned_data.get("code")
        if level and code and Element.objects.filter(level=level, code=code).exclude(pk=self.instance.pk).exists():
            self.add_error("code", "Nivelul are deja un element cu acest cod.")
        texts = dict(self.instance.extra)
        for number, column in enumerate(self.own_columns):
            texts[column.field] = self.cleaned_data.get(extra_name(number), "")
        self.instance.extra = {name: text for name, text in texts.items() if text}
        return cleaned

    def add_error(self, field, error):
        """Add an error to its field; one about a field that the form does not have is about the whole."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                known = name in self.fields and name != NON_FIELD_ERRORS
                super().add_error(name if known else None, ValidationError(errors))
        else:
            super().add_error(field, error)

    def extra_texts(self, element) -> list[str]:
        """Return the element's texts in the plan's own columns."""
        return [element.extra.get(column.field, "") for column in self.own_columns]

    def stored_values(self, stored):
        """Return the stored element's values, with those of the plan's own columns."""
        extra = {extra_name(number): text for number, text in enumerate(self.extra_texts(stored))}
        return {**super().stored_values(stored), **extra}

    def stored_in_words(self, stored, name):
        """Return what the stored element holds in a field or in a column of the plan's own."""
        for number, column in enumerate(self.own_columns):
            if name == extra_name(number):
                return in_words(printed_value(column, self.stored_values(stored)[name]))
        return super().stored_in_words(stored, name)


def form_with_columns(form, columns):
    """Return the form with one more field for each of the plan's own columns."""
    fields = {extra_name(number): column_field(column) for number, column in enumerate(columns)}
    return type(form.__name__, (form,), {"own_columns": tuple(columns), "__module__": form.__module__, **fields})
