"""The list of published plans: which of them a reader asked for, in what order, a page at a time."""

from collections.abc import Mapping

from django.template.loader import render_to_string

from portal.forms.lists import ListForm, SearchField
from portal.text import fold
from public.models import PlanSummary

FILTER_FROM = 6
NEWEST_FIRST = ("-period_start", "-slug")


class PublicPlansForm(ListForm):
    """The choices above the published plans."""

    orders = {
        "perioada": ("Cele mai noi întâi", NEWEST_FIRST),
        "titlu": ("După titlu", ("title_key", *NEWEST_FIRST)),
    }
    rows_on_a_page = 20
    cauta = SearchField("Titlul sau instituția")

    def filter_rows(self, rows):
        """Return the plans whose title or institution holds each of the words asked for."""
        for word in fold(self.choice("cauta")).split():
            rows = rows.filter(search_text__contains=word)
        return rows


def plans_page(asked: Mapping[str, str] | None = None) -> str:
    """Return the list of real published plans, also the home page; `asked` holds what the reader filtered by.

    An example is not in the list: one line under it leads there and says what it is.
    """
    real = PlanSummary.objects.real()
    form = PublicPlansForm(asked, real)
    plans = real.count() if form.is_narrowed else form.page.paginator.count
    context = {"form": form, "has_filter": plans >= FILTER_FROM, "example": PlanSummary.objects.invented().first()}
    return render_to_string("public/home/plans.html", context)
