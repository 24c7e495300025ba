"""The forms of recommendations: issued and verified by the oversight body, answered by an institution."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.models import Indicator, Recommendation
from indicators.oversight.sittings.forms import date_widget
from indicators.reporting.evidence.forms import FILE, PUBLIC, EvidenceFields
from plans.models import Element, Institution
from plans.outline import PK, load_outline
from plans.workspace.institution_choice import offer_institutions
from portal.forms.lists import ListForm, choices_of
from portal.forms.seen import SeenVersionForm
from portal.forms.texts import ProseFormField

State = Recommendation.RecommendationState
LATE_CHOICE = "restante"


class RecommendationListForm(ListForm):
    """The choices above a list of recommendations."""

    orders = {
        "noi": ("Cele mai noi întâi", ("-year", "-number")),
        "termen": ("După termen", ("deadline",)),
    }
    stare = forms.ChoiceField(
        label="Stadiul",
        required=False,
        choices=choices_of([(LATE_CHOICE, "fără răspuns, cu termenul depășit"), *State.choices]),
    )
    institutie = forms.ChoiceField(label="Instituția", required=False)
    plan = forms.ChoiceField(label="Planul", required=False)

    def __init__(self, data, rows):
        super().__init__(data, rows)
        bare = rows.order_by().distinct()
        for name, pairs in (
            ("institutie", bare.values_list("addressed_to__code", "addressed_to__name")),
            ("plan", bare.values_list("plan__slug", "plan__short_title")),
        ):
            self.set_choices(name, sorted(pairs, key=lambda pair: pair[1]))

    def filter_rows(self, rows):
        """Return the recommendations of the stage, the institution and the plan."""
        if self.choice("stare") == LATE_CHOICE:
            rows = rows.filter(state=State.OPEN, deadline__lt=timezone.localdate())
        elif self.choice("stare"):
            rows = rows.filter(state=self.choice("stare"))
        if self.choice("institutie"):
            rows = rows.filter(addressed_to__code=self.choice("institutie"))
        return rows.filter(plan__slug=self.choice("plan")) if self.choice("plan") else rows


class NewRecommendationForm(forms.ModelForm):
    """A new recommendation about a plan, or about one of its elements or indicators, or about a report."""

    class Meta:
        model = Recommendation
        fields = ["element", "indicator", "addressed_to", "deadline", "sitting", "text"]
        widgets = {"deadline": date_widget(), "text": forms.Textarea(attrs={"rows": 8})}
        labels = {
            "element": "Elementul planului",
            "addressed_to": "Cui i se adresează",
            "text": "Textul recomandării",
            "sitting": "Făcută în ședința",
        }
        help_texts = {
            "element": "Când recomandarea privește un obiectiv, o direcție sau o măsură.",
            "indicator": "Când recomandarea privește un singur indicator.",
            "deadline": "Până când se așteaptă răspunsul oficial.",
            "text": "Spuneți ce se cere și de ce. De exemplu: „Să se comunice măsurile luate pentru reducerea timpului "
            "mediu de intervenție în mediul rural.”",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan, report = self.instance.plan, self.instance.report
        if report:
            del self.fields["element"], self.fields["indicator"]
        else:
            rows = {row.pk: row for row in Element.objects.filter(level__plan=plan).select_related("level")}
            self.fields["element"].queryset = Element.objects.filter(level__plan=plan)
            in_order = (rows[row[PK]] for _depth, row in load_outline(plan).walk())
            self.fields["element"].choices = choices_of(((row.pk, row) for row in in_order), "Întregul plan")
            self.fields["indicator"].queryset = Indicator.objects.filter(plan=plan).order_by("number")
            self.fields["indicator"].empty_label = "Niciunul anume"
        others = Institution.objects.nameable_by(plan).exclude(pk=self.instance.body_id)
        offer_institutions(self.fields["addressed_to"], others)
        self.fields["addressed_to"].empty_label = "Alegeți instituția"
        self.fields["sitting"].queryset = self.instance.body.sittings.all()
        self.fields["sitting"].empty_label = "În afara unei ședințe"

    def clean_deadline(self):
        """Refuse a deadline that has passed."""
        deadline = self.cleaned_data["deadline"]
        if deadline < timezone.localdate():
            raise ValidationError("Termenul a trecut. Alegeți ziua de azi sau una de mai târziu.")
        return deadline

    def clean(self):
        """Refuse a recommendation about two things."""
        cleaned = super().clean()
        if cleaned.get("element") and cleaned.get("indicator"):
            self.add_error("indicator", "Alegeți fie un element al planului, fie un indicator.")
        return cleaned


class VerifyAnswerForm(SeenVersionForm):
    """What was found when an answer was verified."""

    note = ProseFormField(
        label="Constatarea",
        help_text="Dacă închideți recomandarea, constatarea se publică lângă răspuns. Dacă întoarceți răspunsul, aici "
        "scrieți ce mai lipsește din el.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class FollowUpForm(SeenVersionForm):
    """What is done about a recommendation beside verifying its answer: a later deadline, an end without an answer."""

    reason = ProseFormField(
        label="Motivul",
        help_text="Se publică. De exemplu: „Instituția a cerut un răgaz: datele anului sunt gata în februarie.”",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    deadline = forms.DateField(
        label="Termenul nou", required=False, help_text="Numai când prelungiți termenul.", widget=date_widget()
    )

    def __init__(self, data=None, files=None, *, row, **kwargs):
        super().__init__(data, files, row=row, prefix="urmare", **kwargs)
        if row.state != State.OPEN:
            del self.fields["deadline"]

    def clean(self):
        """Ask for the day where the deadline is to be extended."""
        cleaned = super().clean()
        if "extend" in self.data and not cleaned.get("deadline"):
            self.add_error("deadline", "Alegeți termenul nou.")
        return cleaned


class AnswerForm(SeenVersionForm):
    """An institution's answer; one that is only kept for later may be empty."""

    text = ProseFormField(
        label="Răspunsul oficial",
        help_text="Se publică atunci când îl trimiteți, cu dovezile publice. Până atunci, ciorna o vede și cine a "
        "făcut recomandarea. Nu scrieți date personale.",
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Scrieți răspunsul."},
    )

    def __init__(self, *args, is_kept: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = not is_kept


class AnswerEvidenceForm(EvidenceFields):
    """A file or a link that an answer rests on; all empty when there is nothing to add."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        public = self.fields[PUBLIC]
        public.label = "Dovada devine publică odată cu răspunsul"
        public.help_text = "Altfel o văd numai instituția care răspunde și organismul care a recomandat."

    def ask(self) -> None:
        """Ask for a file or a link where neither was given."""
        if self.is_valid() and not self.has_evidence:
            self.add_error(FILE, "Alegeți fișierul sau scrieți adresa dovezii.")
