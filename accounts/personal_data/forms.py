"""What an administrator fills in before somebody's data are erased."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.personal_data.erasure import ErasureRight
from portal.forms.texts import TextFormField


class ErasureForm(forms.Form):
    """By what right, upon which request, and the account's name typed once more: this cannot be undone."""

    right = forms.ChoiceField(label="Temeiul", choices=[("", "Alegeți"), *ErasureRight.choices])
    reason = TextFormField(
        label="Cererea",
        max_length=500,
        help_text="Numărul și data la care a fost înregistrată, fără nume. De exemplu: „Cererea nr. 12 din 3 martie.”",
    )
    username = forms.CharField(
        label="Numele de utilizator al contului",
        help_text="Scrieți-l încă o dată, ca să nu se șteargă datele altcuiva. Ștergerea nu se poate da înapoi.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_username(self):
        """Refuse the name of another account."""
        name = self.cleaned_data["username"]
        if name != self.person.get_username():
            raise ValidationError(f"Contul acesta se numește „{self.person.get_username()}”.")
        return name
