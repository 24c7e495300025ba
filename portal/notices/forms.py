"""The choices above the list of notices, and how a person is mailed of each kind."""

from django import forms
from django.utils.text import capfirst

from portal.forms.lists import ListForm
from portal.notices.kinds import NOTICE_KINDS, NoticeWay, kinds_open_to
from portal.notices.queries import chosen_ways


class NoticesForm(ListForm):
    """The kind, and whether what was opened is shown; the newest stand first."""

    fel = forms.ChoiceField(label="Felul", required=False)
    stare = forms.ChoiceField(label="Starea", required=False, choices=[("", "Toate"), ("necitite", "Necitite")])

    def __init__(self, data, *, person):
        super().__init__(data, person.notices.select_related("by", "in_place_of"))
        told = set(person.notices.order_by().values_list("kind", flat=True).distinct())
        self.set_choices("fel", [(one.code, one.label) for one in NOTICE_KINDS.values() if one.code in told])

    def filter_rows(self, rows):
        """Return the notices of the kind, and those that were not opened."""
        if self.choice("fel"):
            rows = rows.filter(kind=self.choice("fel"))
        return rows.unread() if self.choice("stare") else rows


class NoticeSettingsForm(forms.Form):
    """A choice for each kind that the person's roles are told of."""

    def __init__(self, data, *, person):
        kinds = kinds_open_to(person)
        super().__init__(data, initial=chosen_ways(person, kinds), label_suffix="")
        for kind in kinds:
            self.fields[kind.code] = forms.ChoiceField(label=capfirst(kind.label), choices=NoticeWay.choices)
