"""The form of a retirement: from when, why, by which act."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from plans.editing.settings.forms import formfield_for_dbfield
from plans.models import AdoptionAct, Plan
from plans.models.retirement import RETIREMENT_FIELDS, Retirable
from portal.forms.versioned import VersionedForm

LABELS = {"retired_on": "Din ce zi", "retired_reason": "De ce", "retired_act": "Actul"}
HINTS = {
    "retired_on": "Prima zi din care nu se mai urmărește. Perioadele încheiate înainte se raportează mai departe.",
    "retired_reason": "Se publică. De exemplu „Proiectul a fost preluat de Ministerul Afacerilor Interne.”",
    "retired_act": "Actul planului prin care s-a hotărât, dacă este unul.",
}


class RetirementForm(VersionedForm):
    """A retirement: a day inside the plan's years, with its reason."""

    def clean_retired_on(self) -> datetime.date:
        """Refuse a day that is not of the plan."""
        day, plan = self.cleaned_data["retired_on"], self.plan
        if not plan.period_start <= day <= plan.period_end:
            raise ValidationError(
                f"Alegeți o zi a planului, între {plan.period_start:%d.%m.%Y} și {plan.period_end:%d.%m.%Y}."
            )
        return day


def retirement_form(row: Retirable, plan: Plan, data=None) -> RetirementForm:
    """Return the form in which a row of the plan is retired."""
    form_class = forms.modelform_factory(
        type(row),
        form=RetirementForm,
        fields=RETIREMENT_FIELDS,
        labels=LABELS,
        help_texts=HINTS,
        formfield_callback=formfield_for_dbfield,
    )
    form = form_class(data, instance=row)
    form.plan = plan
    for name in ("retired_on", "retired_reason"):
        form.fields[name].required = True
    form.fields["retired_act"].queryset = AdoptionAct.objects.filter(plan=plan)
    form.fields["retired_act"].empty_label = "Niciun act"
    return form
