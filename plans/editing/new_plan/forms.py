"""The forms in which a plan begins."""

from django import forms
from django.core.exceptions import ValidationError

from plans import permissions
from plans.editing.new_plan.actions import propose_address
from plans.editing.new_plan.shapes import SHAPES, PlanShape, shape_of
from plans.models import Institution, Plan
from plans.workspace.institution_choice import offer_institutions
from portal.months import FIRST_DAY, LAST_DAY

LIKE = "ca-alt-plan"
YEARS = range(FIRST_DAY.year, LAST_DAY.year + 1)


class NewPlanForm(forms.ModelForm):
    """What a plan is called, whose it is and for when; without an address, it takes one made of its short title."""

    class Meta:
        model = Plan
        fields = [
            "short_title",
            "title",
            "subtitle",
            "owner",
            "reviewer",
            "period_start",
            "period_end",
            "slug",
        ]
        labels = {"slug": "Adresa publică", "period_start": "De la", "period_end": "Până la, inclusiv"}
        help_texts = {
            "short_title": "Pentru liste și căi de navigare. De exemplu „Planul strategic ATOP 2025”.",
            "title": "Așa cum apare pe prima pagină a planului. De exemplu „Planul strategic”.",
            "subtitle": "Rândul de sub titlu. De exemplu „cuprinzând principalele obiective pentru anul 2025”.",
            "owner": "Redactorii și aprobatorii ei scriu planul.",
            "reviewer": "Dacă o instituție urmărește cum se îndeplinește planul: de exemplu ATOP Cluj.",
            "slug": "Partea din adresă care numește planul, de exemplu „atop-2025”. Dacă o lăsați goală, o facem din "
            "titlul scurt. Nu se mai schimbă după publicare.",
        }
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}) for name in ("period_start", "period_end")
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        offer_institutions(self.fields["owner"], permissions.editable_institutions(user))
        mine = self.fields["owner"].queryset
        self.fields["owner"].empty_label = "Alegeți instituția"
        self.fields["owner"].initial = mine[0] if len(mine) == 1 else None
        offer_institutions(self.fields["reviewer"], Institution.objects.all())
        self.fields["reviewer"].empty_label = "Nicio instituție"
        self.fields["slug"].required = False

    @property
    def plan_fields(self):
        """What the plan is called, whose it is and for when, as a page asks it."""
        return [self[name] for name in self.Meta.fields]

    def clean(self):
        """Refuse years that no plan has; propose an address where none was written."""
        cleaned = super().clean()
        for name in ("period_start", "period_end"):
            if cleaned.get(name) and cleaned[name].year not in YEARS:
                self.add_error(name, f"Scrieți un an între {YEARS[0]} și {YEARS[-1]}.")
        owner, reviewer = cleaned.get("owner"), cleaned.get("reviewer")
        if owner and reviewer and owner.is_invented != reviewer.is_invented:
            self.add_error("reviewer", "Una dintre cele două instituții este inventată, cealaltă nu.")
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", "Perioada nu se poate încheia înainte de a începe.")
        return cleaned

    def _get_validation_exclusions(self):
        """Leave a missing address to be proposed."""
        return super()._get_validation_exclusions() | {"slug"}

    def validate_unique(self):
        """Leave it to whoever saves to tell a plan sent twice from an address that is taken."""

    def save_with(self, save) -> Plan | None:
        """Save the plan in a way and return it; none, and the errors in the form, when it does not fit."""
        if not self.instance.slug:
            propose_address(self.instance, by=self.user)
        try:
            return save(self.instance)
        except ValidationError as refused:
            for name, errors in refused.message_dict.items():
                self.add_error(name if name in self.fields else None, errors)
        return None


class BeginForm(NewPlanForm):
    """A blank plan, and the shape in which it begins."""

    shape = forms.ChoiceField(
        label="Cum este alcătuit",
        widget=forms.RadioSelect,
        choices=[*((key, shape.name) for key, shape in SHAPES.items()), (LIKE, "Ca alt plan")],
    )
    like = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Planul ale cărui niveluri și secțiuni se iau",
        required=False,
        empty_label="Alegeți planul",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["like"].queryset = permissions.visible_plans(self.user)

    def clean(self):
        """Ask which plan, where the shape is that of another plan."""
        cleaned = super().clean()
        if cleaned.get("shape") == LIKE and not cleaned.get("like") and "like" not in self.errors:
            self.add_error("like", "Alegeți planul ale cărui niveluri și secțiuni se iau.")
        return cleaned

    @property
    def chosen_shape(self) -> PlanShape:
        """Return the shape that was chosen, in a form that was found valid."""
        chosen = self.cleaned_data["shape"]
        return shape_of(self.cleaned_data["like"]) if chosen == LIKE else SHAPES[chosen]
