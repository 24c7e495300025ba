"""The printed columns of a level: as lines of text, „Rezultate = rezultat așteptat”, or as rows of fields."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from plans.document.columns import TYPE_WORDS, ColumnType, column_value, column_words
from plans.document.fields import ELEMENT_FIELDS
from portal.fields import validate_printable
from portal.text import normalise, whole_number

# Stands for a column of the plan's own that has no name yet.
NEW_COLUMN = "+"
MOVES = {"up": -1, "down": 1}
PARTS = ("label", "word", "type", "detail")
TEXT_WORD = TYPE_WORDS[ColumnType.TEXT]
# The end of a line that says the type of a column, with its unit or its choices: „[sumă: mii lei]”.
TYPE = re.compile(rf" \[({'|'.join(TYPE_WORDS.values())})(?:: ([^\[\]]*))?\]$")


# A heading, what stands under it, the type of a column of the plan's own, its unit or its choices.
ColumnRow = tuple[str, str, str, str]
EMPTY_ROW: ColumnRow = ("", "", "", "")


def words_of_fields() -> dict[str, str]:
    """Return what each column that every plan may have is called, by field."""
    return {one.name: one.inner_name for one in ELEMENT_FIELDS if one.is_column}


class ColumnsField(forms.CharField):
    """Columns as lines of text: the printed heading, an equals sign, and what the column shows."""

    widget = forms.Textarea(attrs={"rows": 6, "cols": 60})
    incomplete = "„{line}”: scrieți titlul coloanei, semnul = și ce arată coloana."

    def __init__(self, **kwargs):
        words = ", ".join(f"„{word}”" for word in words_of_fields().values())
        hint = (
            "Câte o coloană pe rând, în ordinea tipărită: titlul coloanei = ce arată. De exemplu „Rezultate = rezultat "
            f"așteptat”. O coloană poate arăta: {words}; orice alt nume face o coloană proprie a planului. Ce nu e "
            "text se spune la sfârșit, între paranteze: „Buget = buget [sumă: mii lei]”, „Stare = stare [alegere: în "
            "lucru; gata]”, [număr: persoane], [dată], [legătură]."
        )
        super().__init__(label="Coloane", required=False, help_text=hint, max_length=5000, **kwargs)
        self.validators.append(validate_printable)

    def prepare_value(self, value):
        """Return the columns as lines; what was typed stays as it was typed."""
        if not isinstance(value, list):
            return value
        words = words_of_fields()
        return "\n".join(_line(column, words) for column in value)

    def to_python(self, value):
        """Return the columns that the lines describe."""
        if isinstance(value, list):
            return value
        fields = {word: field for field, word in words_of_fields().items()}
        lines = normalise(super().to_python(value)).split("\n")
        return [self.column(line, fields) for line in lines if line.strip()]

    def column(self, line: str, fields: dict[str, str]) -> dict[str, str]:
        """Return the column that one line describes."""
        label, word, kind, detail = row_of(line)
        if not (label and word):
            raise ValidationError(self.incomplete.format(line=line))
        return {"field": fields.get(word.casefold(), word), "label": label, **_type(kind, detail)}

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
        rows = [row_of(line) for line in (value or "").replace("\r", "").split("\n") if line.strip()]
        words = words_of_fields().values()
        shown = [
            dict(zip(PARTS, row, strict=True))
            | {"own": row[1] if row[1] and row[1] != NEW_COLUMN and row[1] not in words else ""}
            for row in rows or [EMPTY_ROW]
        ]
        context = {"name": name, "id": (attrs or {}).get("id", name), "rows": shown, "words": words, "new": NEW_COLUMN}
        context["types"] = list(TYPE_WORDS.values())
        return render_to_string(self.template_name, context)

    def value_from_datadict(self, data, files, name):
        """Return the rows that were sent as lines, after what the pressed button does to them."""
        if name in data:
            return data[name]
        rows = []
        while f"{name}-{len(rows)}-label" in data:
            sent = [data.get(f"{name}-{len(rows)}-{part}", "") for part in PARTS]
            rows.append(tuple(" ".join(text.split()) for text in sent))
        return "\n".join(line_of(row) for row in self.rows_after(rows, data.get(f"{name}-do", "")))

    def value_omitted_from_data(self, data, files, name):
        """Tell that the rows are always part of the form: none of them means no columns."""
        return False

    def rows_after(self, rows: list[ColumnRow], button: str) -> list[ColumnRow]:
        """Return the rows after a button was pressed; without one, those that say something."""
        does, _dash, number = button.partition("-")
        if does == "add":
            return [*rows, EMPTY_ROW]
        asked = whole_number(number, digits=4)
        place = len(rows) if asked is None else asked
        rows = list(rows)
        if does and place < len(rows):
            row = rows.pop(place)
            if does in MOVES:
                rows.insert(max(place + MOVES[does], 0), row)
        if does:
            return rows
        filled = [row for row in rows if row[0] or row[1] not in ("", NEW_COLUMN)]
        return [(label, word or NEW_COLUMN, kind, detail) for label, word, kind, detail in filled]


class ColumnRowsField(ColumnsField):
    """Columns as rows: the printed heading, and what stands under it, chosen from a list."""

    widget = ColumnRowsWidget
    hidden_widget = forms.HiddenInput
    incomplete = "O coloană nu are titlul tipărit: scrieți-l sau scoateți rândul."

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.help_text = (
            "Coloanele tabelului tipărit, de la stânga la dreapta. Fără coloane, elementele apar ca o listă. O coloană "
            "proprie primește la fiecare element un câmp: text, număr, sumă, dată, legătură sau alegere. De exemplu "
            "„Riscuri”."
        )

    def column(self, line, fields):
        """Return the column that one row describes; a new one of the plan's own is named after its heading."""
        label, word, *typed = row_of(line)
        if word != NEW_COLUMN:
            return super().column(line, fields)
        name = label.replace("=", " ").casefold()
        return super().column(line_of((label, " ".join(name.split()), *typed)), fields)


def row_of(line: str) -> ColumnRow:
    """Return the heading, the word, the type and its unit or choices that a line says."""
    found = TYPE.search(line)
    label, _equals, word = line[: found.start() if found else len(line)].rpartition("=")
    kind, detail = (found[1], found[2] or "") if found else ("", "")
    return label.strip(), word.strip(), kind, detail.strip()


def line_of(row: ColumnRow) -> str:
    """Return the line that says a column."""
    label, word, kind, detail = row
    said = f"{kind or TEXT_WORD}: {detail}" if detail else kind
    return f"{label} = {word}{f' [{said}]' if said and said != TEXT_WORD else ''}"


def _line(column: dict, words: dict[str, str]) -> str:
    return f"{column['label']} = {words.get(column['field'], column['field'])}{column_words(column_value(column))}"


def _type(word: str, detail: str) -> dict:
    """Return what a column keeps of its type; one of texts keeps nothing."""
    kind = next((kind for kind, name in TYPE_WORDS.items() if name == word), ColumnType.TEXT)
    if kind == ColumnType.TEXT and not detail:
        return {}
    if kind == ColumnType.CHOICE:
        return {"type": str(kind), "choices": [one.strip() for one in detail.split(";") if one.strip()]}
    return {"type": str(kind), **({"unit": detail} if detail else {})}
