"""The form of a report: the fields that its indicator asks for, and the evidence beside them."""

from decimal import Decimal

from django import forms

from indicators.models import Report
from indicators.reporting.actions import answer_fields
from indicators.reporting.answer_fields import (
    CONFIRMATION,
    ConfirmationField,
    ReportNumberField,
    YesNoField,
    number_validators,
)
from indicators.reporting.evidence import forms as evidence_forms
from plans.document.units import unit_of
from portal.forms.seen import SEEN_VERSION
from portal.forms.texts import ProseFormField
from portal.forms.versioned import VersionedForm, conflict_message, take_stored
from portal.literals import number_text

NUMBER_HINT = "De exemplu 12 sau 12,5. Scrieți numai numărul."
EMPTY_ANSWER = {"value": None, "numerator": None, "denominator": None, "text": ""}
MILESTONE_CHOICES = [("1", "Da, este realizat"), ("0", "Nu este realizat încă"), ("", "Necompletat")]
PAIR_LABELS = {
    "ratio": (("Numărătorul", "Câte îndeplinesc condiția. De exemplu 78."), ("Numitorul", "Din câte. De exemplu 120.")),
    "change": (
        ("Valoarea din perioada raportată", NUMBER_HINT),
        ("Valoarea din perioada cu care se compară", NUMBER_HINT),
    ),
}


class ReportForm(evidence_forms.EvidenceFields, ConfirmationField, VersionedForm):
    """What a reporter fills in, complete or not; a form that is sent must show what is stored."""

    text = ProseFormField(label="Răspunsul", required=False, help_text="Ce s-a realizat în această perioadă.")
    no_data_reason = ProseFormField(
        label="De ce nu există date",
        required=False,
        help_text="Numai dacă nu există: lăsați restul gol și scrieți motivul. Lipsa datelor nu înseamnă zero.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    narrative = ProseFormField(
        label="Explicații",
        required=False,
        help_text="Ce a dus la acest rezultat. Devin publice odată cu acceptarea raportării.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Report
        fields = ("text", "no_data_reason", "narrative", CONFIRMATION)

    def __init__(self, *args, is_sent: bool = False, **kwargs):
        self.is_sent = is_sent
        super().__init__(*args, **kwargs)
        self.asked = answer_fields(self.instance.indicator.nature)
        if "text" not in self.asked:
            self._ask_numbers()
        for name in evidence_forms.FIELDS:
            self.fields[name].show_hidden_initial = False
        self.order_fields([*self.asked, CONFIRMATION, "no_data_reason", "narrative"])

    def _ask_numbers(self) -> None:
        del self.fields["text"]
        for name, field in _numbers(self.instance.indicator):
            field.show_hidden_initial = True
            self.fields[name] = field
            self.initial[name] = getattr(self.instance, name)

    @property
    def is_content_touched(self) -> bool:
        """Tell whether the person changed what the report says."""
        return bool(self.touched_fields - set(evidence_forms.FIELDS))

    @property
    def may_be_saved(self) -> bool:
        """Tell whether nobody else saved something else meanwhile: then what can be read is kept."""
        return not self.non_field_errors()

    @property
    def is_readable(self) -> bool:
        """Tell whether all that the report says can be read, whatever is wrong with the evidence."""
        return not self.errors.keys() - set(evidence_forms.FIELDS)

    @property
    def content(self) -> dict:
        """Return what is to be kept: what cannot be read stays as it is stored, what is not asked for goes."""
        shown = [name for name in Report.CONTENT if name in self.fields]
        return EMPTY_ANSWER | {name: self.cleaned_data.get(name, getattr(self.instance, name)) for name in shown}

    def clean(self):
        """Refuse to send what the person has not seen: what others saved meanwhile is shown first."""
        cleaned = super().clean()
        if self.is_sent and not self.touched_fields and cleaned.get(SEEN_VERSION) != self.instance.version:
            self._show_stored()
        return cleaned

    def left_over(self) -> list[tuple[str, str]]:
        """Return what was typed and is not stored, by the names of the fields."""
        typed = ((name, self.data.get(self.add_prefix(name), "")) for name in self.stored_values(self.instance))
        values = self.stored_values(self.instance)
        return [
            (self.fields[name].label, dict(getattr(self.fields[name], "choices", ())).get(text, text))
            for name, text in typed
            if text.strip() and self._differs(name, values[name])
        ]

    def stored_values(self, stored) -> dict:
        """Return the stored row's values, those of the numbers too."""
        names = [name for name in self.fields if name in (*Report.CONTENT, CONFIRMATION)]
        return {name: getattr(stored, name) for name in names}

    def stored_in_words(self, stored, name: str) -> str:
        """Return what the stored report says in a field."""
        value = getattr(stored, name)
        if not isinstance(value, Decimal):
            return super().stored_in_words(stored, name)
        return dict(getattr(self.fields[name], "choices", ())).get(number_text(value), number_text(value))

    def _show_stored(self):
        stored = Report.objects.get(pk=self.instance.pk)
        values = self.stored_values(stored)
        taken = [name for name, value in values.items() if self._differs(name, value)]
        if taken:
            self.see(stored.version)
            for name in taken:
                take_stored(self, name, values[name])
            self.add_error(None, conflict_message(self, stored, taken))


def _numbers(indicator):
    """Yield the fields for the numbers that an indicator of this nature asks for."""
    nature, unit = indicator.nature, unit_of(indicator)
    if nature == "milestone":
        field = YesNoField(label="Este realizat?", widget=forms.RadioSelect)
        field.choices = MILESTONE_CHOICES
        yield "value", field
        return
    for place, name in enumerate(answer_fields(nature)):
        if nature in PAIR_LABELS:
            label, hint = PAIR_LABELS[nature][place]
        else:
            label, hint = f"Valoarea ({unit})" if unit else "Valoarea", NUMBER_HINT
        yield (
            name,
            ReportNumberField(label=label, help_text=hint, required=False, validators=number_validators(nature, name)),
        )
