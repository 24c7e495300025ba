"""The institutions that readers meet in real published plans, with what is awaited of each."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import Institution
from portal.forms.lists import ListForm, SearchField, choices_of
from portal.text import alphabetical_key
from public.institutions.awaited import AwaitedInstitution, awaited_institutions
from public.models import PlanSummary


class PublicInstitutionsForm(ListForm):
    """The choices above the institutions."""

    orders = {
        "intarzieri": (_("Întâi cele care întârzie"), None),
        "denumire": (_("După denumire"), lambda one: alphabetical_key(one.name)),
    }
    cauta = SearchField(_("Denumirea"))
    raspuns = forms.ChoiceField(
        label=_("Răspunsuri"),
        required=False,
        choices=choices_of({"asteptate": _("Se așteaptă ceva"), "intarziate": _("Ceva întârzie")}.items()),
    )

    def filter_rows(self, rows):
        """Return the institutions with the words, of which something is awaited or late."""
        kept = {"asteptate": lambda one: one.words, "intarziate": lambda one: one.late_since}
        is_kept = kept.get(self.choice("raspuns"), lambda one: True)
        return [one for one in rows if self.has_sought(one.name) and is_kept(one)]


def public_institutions(today: datetime.date) -> list[AwaitedInstitution]:
    """Return the institutions that real plans name or await something of: those late for the longest first."""
    awaited = awaited_institutions(today)
    known = {one.code for one in awaited}
    named = {
        code
        for codes in PlanSummary.objects.real().values_list("institution_codes", flat=True)
        for code in codes.split()
    }
    others = Institution.objects.filter(code__in=named - known).values_list("code", "name")
    return awaited + [AwaitedInstitution(*pair) for pair in sorted(others, key=lambda pair: alphabetical_key(pair[1]))]
