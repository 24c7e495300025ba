"""The choices above the security log."""

import datetime

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from portal.forms.days import DayField
from portal.forms.lists import ListForm, SearchField, choices_of
from portal.security_log.models import SecurityEvent


class SecurityEventsForm(ListForm):
    """Who, what, from when until when, from which address."""

    rows_on_a_page = 50
    cauta = SearchField("Cine sau despre cine")
    ce = forms.ChoiceField(label="Ce", required=False, choices=choices_of(SecurityEvent.Occurrence.choices, "Orice"))
    de = DayField(label="De la", required=False)
    pana = DayField(label="Până la", required=False)
    adresa = forms.GenericIPAddressField(label="Adresa", required=False)

    def __init__(self, data):
        super().__init__(data, SecurityEvent.objects.select_related("by", "person"))

    def filter_rows(self, rows):
        """Return the events that are asked for; a day is the county's."""
        if self.choice("ce"):
            rows = rows.filter(what=self.choice("ce"))
        if self.choice("de"):
            rows = rows.filter(at__gte=_midnight(self.choice("de")))
        if self.choice("pana"):
            rows = rows.filter(at__lt=_midnight(self.choice("pana")) + datetime.timedelta(days=1))
        if self.choice("adresa"):
            rows = rows.filter(address=self.choice("adresa"))
        if self.choice("cauta"):
            people = self._people_sought()
            rows = rows.filter(Q(by__in=people) | Q(person__in=people))
        return rows

    def _people_sought(self) -> list[int]:
        people = get_user_model().objects.order_by().values_list("pk", "username", "first_name", "last_name")
        return [pk for pk, *names in people if self.has_sought(*names)]


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
