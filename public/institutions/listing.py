"""The institutions that readers meet in real published plans, with what is awaited of each."""

import datetime

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from plans.models import Institution
from portal.forms.lists import ListForm, SearchField, choices_of
from portal.text import alphabetical_key
from public.institutions.awaited import AwaitedInstitution, awaited_institutions
from public.models import InstitutionMention


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


def named_institutions():
    """Return the institutions that real published plans name."""
    mentions = InstitutionMention.objects.filter(code=OuterRef("code"), summary__is_invented=False)
    return Institution.objects.filter(Exists(mentions))


def public_institutions(today: datetime.date) -> list[AwaitedInstitution]:
    """Return the institutions that real plans name or await something of: those late for the longest first."""
    awaited = awaited_institutions(today)
    known = {one.code for one in awaited}
    others = named_institutions().exclude(code__in=known).values_list("code", "name")
    return awaited + [AwaitedInstitution(*pair) for pair in sorted(others, key=lambda pair: alphabetical_key(pair[1]))]
