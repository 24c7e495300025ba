"""The form of a target, for the workspace and the back office alike."""

from django import forms

from indicators.editing.target_rules import ASKED_REASON, day_problems, kind_problems, outside_problem
from indicators.editing.targets import PROMISE_FIELDS, replace_target
from indicators.models import Indicator, Target
from indicators.target_periods import is_outside
from plans.editing.settings.forms import field_labels, formfield_for_dbfield
from plans.models import AdoptionAct
from portal.forms.versioned import VersionedForm

CHANGE_FIELDS = ("reason", "act")
TARGET_FIELDS = (*PROMISE_FIELDS, *CHANGE_FIELDS)
GROUPS = {
    "Ce se promite": ("kind", "value", "upper_value", "text"),
    "Pentru când": ("period_start", "period_end"),
    "De ce se schimbă": CHANGE_FIELDS,
}
LABELS = {
    "kind": "Felul țintei",
    "upper_value": "Valoarea de sus",
    "text": "Textul",
    "reason": "De ce se schimbă",
    "act": "Actul care o schimbă",
}
HINTS = {
    "kind": "De exemplu „cel puțin” pentru „cel puțin 90% din sesizări rezolvate”, „cel mult” pentru „cel mult 5 "
    "accidente”, „de stabilit” când planul nu spune încă valoarea.",
    "value": "De exemplu 12,5; la un interval, valoarea de jos. Fără unitate de măsură.",
    "upper_value": "Numai la un interval.",
    "text": "Pentru o țintă fără număr, sau lămuriri lângă număr. De exemplu „o campanie în fiecare școală”.",
    "reason": "Ținta este publicată: motivul rămâne public, lângă valoarea veche.",
    "act": "Hotărârea prin care s-a schimbat; se adaugă la „Părțile planului”.",
}

OUTSIDE_HINT = "Numai când perioada țintei iese din perioada planului. Rămâne public."


class TargetForm(VersionedForm):
    """A target; one that the public has seen is replaced by what is typed, and the form asks why."""

    @property
    def is_replacement(self):
        """Tell whether saving puts a new target in the place of one that the public has seen."""
        return bool(self.touched_fields & set(PROMISE_FIELDS)) and self.instance.is_published

    def clean(self):
        """Ask for what the kind of target needs, and for the reason of a change that the public will see."""
        cleaned = super().clean()
        self._fit_kind(self.cleaned_data)
        self._fit_plan(self.cleaned_data)
        if "reason" not in self.touched_fields and "reason" not in self.errors and self.is_replacement:
            self.add_error("reason", ASKED_REASON)
        elif self.instance.must_stay and "reason" in self.touched_fields and not cleaned.get("reason"):
            self.add_error("reason", "Scrieți de ce s-a schimbat ținta: motivul se publică lângă valoarea veche.")
        return cleaned

    def save(self, commit=True):
        """Save, or replace what the public has seen."""
        if commit and self.is_replacement:
            new = {"act": None, **{name: self.cleaned_data[name] for name in TARGET_FIELDS if name in self.fields}}
            self.instance = replace_target(self.instance, **new)
            return self.instance
        return super().save(commit)

    def _fit_plan(self, cleaned):
        """Refuse years that no plan has, and a period outside the plan's without a reason."""
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        for name, message in day_problems(start, end):
            self.add_error(name, message)
        indicator = self.instance.indicator_id and self.instance.indicator
        if not (indicator and start and end) or cleaned.get("reason") or "reason" in self.errors:
            return
        plan = indicator.plan
        is_touched = self.instance._state.adding or self.touched_fields & {"period_start", "period_end", "reason"}
        if is_touched and is_outside(Target(period_start=start, period_end=end), plan):
            self.add_error("reason" if "reason" in self.fields else "period_end", outside_problem(plan))

    def _fit_kind(self, cleaned):
        """Say beside each field what the kind of target needs there, or does not take."""
        for name, message in kind_problems(cleaned.get("kind"), cleaned):
            if name not in self.errors:
                self.add_error(name, message)


def target_form_class(indicator: Indicator, *, asks_why: bool) -> type[TargetForm]:
    """Return the form of a target in the workspace; an act of its own plan changes it."""
    fields = TARGET_FIELDS if asks_why else (*PROMISE_FIELDS, "reason")
    form = forms.modelform_factory(
        Target,
        form=TargetForm,
        fields=fields,
        labels=field_labels(Target, fields, LABELS if asks_why else LABELS | {"reason": "De ce iese din plan"}),
        help_texts=HINTS if asks_why else HINTS | {"reason": OUTSIDE_HINT},
        formfield_callback=formfield_for_dbfield,
    )
    if asks_why:
        form.base_fields["act"].queryset = AdoptionAct.objects.filter(plan=indicator.plan_id)
        form.base_fields["act"].empty_label = "Niciun act"
    return form


def field_groups(form: TargetForm) -> dict[str, tuple[str, ...]]:
    """Return the form's fields in groups, by their headings."""
    if "act" in form.fields:
        return GROUPS
    promise, time, _change = GROUPS
    return {promise: GROUPS[promise], time: (*GROUPS[time], "reason")}
