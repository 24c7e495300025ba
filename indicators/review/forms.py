"""What a reviewer fills in: a verdict with its reason, or what the institution is asked for."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError

from indicators.models import Report
from indicators.progress.vocabulary import STATUS_NAMES, judgement
from indicators.render.badges import badge
from indicators.reporting.proposal import VerdictProposal
from portal.forms.seen import SeenVersionForm
from portal.forms.texts import ProseFormField

MIN_LETTERS = 10


class AcceptReportForm(SeenVersionForm):
    """The verdict and its reason; the formula's proposal is named, the person chooses.

    Where the formula says that there is nothing to judge yet, "cannot be judged" is offered in its words.
    """

    verdict = forms.ChoiceField(
        label="Aprecierea", widget=forms.RadioSelect, error_messages={"required": "Alegeți o apreciere."}
    )
    reason = ProseFormField(
        label="Motivul aprecierii",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Scrieți pe ce se sprijină aprecierea."},
    )
    interest = forms.MultipleChoiceField(
        label="Interes declarat",
        widget=forms.CheckboxSelectMultiple,
        choices=[("da", "Știu că aprecierea mea se publică însoțită de mențiunea „interes declarat”.")],
        error_messages={"required": "Bifați că știți că aprecierea se publică cu această mențiune."},
    )

    def __init__(self, *args, proposal: VerdictProposal, has_interest: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposed, self.proposed_name = proposal.verdict, f"„{STATUS_NAMES[proposal.judgement]}”"
        self.fields["verdict"].choices = [(value, _choice(value, proposal)) for value in Report.Verdict.values]
        self.fields["reason"].help_text = (
            "Apare public, lângă apreciere. De exemplu: „Ținta de cel mult 5 accidente a fost respectată, potrivit "
            "evidenței serviciului rutier.” Dacă apreciați altfel decât propune formula, adică altfel decât "
            f"{self.proposed_name}, "
            "este obligatoriu să explicați aici de ce."
        )
        if not has_interest:
            del self.fields["interest"]
        self.helper = _helper("acceptare")
        self.helper.add_input(Submit("accept", "Acceptă raportarea"))

    def clean(self):
        """Refuse a verdict other than the proposed one that nothing explains."""
        cleaned = super().clean()
        verdict, reason = cleaned.get("verdict"), cleaned.get("reason")
        differs = verdict and reason and verdict != self.proposed
        if differs and sum(letter.isalpha() for letter in reason) < MIN_LETTERS:
            message = (
                f"Formula propune {self.proposed_name}. Explicați de ce apreciați altfel, în cel puțin câteva cuvinte."
            )
            self.add_error("reason", ValidationError(message, code="unexplained"))
        return cleaned


class ReturnReportForm(SeenVersionForm):
    """What the institution is asked to change before the report can be judged."""

    note = ProseFormField(
        label="Ce trebuie completat sau corectat",
        help_text="Îl citește instituția care a raportat; nu se publică. De exemplu: „Atașați situația centralizatoare "
        "din care rezultă cele 12 acțiuni.”",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Scrieți ce îi cereți instituției."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="intoarcere", **kwargs)
        self.helper = _helper("intoarcere")
        self.helper.add_input(Submit("return", "Întoarce raportarea", css_class="secondary"))


def _helper(place: str) -> FormHelper:
    """Return the layout of a form whose refusal shows at its own place of a long page."""
    helper = FormHelper()
    helper.form_action = f"#{place}"
    helper.form_id = f"form-{place}"
    helper.attrs = {"data-keep": ""}
    return helper


def _choice(verdict: str, proposal: VerdictProposal) -> str:
    """Return a verdict as the form offers it."""
    shown = badge(judgement(verdict, proposal.progress.status))
    return f"{shown.shape} {shown.word}{' (propunerea formulei)' if verdict == proposal.verdict else ''}"
