"""An element as a row of a grid: its code, its title and what its level's table prints in words, numbers and dates."""

from functools import cached_property

from django import forms
from django.db.models import Count
from django.http import QueryDict

from plans.document.fields import LINK_KINDS, names_of_kinds
from plans.editing.elements.element_form import ElementForm, form_with_columns
from plans.editing.elements.forms import element_formfield, printed_and_other_fields
from plans.models import Element, Level, Plan
from plans.outline import PK, load_outline
from portal.display import shorten
from portal.forms.grids import ROWS_ON_A_PAGE, GridForm
from portal.forms.lists import ListForm, SearchField


class ElementRowForm(GridForm, ElementForm):
    """An element; what it is linked to is changed on its own page."""

    # The level's columns, by the form's field: what they are called.
    headings: dict[str, str] = {}
    shown: tuple[str, ...] = ()

    @property
    def row_name(self) -> str:
        """Return the element's code and title."""
        return shorten(f"{self.instance.printed_code} {self.instance.title}".strip(), 80)

    @property
    def cells(self) -> list:
        """Return the fields in the order in which the level prints them."""
        for name, label in self.headings.items():
            self.fields[name].label = label
        return [self[name] for name in self.shown]

    def compare_with(self, earlier):
        """Refuse a code that an earlier row of the table takes."""
        code = self.cleaned_data.get("code")
        if code and any(form.cleaned_data.get("code") == code for form in earlier):
            self.add_error("code", "Alt rând al tabelului are același cod.")


def element_row_class(level: Level) -> type[ElementRowForm]:
    """Return the form of the rows of a level."""
    left_out = names_of_kinds(*LINK_KINDS)
    shown = [name for name in printed_and_other_fields(level)[0] if name not in left_out]
    own = [name for name in shown if name.startswith("extra_")]
    fields = [name for name in shown if name not in own]
    base = forms.modelform_factory(Element, form=ElementRowForm, fields=fields, formfield_callback=element_formfield)
    form = form_with_columns(base, level.own_columns)
    form.shown = tuple(shown)
    form.headings = {one["field"]: one["label"] for one in level.columns if one["field"] in fields}
    return form


class ElementGridForm(ListForm):
    """Which elements the grid shows: those of one level, all of them or those with some words."""

    not_narrowing = ("nivel",)
    rows_on_a_page = ROWS_ON_A_PAGE
    nivel = forms.ChoiceField(label="Nivelul", required=False)
    cauta = SearchField("Cuvinte din titlu")

    def __init__(self, data: QueryDict, plan: Plan):
        levels = Level.objects.filter(plan=plan).annotate(size=Count("elements")).order_by("position", "pk")
        self.plan, self.levels = plan, {str(level.pk): level for level in levels}
        # The level that was chosen, else the one with the most elements: the form says which.
        longest = max(self.levels.values(), key=lambda level: level.size, default=None)
        self.level: Level | None = self.levels.get(data.get("nivel", "")) or longest
        super().__init__({**data.dict(), "nivel": str(self.level.pk) if self.level else ""}, None)
        self.fields["nivel"].choices = [(pk, level.name_plural) for pk, level in self.levels.items()]

    @cached_property
    def rows(self) -> list[int]:
        """The keys of the elements, in reading order."""
        if self.level is None:
            return []
        found = load_outline(self.plan, "level_id", "title").walk()
        return [
            row[PK] for _depth, row in found if row[-2] == self.level.pk and self.has_sought(row[-1], str(row[4] or ""))
        ]
