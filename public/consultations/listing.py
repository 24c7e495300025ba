"""Which consultations readers find, and which of them one asked for."""

import datetime

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Consultation
from plans.render.consultation.record import DECISIONS
from portal.forms.lists import ListForm, SearchField


def listed_consultations():
    """Return the consultations with what a list shows of each, the newest first."""
    return Consultation.objects.defer("document", "substantiation", "sending").select_related("closing")


class PublicConsultationsForm(ListForm):
    """The choices above the consultations."""

    orders = {"noi": (_("Cele mai noi întâi"), ("-number",)), "vechi": (_("Cele mai vechi întâi"), ("number",))}
    rows_on_a_page = 20
    STATES = [("primesc", _("primesc propuneri")), ("in-curs", _("în curs")), ("incheiate", _("încheiate"))]
    stare = forms.ChoiceField(label=_("Starea"), required=False)
    an = forms.ChoiceField(label=_("Anul"), required=False)

    def __init__(self, data, rows, *, today: datetime.date):
        super().__init__(data, rows)
        self.today = today
        years = sorted({day.year for day in rows.order_by().values_list("opened_on", flat=True)}, reverse=True)
        self.set_choices("stare", self.STATES)
        self.set_choices("an", [(str(year), str(year)) for year in years], is_asked=len(years) > 1)

    def filter_rows(self, rows):
        """Return the consultations in the state, opened in the year."""
        states = {
            "primesc": Q(closing=None, proposals_until__gte=self.today),
            "in-curs": Q(closing=None),
            "incheiate": Q(closing__isnull=False),
        }
        if self.choice("stare"):
            rows = rows.filter(states[self.choice("stare")])
        return rows.filter(opened_on__year=int(self.choice("an"))) if self.choice("an") else rows


class PublicRegisterForm(ListForm):
    """The choices above the register of a consultation, whose proposals are in memory."""

    rows_on_a_page = 25
    cauta = SearchField(_("Cuvinte din propunere sau răspuns"))
    raspuns = forms.ChoiceField(label=_("Răspunsul"), required=False)

    def __init__(self, data, rows):
        super().__init__(data, rows)
        self.set_choices("raspuns", [(value or "fara", name) for value, name in DECISIONS.items()])

    def filter_rows(self, rows):
        """Return the proposals with the words and the answer; what is not public has neither."""
        rows = [one for one in rows if self.has_sought(one.text, one.about, one.author, one.reason)]
        chosen = self.choice("raspuns")
        return [one for one in rows if one.is_admitted and (one.decision or "fara") == chosen] if chosen else rows
