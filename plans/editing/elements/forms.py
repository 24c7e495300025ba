"""The form with which an element is written in the workspace: one column, in the order in which the plan prints it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout, LayoutObject, Submit
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from plans.document.fields import (
    ELEMENT_FIELDS,
    FORM_KINDS,
    FieldKind,
    column_names,
    days_of,
    element_field,
    names_of_kinds,
)
from plans.editing.elements.contributions import FIND, SOUGHT, RowsField, TargetsField, targets_of
from plans.editing.elements.element_form import ElementForm, extra_name, form_with_columns
from plans.models import Element, Institution, Level, Plan
from plans.workspace.institution_choice import offer_institutions
from portal.fields import LineField, ProseField
from portal.forms.texts import TextFormField

MAIN_FIELDS = ("code", "title")
COLUMNS = names_of_kinds(*FORM_KINDS)

# Enter in a line of text presses the first button of a form: it saves, and does not search.
DEFAULT_BUTTON = '<button name="save" value="1" hidden>Salvează</button>'


def element_formfield(db_field, **kwargs):
    """Return the form field of a model's field: texts in the one spelling, dates to pick from a calendar."""
    declared = element_field(db_field.name)
    kind = declared and declared.kind
    if isinstance(db_field, ProseField):
        kwargs = {"form_class": TextFormField, "widget": forms.Textarea(attrs={"rows": 3}), **kwargs}
    elif isinstance(db_field, LineField):
        kwargs = {"form_class": TextFormField, **kwargs}
    elif kind == FieldKind.DATE:
        kwargs["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    elif kind == FieldKind.LINKS:
        kwargs["form_class"] = TargetsField
    elif kind == FieldKind.INSTITUTIONS:
        kwargs |= {"form_class": RowsField, "widget": forms.CheckboxSelectMultiple}
    return db_field.formfield(**kwargs)


class FoldedFields(LayoutObject):
    """Fields behind a summary, open when one of them holds something or is refused."""

    def __init__(self, summary: str, *fields: str):
        self.summary, self.fields = summary, list(fields)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        """Return the fields inside a details element."""
        names = [pointer.name for pointer in self.get_field_names()]
        filled = [name for name in names if form[name].value()]
        refused = [name for name in names if form[name].errors]
        shown = {
            "summary": self.summary,
            "count": len(filled),
            "is_open": bool(filled or refused or form.is_finding),
            "fields": self.get_rendered_fields(form, context, template_pack, **kwargs),
        }
        return render_to_string("plans/editing/elements/folded.html", shown)


class ElementWritingForm(ElementForm):
    """An element under its level's printed headings; what it may contribute to depends on who writes."""

    shows_both_texts = True
    # Who writes, where a form class is made for one person.
    user = None

    class Meta:
        model = Element
        fields = (*MAIN_FIELDS, *COLUMNS)
        formfield_callback = element_formfield
        help_texts = {one.name: one.hint for one in ELEMENT_FIELDS if one.hint}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        level = self.instance.level
        self.fields[
            "code"
        ].help_text = f"Așa cum e tipărit, fără punctul final. Nivelul îl arată ca „{sample_code(level)}”."
        for column in level.columns:
            if column["field"] in self.fields:
                self.fields[column["field"]].label = column["label"]
        self.is_finding = FIND in self.data
        self.sought = self.data.get(SOUGHT, "")
        if "institutions" in self.fields:
            kept = self.instance.institutions.values("pk") if self.instance.pk else ()
            offer_institutions(self.fields["institutions"], Institution.objects.nameable_by(level.plan), kept=kept)
        targets = self.fields["contributes_to"]
        targets.queryset = targets_of(user or self.user, self.instance)
        targets.offer(self["contributes_to"].value() or [], self.sought if self.is_finding else "")
        self.helper = self._helper(level)

    def full_clean(self):
        """Check what was sent, unless it was sent only to look for elements."""
        if self.is_finding:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
        else:
            super().full_clean()

    def is_valid(self):
        """Tell whether the form is to be saved."""
        return not self.is_finding and super().is_valid()

    def buttons(self) -> list[tuple[str, str]]:
        """Return what the form's buttons are called, the main one first."""
        return [("save", "Salvează"), ("save_next", "Salvează și adaugă următorul")]

    def _helper(self, level: Level) -> FormHelper:
        shown, rest = printed_and_other_fields(level)
        laid = [
            Field(name, template="plans/editing/elements/contributions.html") if name == "contributes_to" else name
            for name in rest
        ]
        helper = FormHelper()
        helper.form_id = "element"
        helper.render_hidden_fields = True
        helper.form_action = ""
        helper.attrs = {"data-keep": ""}
        helper.layout = Layout(HTML(DEFAULT_BUTTON), *shown, FoldedFields("Alte câmpuri", *laid))
        for place, (name, words) in enumerate(self.buttons()):
            helper.add_input(Submit(name, words, css_class="secondary" if place else ""))
        return helper


class NewElementForm(ElementWritingForm):
    """A new element; its identity is given with the form, so that a form sent twice adds one element."""

    uid = forms.UUIDField(label="Identitatea formularului", widget=forms.HiddenInput)

    def find_duplicate(self, plan: Plan) -> Element | None:
        """Return the element that this very form added to the plan before, if it was sent a second time."""
        try:
            uid = self.fields["uid"].clean(self.data.get("uid"))
        except ValidationError:
            return None
        return Element.objects.filter(uid=uid, level__plan=plan).select_related("level").first()

    def clean_uid(self):
        """Refuse the identity of an element of another plan."""
        if Element.objects.filter(uid=self.cleaned_data["uid"]).exists():
            raise ValidationError("Formularul nu mai este bun de trimis. Copiați ce ați scris și deschideți altul.")
        return self.cleaned_data["uid"]

    def save_links(self, added: Element) -> None:
        """Link the element, once it is in the plan, to what was chosen for it."""
        self.instance = added
        self._save_m2m()

    def buttons(self) -> list[tuple[str, str]]:
        """Return what the form's buttons are called; one goes on under the new element where a level is below."""
        below = [("save_below", "Adaugă și treci sub el")] if self.instance.level.children.exists() else []
        return [("save", "Adaugă"), ("save_next", "Adaugă și treci la următorul"), *below]


def printed_and_other_fields(level: Level) -> tuple[list[str], list[str]]:
    """Return the form's fields: those that the level's table prints, in its order, and the others."""
    own = [column.field for column in level.own_columns]
    shown = list(MAIN_FIELDS)
    for column in level.columns:
        name = column["field"]
        if name not in column_names():
            shown.append(extra_name(own.index(name)))
        elif name in COLUMNS:
            shown.append(name)
        shown += days_of(name)
    return shown, [name for name in COLUMNS if name not in shown]


def sample_code(level: Level) -> str:
    """Return how the level prints a code."""
    return level.code_format.format(code="1.2" if level.parent_id else "1")


def element_form_class(level: Level, form: type[ElementWritingForm] = ElementWritingForm) -> type[ElementWritingForm]:
    """Return the form of a level's elements."""
    return form_with_columns(form, level.own_columns)
