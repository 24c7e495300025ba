"""The printed columns of a level, one a line: „Rezultate = rezultat așteptat”."""

from django import forms
from django.core.exceptions import ValidationError

from plans.models import Element
from plans.models.fields import validate_printable
from plans.models.level import OWN_COLUMNS
from plans.text import normalise

INDICATORS = "indicators"


def words_of_columns() -> dict[str, str]:
    """Return what each column that every plan may have is called, by field."""
    return {
        name: "indicatori" if name == INDICATORS else str(Element._meta.get_field(name).verbose_name)
        for name in sorted(OWN_COLUMNS)
    }


class ColumnsField(forms.CharField):
    """Columns as lines of text: the printed heading, an equals sign, and what the column shows."""

    widget = forms.Textarea(attrs={"rows": 6, "cols": 60})

    def __init__(self, **kwargs):
        words = ", ".join(f"„{word}”" for word in words_of_columns().values())
        hint = (
            "Câte o coloană pe rând, în ordinea tipărită: titlul coloanei = ce arată. De exemplu „Rezultate = rezultat "
            f"așteptat”. O coloană poate arăta: {words}; orice alt nume face o coloană proprie a planului."
        )
        super().__init__(label="Coloane", required=False, help_text=hint, max_length=5000, **kwargs)
        self.validators.append(validate_printable)

    def prepare_value(self, value):
        """Return the columns as lines; what was typed stays as it was typed."""
        if not isinstance(value, list):
            return value
        words = words_of_columns()
        return "\n".join(f"{column['label']} = {words.get(column['field'], column['field'])}" for column in value)

    def to_python(self, value):
        """Return the columns that the lines describe."""
        if isinstance(value, list):
            return value
        fields = {word: field for field, word in words_of_columns().items()}
        return [_column(line, fields) for line in normalise(super().to_python(value)).split("\n") if line.strip()]

    def has_changed(self, initial, data):
        """Tell whether the lines describe other columns."""
        try:
            return self.to_python(data) != self.to_python(initial or [])
        except ValidationError:
            return True

    def run_validators(self, value):
        """Measure the length of the text, not the number of columns."""
        super().run_validators(self.prepare_value(value))


def _column(line: str, fields: dict[str, str]) -> dict[str, str]:
    label, equals, word = (part.strip() for part in line.rpartition("="))
    if not (label and equals and word):
        raise ValidationError(f"„{line}”: scrieți titlul coloanei, semnul = și ce arată coloana.")
    return {"field": fields.get(word.casefold(), word), "label": label}
