"""The list of published plans: which of them a reader asked for, in what order, a page at a time."""

from collections.abc import Mapping

from django import forms
from django.db.models import Max, Min
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms.lists import ListForm, SearchField, choices_of
from portal.text import alphabetical_key, fold
from public.models import PlanSummary

FILTER_FROM = 2
NEWEST_FIRST = ("-period_start", "-slug")
# Where today is beside a plan's period.
TIMES = {"in-vigoare": _("În vigoare"), "incheiate": _("Încheiate"), "urmeaza": _("Urmează")}


class PublicPlansForm(ListForm):
    """The choices above the published plans."""

    orders = {
        "perioada": (_("Cele mai noi întâi"), NEWEST_FIRST),
        "titlu": (_("După titlu"), ("title_key", *NEWEST_FIRST)),
        "schimbare": (_("Ultimele publicate întâi"), ("-published_at", *NEWEST_FIRST)),
    }
    rows_on_a_page = 20
    cauta = SearchField(_("Titlul sau instituția"))
    stare = forms.ChoiceField(label=_("Perioada"), required=False, choices=choices_of(TIMES.items()))
    an = forms.ChoiceField(label=_("Anul"), required=False)
    institutie = forms.ChoiceField(label=_("Instituția"), required=False)

    def __init__(self, data, rows):
        super().__init__(data, rows)
        owners = rows.order_by().values_list("owner_code", "owner_name").distinct()
        owners = sorted(dict(owners).items(), key=lambda pair: alphabetical_key(pair[1]))
        self.set_choices("institutie", owners, is_asked=len(owners) > 1, is_romanian=True)
        span = rows.aggregate(first=Min("period_start__year"), last=Max("period_end__year"))
        years = range(span["last"], span["first"] - 1, -1) if span["first"] else []
        self.set_choices("an", [(str(year), str(year)) for year in years], is_asked=len(years) > 1)

    def filter_rows(self, rows):
        """Return the plans of the institution, the year and the time, whose title or institution holds each word."""
        for word in fold(self.choice("cauta")).split():
            rows = rows.filter(search_text__contains=word)
        if code := self.choice("institutie"):
            rows = rows.filter(owner_code=code)
        if year := self.choice("an"):
            rows = rows.filter(period_start__year__lte=int(year), period_end__year__gte=int(year))
        return self._of_time(rows, self.choice("stare"))

    def _of_time(self, rows, time: str):
        today = timezone.localdate()
        kept = {"in-vigoare": rows.in_force, "incheiate": rows.ended, "urmeaza": rows.to_come}
        return kept[time](today) if time else rows


def plans_page(asked: Mapping[str, str] | None = None) -> str:
    """Return the list of real published plans; `asked` holds what the reader filtered by.

    An example is not in the list: one line under it leads there and says what it is.
    """
    real = PlanSummary.objects.real()
    form = PublicPlansForm(asked, real)
    plans = real.count() if form.is_narrowed else form.page.paginator.count
    context = {
        "form": form,
        "has_filter": plans >= FILTER_FROM,
        "example": PlanSummary.objects.invented().first(),
        "today": timezone.localdate(),
    }
    return render_to_string("public/home/plans.html", context)
