"""Publishing and withdrawing: what the public is told of it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from plans.forms.texts import ProseFormField


class PublishForm(forms.Form):
    """What changed, for the public; and the newest edition that was there when the page was shown."""

    note = ProseFormField(
        label="Ce s-a schimbat",
        help_text="Apare public, lângă numărul ediției. De exemplu: „Termenul măsurii 1.8 este acum 31.12.2026, "
        "potrivit Hotărârii nr. 120/2025.” La prima publicare: „Prima ediție.”",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen_edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, newest, **kwargs):
        super().__init__(*args, initial={"seen_edition": newest}, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("publish", f"Publică ediția {newest + 1}"))

    def refuse(self, newest):
        """Say that someone published meanwhile; a second, conscious try goes through."""
        message = f"Între timp s-a publicat ediția {newest}. Verificați ce cuprinde, apoi publicați din nou."
        self.add_error(None, message)
        self.data = {**self.data.dict(), "seen_edition": newest}


class WithdrawForm(forms.Form):
    """Why an edition is taken out of public view."""

    reason = ProseFormField(
        label="Motivul retragerii",
        help_text="Apare public, la adresa ediției. De exemplu: „Anexa 2 lipsea din document.”",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("withdraw", "Retrage ediția"))
