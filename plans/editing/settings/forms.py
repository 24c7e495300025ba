"""The forms of a plan and of its settings, for the workspace and the back office alike."""

from django import forms
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH

from plans.document.columns import TYPE_WORDS, ColumnType, column_value
from plans.editing.settings.column_values import fitting_text, keep_values_by_type, removed_texts, texts_in_words
from plans.editing.settings.columns import ColumnRowsField, ColumnsField
from plans.models import AdoptionAct, BudgetLine, Institution, Level, Plan, Section, Signatory
from plans.workspace.institution_choice import offer_institutions
from portal.fields import LineField, ProseField
from portal.forms.numbers import FitsColumnValidator, RomanianNumberField, SumField
from portal.forms.texts import TextFormField
from portal.forms.versioned import FixedOncePublishedMixin, VersionedForm

SETTING_FIELDS = {
    Section: ("heading", "body", "block", "level", "numbered_columns"),
    Level: ("name", "name_plural", "kind", "parent", "prefix", "code_format", "columns"),
    AdoptionAct: ("kind", "issuer", "title", "number", "date", "annex", "url"),
    BudgetLine: ("label", "year", "amount", "unit", "share", "is_total"),
    Signatory: ("preamble", "office", "name"),
}
PLAN_FIELDS = (
    "short_title",
    "title",
    "subtitle",
    "letterhead",
    "period_start",
    "period_end",
    "owner",
    "reviewer",
    "slug",
)
LONG_LINE = 500
DASHES = BLANK_CHOICE_DASH[0]
# Names of fields that open the form of a new row say nothing of what is typed.
LABELS = {
    Section: {"block": "Ce urmează după text", "level": "Nivelul ale cărui elemente urmează", "body": "Text"},
    Level: {"kind": "Felul nivelului", "name": "Denumirea la singular", "name_plural": "Denumirea la plural"},
    BudgetLine: {"is_total": "Este totalul anului"},
}
HINTS = {
    Section: {
        "heading": "De exemplu „Obiectivele și prioritățile de interes local”. Poate lipsi, dacă planul tipărit "
        "nu are titlu aici.",
        "numbered_columns": "Sub capul de tabel stă un rând cu numerele coloanelor, ca în planurile tipărite.",
    },
    Level: {
        "kind": "Ce rang are nivelul în plan; denumirea tipărită o scrieți mai sus.",
        "code_format": "Locul codului se scrie {code}. De exemplu „Obiectivul strategic {code}:” tipărește „Obiectivul "
        "strategic 1:”.",
        "name": "De exemplu „Obiectiv general”.",
        "name_plural": "Stă deasupra tabelului, de exemplu „Obiective generale”.",
        "parent": "De exemplu, măsurile stau sub axe. Gol pentru un nivel care nu stă sub altul.",
    },
    AdoptionAct: {
        "issuer": "Cine a adoptat planul.",
        "url": "Unde se citește actul, de obicei în Monitorul Oficial Local.",
    },
    BudgetLine: {
        "label": "De exemplu „cheltuieli de personal”.",
        "year": "De exemplu 2024.",
        "amount": "Așa cum e tipărită, de exemplu 245.232,31.",
        "unit": "De exemplu „mii lei”.",
        "share": "Așa cum e tipărită, de exemplu 78,28. Nu se recalculează niciodată.",
        "is_total": "Fiecare an are un singur total; celelalte linii ale anului sunt părți din el.",
    },
    Signatory: {"office": "De exemplu „PREȘEDINTE”.", "name": "Numele celui care semnează este public."},
}


