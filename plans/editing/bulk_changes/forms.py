"""Which elements of a plan are chosen, and what is to change in them."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import Truncator

from plans.document.fields import element_field
from plans.editing.bulk_changes.proposal import BulkEdit, TextReplacement
from plans.models import Element, Institution, Plan
from plans.outline import CODE, ORDERING_FIELDS, PARENT, PK, OutlineRow, load_outline
from plans.workspace.institution_choice import offer_institutions
from portal.fields import validate_printable
from portal.forms.days import DayField
from portal.forms.lists import ListForm, SearchField
from portal.forms.texts import TextFormField
from portal.text import alphabetical_key, fold, has_words

SHOWN = ("level_id", "title", "responsible", "completion_term", "completion_due")
LEVEL, TITLE, RESPONSIBLE, TERM, DUE = range(len(ORDERING_FIELDS), len(ORDERING_FIELDS) + len(SHOWN))
TEXTS = ("responsible", "completion_term", "evaluation_term")
NO_TERM = "-"
WORDS_LIMIT = 500
MOST_MONTHS = 600


class ElementSelectionForm(ListForm):
    """The choices above a plan's elements, whose rows are those of its outline."""

    orders = {
        "plan": ("În ordinea planului", None),
        "termen": ("După termen", lambda row: (row[DUE] is None, row[DUE] or "", row[TERM])),
        "titlu": ("După titlu", lambda row: alphabetical_key(row[TITLE])),
    }
    cauta = SearchField("Caută în cod și titlu")
    ramura = forms.ChoiceField(label="Ramura", required=False)
    nivel = forms.ChoiceField(label="Nivelul", required=False)
    responsabil = SearchField("Responsabilii conțin")
    institutie = forms.ChoiceField(label="Instituția", required=False)
    termen = forms.ChoiceField(label="Termenul", required=False)

    def __init__(self, data, plan: Plan):
        self.plan, self.outline = plan, load_outline(plan, *SHOWN)
        walked = list(self.outline.walk())
        super().__init__(data, [row for _depth, row in walked])
        branches = [(row[PK], _branch_name(depth, row)) for depth, row in walked if row[PK] in self.outline.children]
        self.set_choices("ramura", branches, "Tot planul", is_asked=bool(branches))
        levels = plan.level_set.order_by("position", "pk").values_list("pk", "name")
        self.set_choices("nivel", levels, is_asked=len(levels) > 1)
        named = Institution.objects.filter(elements__level__plan=plan).distinct().values_list("code", "short_name")
        self.set_choices("institutie", named, is_asked=bool(named))
        terms = sorted({row[TERM] for row in self.all_rows if row[TERM]}, key=alphabetical_key)
        self.set_choices("termen", [(NO_TERM, "(fără termen)"), *((term, term) for term in terms)])

    def filter_rows(self, rows):
        """Return the rows of the elements that fit what was chosen, those of a branch with its root."""
        level, term, institution = (self.choice(name) for name in ("nivel", "termen", "institutie"))
        words = fold(self.choice("responsabil")).split()
        if self.choice("ramura"):
            branch = self._keys_in_branch(int(self.choice("ramura")))
            rows = [row for row in rows if row[PK] in branch]
        if institution:
            found = Element.objects.filter(level__plan=self.plan, institutions__code=institution)
            named = set(found.values_list("pk", flat=True))
            rows = [row for row in rows if row[PK] in named]
        return [
            row
            for row in rows
            if level in ("", str(row[LEVEL]))
            and (not term or row[TERM] == ("" if term == NO_TERM else term))
            and has_words(words, row[RESPONSIBLE])
            and self.has_sought(row[CODE], row[TITLE])
        ]

    @cached_property
    def elements(self) -> list[Element]:
        """The elements of the page, in order, with their institutions; two queries."""
        keys = [row[PK] for row in self.page.object_list]
        found = Element.objects.select_related("level").prefetch_related("institutions").in_bulk(keys)
        return [found[pk] for pk in keys if pk in found]

    def _keys_in_branch(self, root: int) -> set[int]:
        keys = {root}
        for _depth, row in self.outline.walk():
            if row[PARENT] in keys:
                keys.add(row[PK])
        return keys


class WordsField(TextFormField):
    """A few words of a longer text."""

    default_validators = (validate_printable,)

    def __init__(self, label: str):
        super().__init__(label=label, required=False, max_length=WORDS_LIMIT)


class BulkChangeForm(forms.Form):
    """What is to change in the chosen elements; what is left empty stays as it is."""

    responsible_old = WordsField("În loc de")
    responsible_new = WordsField("Se scrie")
    institution_old = forms.ModelChoiceField(Institution.objects.none(), label="În loc de", required=False)
    institution_new = forms.ModelChoiceField(Institution.objects.none(), label="Se pune", required=False)
    completion_term_old = WordsField("În loc de")
    completion_term_new = WordsField("Se scrie")
    due_day = DayField(label="Data nouă", required=False)
    due_months = forms.IntegerField(
        label="Sau mutată cu atâtea luni",
        required=False,
        validators=[MinValueValidator(-MOST_MONTHS), MaxValueValidator(MOST_MONTHS)],
        help_text="Cu minus, mai devreme. Sfârșitul unei luni rămâne sfârșit de lună.",
    )
    evaluation_term_old = WordsField("În loc de")
    evaluation_term_new = WordsField("Se scrie")

    def __init__(self, data=None, *, plan: Plan):
        super().__init__(data, label_suffix="")
        named = Institution.objects.filter(elements__level__plan=plan).distinct()
        offer_institutions(self.fields["institution_old"], named, kept=named.values("pk"))
        self.fields["institution_old"].empty_label = "Nimic ales"
        offer_institutions(self.fields["institution_new"], Institution.objects.nameable_by(plan))
        self.fields["institution_new"].empty_label = "Nimic ales"

    def clean(self):
        """Refuse a form that changes nothing, and one that says two things of one field."""
        cleaned = super().clean()
        if cleaned.get("due_day") and cleaned.get("due_months"):
            self.add_error("due_months", "Alegeți una: o dată nouă sau cu câte luni se mută.")
        for name in (*TEXTS, "institution"):
            old, new = cleaned.get(f"{name}_old"), cleaned.get(f"{name}_new")
            if old and old == new:
                self.add_error(f"{name}_new", "Este același cu cel dinainte.")
        if not self.errors and self.edit == BulkEdit():
            raise ValidationError("Spuneți întâi ce se schimbă: completați cel puțin un câmp.")
        return cleaned

    @property
    def edit(self) -> BulkEdit:
        """What was asked for."""
        said = self.cleaned_data
        pairs = ((name, said[f"{name}_old"], said[f"{name}_new"]) for name in TEXTS)
        return BulkEdit(
            texts=tuple(TextReplacement(*pair) for pair in pairs if any(pair[1:])),
            institution_old=said["institution_old"],
            institution_new=said["institution_new"],
            due_day=said["due_day"],
            due_months=said["due_months"] or 0,
        )


GROUPS = {
    element_field("responsible").label: ("responsible_old", "responsible_new"),
    element_field("institutions").label: ("institution_old", "institution_new"),
    f"{element_field('completion_term').label}, așa cum e tipărit": ("completion_term_old", "completion_term_new"),
    element_field("completion_due").label: ("due_day", "due_months"),
    element_field("evaluation_term").label: ("evaluation_term_old", "evaluation_term_new"),
}


def _branch_name(depth: int, row: OutlineRow) -> str:
    name = Truncator(f"{row[CODE]} {row[TITLE]}".strip()).chars(80)
    return f"{'– ' * depth}{name}"
