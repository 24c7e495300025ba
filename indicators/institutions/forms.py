"""What an administrator fills in about an institution that changes, and the choices above their list."""

from django import forms
from django.utils import timezone

from plans.models import Institution, InstitutionChange
from portal.forms.days import DayField
from portal.forms.lists import ListForm, SearchField
from portal.forms.texts import ProseFormField, TextFormField

Kind = InstitutionChange.ChangeKind


class InstitutionsForm(ListForm):
    """The choices above all institutions."""

    orders = {"nume": ("După nume", ("name", "pk")), "cod": ("După cod", ("code",))}
    STATES = {"active": "Cele de azi", "incheiate": "Cele care au un succesor"}
    cauta = SearchField("Denumire, de azi sau de dinainte")
    stare = forms.ChoiceField(label="Care", required=False, choices=[("", "Toate"), *STATES.items()])

    def __init__(self, data):
        super().__init__(data, Institution.objects.prefetch_related("changes__successor", "contacts"))

    def filter_rows(self, rows):
        """Return the institutions in the state, with the words in a name of theirs."""
        if self.choice("stare") == "active":
            rows = rows.lasting()
        if self.choice("stare") == "incheiate":
            rows = rows.ended()
        if self.choice("cauta"):
            now = Institution.objects.order_by().values_list("pk", "name", "short_name", "code")
            then = InstitutionChange.objects.order_by().values_list("institution", "former_name", "former_short_name")
            rows = rows.filter(pk__in={pk for pk, *names in (*now, *then) if self.has_sought(*names)})
        return rows


class ChangeForm(forms.Form):
    """From when, by which act, why."""

    effective_on = DayField(
        label="Din ziua", initial=timezone.localdate, help_text="Prima zi în care ține. Nu poate fi o zi viitoare."
    )
    act = TextFormField(
        label="Actul",
        max_length=300,
        help_text="De exemplu „Hotărârea Guvernului nr. 123 din 4 martie 2026”. Se publică.",
    )
    reason = ProseFormField(label="Motivul", help_text="De exemplu „Reorganizarea serviciilor deconcentrate.”")


class RenameForm(ChangeForm):
    """A new name."""

    name = TextFormField(label="Denumirea nouă", max_length=200)
    short_name = TextFormField(label="Denumirea scurtă nouă", max_length=60)
    field_order = ["name", "short_name", *ChangeForm.base_fields]


class EndInstitutionForm(ChangeForm):
    """How an institution ended, and who does from then on what it did; `seen` is what the page said would pass on."""

    kind = forms.ChoiceField(label="Ce s-a întâmplat", choices=[("", "Alegeți"), *Kind.choices[1:]])
    successor = forms.ModelChoiceField(
        Institution.objects.none(),
        label="Succesorul",
        empty_label="Alegeți",
        help_text="Cine raportează din acea zi ce avea ea de raportat.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["kind", "successor", *ChangeForm.base_fields]

    def __init__(self, *args, institution: Institution, **kwargs):
        super().__init__(*args, **kwargs)
        others = Institution.objects.filter(is_invented=institution.is_invented).exclude(pk=institution.pk)
        self.fields["successor"].queryset = others.lasting().order_by("name")
        self.fields["successor"].label_from_instance = lambda one: one.name