class LevelForm(FixedOncePublishedMixin, VersionedForm):
    """A level, with its columns as lines of text; one that has elements stays under the level it is under."""

    fixed_fields = ("prefix",)
    columns = ColumnsField()
    # Asked for where a column goes under which elements hold texts.
    drop_texts = forms.BooleanField(
        label="Scot coloanele, deși elementele au texte în ele", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "parent" in self.fields:
            above = self.fields["parent"]
            above.choices = [choice for choice in above.choices if choice[0] != self.instance.pk]

    def clean_columns(self):
        """Refuse a type as which values of the elements cannot be read, and name those elements."""
        columns = self.cleaned_data["columns"]
        self._ask_for_texts(columns)
        for column in map(column_value, columns) if self.instance.pk else ():
            held = self.instance.elements.exclude(extra={}).select_related("level")
            misfits = [one for one in held if fitting_text(column, one.extra.get(column.field, "")) is None]
            if misfits:
                named = "; ".join(f"„{one}”: „{one.extra[column.field]}”" for one in misfits[:5])
                more = f" și încă {len(misfits) - 5}" if len(misfits) > 5 else ""
                kind = TYPE_WORDS[ColumnType(column.type)]
                raise forms.ValidationError(
                    f"Coloana „{column.label}” nu poate fi de felul „{kind}” cât timp are alte valori: {named}{more}."
                )
        return columns

    def _ask_for_texts(self, columns):
        """Show the texts of the columns that would go, until it is confirmed that they may."""
        gone = removed_texts(self.instance, {column["field"] for column in columns})
        if not gone:
            return
        self.fields["drop_texts"].widget = forms.CheckboxInput()
        if not self.data.get(self.add_prefix("drop_texts")):
            raise forms.ValidationError([
                f"Coloana „{column.label}”, pe care o scoateți, are texte: {texts_in_words(texts)}. Ele nu vor mai fi "
                "în plan; rămân păstrate și apar din nou dacă puneți coloana la loc. Bifați mai jos că o scoateți."
                for column, texts in gone
            ])  # fmt: skip

    def save(self, commit=True):
        """Save the level; what its elements hold in a column of another type now is kept as that type keeps it."""
        level = super().save(commit)
        if commit and "columns" in self.touched_fields:
            keep_values_by_type(level)
        return level

    def _post_clean(self):
        """Refuse to put a level with elements under another one: they would hang nowhere."""
        super()._post_clean()
        is_moved = "parent" in self.touched_fields and not self.errors.get("parent") and self.instance.pk
        if is_moved and self.instance.elements.exists():
            message = "Nivelul are elemente, care ar rămâne fără loc. Mutați sau ștergeți întâi elementele lui."
            self.add_error("parent", message)

    def stored_in_words(self, stored, name):
        """Return what the stored level holds, its columns as lines."""
        if name == "columns":
            return self.fields[name].prepare_value(stored.columns)
        return super().stored_in_words(stored, name)


class LevelRowsForm(LevelForm):
    """A level, with its columns as rows."""

    columns = ColumnRowsField()


class SectionForm(VersionedForm):
    """A section; one that is followed by elements says of which level."""

    def clean(self):
        """Ask for the level where elements follow, and refuse one where something else does."""
        cleaned = super().clean()
        shows_elements = cleaned.get("block") == Section.Block.ELEMENTS
        if shows_elements and not cleaned.get("level") and "level" not in self.errors:
            self.add_error("level", "Alegeți nivelul ale cărui elemente urmează după text.")
        if not shows_elements and cleaned.get("level"):
            self.add_error("level", "Lăsați gol: după text nu urmează elementele unui nivel.")
        return cleaned


class PlanForm(FixedOncePublishedMixin, VersionedForm):
    """A plan; its address does not change once others may link to it."""

    fixed_fields = ("slug",)


SETTING_FORMS = {Level: LevelRowsForm, Section: SectionForm}


def limit_choices(form, plan):
    """Return the form class with the levels of its plan to choose from; choices are read once for all rows."""
    form.is_published = plan is not None and plan.editions.exists()
    for name, field in form.base_fields.items():
        if name in ("level", "parent"):
            field.queryset = Level.objects.filter(plan=plan)
        if isinstance(field, forms.ModelChoiceField):
            if plan is not None and field.queryset.model is Institution:
                offered = field.queryset.nameable_by(plan)
                # An act of the past may be of a body that is no more.
                kept = offered.values("pk") if name == "issuer" else (plan.owner_id, plan.reviewer_id)
                offer_institutions(field, offered, kept=kept)
            field.choices = list(field.choices)
    return form


def formfield_for_dbfield(field: models.Field, **kwargs) -> forms.Field:
    """Return the form field in which the workspace has a model's field typed; nothing chosen is said in words."""
    found = _plain_formfield(field, **kwargs)
    nothing = "Alegeți" if found.required else "Nimic ales"
    if isinstance(found, forms.ModelChoiceField):
        found.empty_label = nothing
    elif isinstance(found, forms.ChoiceField):
        found.choices = [(value, nothing if (value, name) == DASHES else name) for value, name in found.choices]
    return found


def _plain_formfield(field: models.Field, **kwargs) -> forms.Field:
    if isinstance(field, ProseField):
        rows = 14 if field.name == "body" else 4
        return field.formfield(form_class=TextFormField, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
    if isinstance(field, LineField):
        several_lines = {"widget": forms.Textarea(attrs={"rows": 2})} if field.max_length >= LONG_LINE else {}
        return field.formfield(form_class=TextFormField, **several_lines, **kwargs)
    if isinstance(field, models.DateField):
        return field.formfield(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
    if isinstance(field, models.DecimalField):
        kind = SumField if field.name == "amount" else RomanianNumberField
        wanted = {"label": field.verbose_name, "help_text": field.help_text} | kwargs
        validators = [FitsColumnValidator(field.max_digits, field.decimal_places)]
        return kind(required=not field.blank, validators=validators, **wanted)
    if isinstance(field, models.URLField):
        return field.formfield(assume_scheme="https", **kwargs)
    return field.formfield(**kwargs)


def setting_form(model: type, plan: Plan, form: type[VersionedForm] | None = None) -> type[VersionedForm]:
    """The form in which a setting of the plan is typed: that of its kind, unless another one is asked for."""
    form = forms.modelform_factory(
        model,
        form=form or SETTING_FORMS.get(model, VersionedForm),
        fields=SETTING_FIELDS[model],
        labels=field_labels(model, SETTING_FIELDS[model], LABELS.get(model, {})),
        help_texts=HINTS[model],
        formfield_callback=formfield_for_dbfield,
    )
    return limit_choices(form, plan)


def plan_form(plan: Plan, *, owners) -> type[VersionedForm]:
    """Return the form in which the workspace has the plan's own data typed; `owners` are whose it may be."""
    form = forms.modelform_factory(
        Plan,
        form=PlanForm,
        fields=PLAN_FIELDS,
        labels=field_labels(Plan, PLAN_FIELDS, {}),
        formfield_callback=formfield_for_dbfield,
    )
    form.base_fields["owner"].queryset = Institution.objects.filter(pk__in=owners) | Institution.objects.filter(
        pk=plan.owner_id
    )
    form.base_fields["owner"].empty_label = None
    form.base_fields["reviewer"].empty_label = "Niciuna"
    return limit_choices(form, plan)


def field_labels(model: type[models.Model], names, own: dict[str, str]) -> dict[str, str]:
    """Return the names of the fields with a capital letter, the form's own ones first."""
    found = {name: str(model._meta.get_field(name).verbose_name) for name in names}
    return {name: own.get(name) or text[:1].upper() + text[1:] for name, text in found.items()}
