"""Which sittings readers find, and which of them one asked for."""

import datetime

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Sitting
from portal.forms.lists import ListForm


def public_sittings(today: datetime.date):
    """Return the sittings that were held and of which something is recorded, the newest first."""
    recorded = ~Q(conclusions="") | Q(recommendations__isnull=False) | Q(briefings__adopted_on__isnull=False)
    rows = Sitting.objects.filter(recorded, held_on__lte=today).select_related("body", "edition__plan")
    return rows.distinct().order_by("-held_on", "-pk")


class PublicSittingsForm(ListForm):
    """The choices above the sittings that readers see."""

    orders = {
        "noi": (_("Cele mai noi întâi"), ("-held_on", "-pk")),
        "vechi": (_("Cele mai vechi întâi"), ("held_on", "pk")),
    }
    rows_on_a_page = 20
    institutie = forms.ChoiceField(label=_("Organismul"), required=False)
    an = forms.ChoiceField(label=_("Anul"), required=False)

    def __init__(self, data, rows):
        super().__init__(data, rows)
        bare = rows.order_by()
        bodies = sorted(set(bare.values_list("body__code", "body__name")), key=lambda pair: pair[1])
        years = sorted({day.year for day in bare.values_list("held_on", flat=True)}, reverse=True)
        self.set_choices("institutie", bodies, is_asked=len(bodies) > 1)
        self.set_choices("an", [(str(year), str(year)) for year in years], is_asked=len(years) > 1)

    def filter_rows(self, rows):
        """Return the sittings of the body and of the year."""
        if self.choice("institutie"):
            rows = rows.filter(body__code=self.choice("institutie"))
        return rows.filter(held_on__year=int(self.choice("an"))) if self.choice("an") else rows
