"""The form in which a stand-in is named."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.stand_ins.queries import possible_stand_ins
from portal.forms.days import DayField
from portal.people import person_name


class StandInForm(forms.Form):
    """A colleague, from when until when."""

    substitute = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label="Cine ține locul",
        empty_label="Alegeți",
        help_text="Un coleg cu un rol în aceeași instituție. Poate tot ce permit rolurile din instituțiile comune.",
    )
    valid_from = DayField(label="Din ziua", initial=timezone.localdate)
    valid_until = DayField(
        label="Până în ziua", help_text="Ultima zi. Înlocuirea se încheie singură; se poate încheia și mai devreme."
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        people = possible_stand_ins(person).order_by("last_name", "first_name", "username")
        self.fields["substitute"].queryset = people
        self.fields["substitute"].label_from_instance = person_name
