"""Fields for days."""

from django import forms


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
