"""The printed columns of a level: as lines of text, „Rezultate = rezultat așteptat”, or as rows of fields."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from plans.document.fields import ELEMENT_FIELDS
from portal.fields import validate_printable
from portal.text import normalise, whole_number

# Stands for a column of the plan's own that has no name yet.
NEW_COLUMN = "+"
MOVES = {"up": -1, "down": 1}


def column_words() -> dict[str, str]:
    """Return what each column that every plan may have is called, by field."""
    return {one.name: one.inner_name for one in ELEMENT_FIELDS if one.is_column}


class ColumnsField(forms.CharField):
    """Columns as lines of text: the printed heading, an equals sign, and what the column shows."""

    widget = forms.Textarea(attrs={"rows": 6, "cols": 60})
    incomplete = "„{line}”: scrieți titlul coloanei, semnul = și ce arată coloana."

    def __init__(self, **kwargs):
        words = ", ".join(f"„{word}”" for word in column_words().values())
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
        words = column_words()
        return "\n".join(f"{column['label']} = {words.get(column['field'], column['field'])}" for column in value)

    def to_python(self, value):
        """Return the columns that the lines describe."""
        if isinstance(value, list):
            return value
        fields = {word: field for field, word in column_words().items()}
        lines = normalise(super().to_python(value)).split("\n")
        return [self.column(line, fields) for line in lines if line.strip()]

    def column(self, line: str, fields: dict[str, str]) -> dict[str, str]:
        """Return the column that one line describes."""
        label, equals, word = (part.strip() for part in line.rpartition("="))
        if not (label and equals and word):
            raise ValidationError(self.incomplete.format(line=line))
        return {"field": fields.get(word.casefold(), word), "label": label}

    def has_changed(self, initial, data):
        """Tell whether the lines describe other columns."""
        try:
            return self.to_python(data) != self.to_python(initial or [])
        except ValidationError:
            return True

    def run_validators(self, value):
        """Measure the length of the text, not the number of columns."""
        super().run_validators(self.prepare_value(value))


class ColumnRowsWidget(forms.Widget):
    """Columns as rows of two fields, with buttons that add, move and take out a row; their text is that of lines."""

    use_fieldset = True
    template_name = "plans/editing/settings/columns.html"

    def render(self, name, value, attrs=None, renderer=None):
        """Return the rows, and an empty one where there is none."""
        rows = [_label_and_word(line) for line in (value or "").replace("\r", "").split("\n") if line.strip()]
        words = column_words().values()
        shown = [
            {"label": label, "word": word, "own": word if word and word != NEW_COLUMN and word not in words else ""}
            for label, word in rows or [("", "")]
        ]
        context = {"name": name, "id": (attrs or {}).get("id", name), "rows": shown, "words": words, "new": NEW_COLUMN}
        return render_to_string(self.template_name, context)

    def value_from_datadict(self, data, files, name):
        """Return the rows that were sent as lines, after what the pressed button does to them."""
        if name in data:
            return data[name]
        rows = []
        while f"{name}-{len(rows)}-label" in data:
            label, word = (data.get(f"{name}-{len(rows)}-{part}", "") for part in ("label", "word"))
            rows.append((" ".join(label.split()), " ".join(word.split())))
        return "\n".join(f"{label} = {word}" for label, word in self.rows_after(rows, data.get(f"{name}-do", "")))

    def value_omitted_from_data(self, data, files, name):
        """Tell that the rows are always part of the form: none of them means no columns."""
        return False

    def rows_after(self, rows: list[tuple[str, str]], button: str) -> list[tuple[str, str]]:
        """Return the rows after a button was pressed; without one, those that say something."""
        does, _dash, number = button.partition("-")
        if does == "add":
            return [*rows, ("", "")]
        asked = whole_number(number, digits=4)
        place = len(rows) if asked is None else asked
        rows = list(rows)
        if does and place < len(rows):
            row = rows.pop(place)
            if does in MOVES:
                rows.insert(max(place + MOVES[does], 0), row)
        return (
            rows
            if does
            else [(label, word or NEW_COLUMN) for label, word in rows if label or word not in ("", NEW_COLUMN)]
        )


class ColumnRowsField(ColumnsField):
    """Columns as rows: the printed heading, and what stands under it, chosen from a list."""

    widget = ColumnRowsWidget
    hidden_widget = forms.HiddenInput
    incomplete = "O coloană nu are titlul tipărit: scrieți-l sau scoateți rândul."

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.help_text = (
            "Coloanele tabelului tipărit, de la stânga la dreapta. Fără coloane, elementele apar ca o listă. O coloană "
            "proprie primește la fiecare element un câmp de text, de exemplu „Riscuri”."
        )

    def column(self, line, fields):
        """Return the column that one row describes; a new one of the plan's own is named after its heading."""
        label, word = _label_and_word(line)
        if word != NEW_COLUMN:
            return super().column(line, fields)
        name = label.replace("=", " ").casefold()
        return super().column(f"{label} = {' '.join(name.split())}", fields)


def _label_and_word(line: str) -> tuple[str, str]:
    label, _equals, word = line.rpartition("=")
    return label.strip(), word.strip()
