"""What a reader looks for, and by what it is narrowed."""

import datetime

from django import forms
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.render.indicator_rows import status_choices
from portal.forms.lists import ListForm, SearchField, choices_of
from portal.text import alphabetical_key
from public.institutions.listing import named_institutions
from public.models import PlanSummary
from public.search.entries import KIND_NAMES
from public.search.oversight_findings import recommendation_statuses
from public.search.queries import Matches
from public.search.questions import read_question
from public.search.words import facet

PLANS_OFFERED = 100
YEARS_OFFERED = 60


class SearchForm(ListForm):
    """The words and the choices among what holds them; the example is searched only by who asks for it."""

    not_narrowing = ("q",)
    rows_on_a_page = 20
    q = SearchField(_("Cuvintele"))
    plan = forms.ChoiceField(label=_("Planul"), required=False)
    fel = forms.ChoiceField(label=_("Unde"), required=False, choices=choices_of(KIND_NAMES.items(), _("Oriunde")))
    institutie = forms.ChoiceField(label=_("Instituția"), required=False)
    an = forms.ChoiceField(label=_("Anul"), required=False)
    stadiu = forms.ChoiceField(label=_("Stadiul"), required=False)

    def __init__(self, data):
        super().__init__(data, [])
        summaries = PlanSummary.objects.real()
        self.words = self.fields["q"].clean(self.data.get("q", ""))
        self.asked_plan = PlanSummary.objects.filter(slug=self.data.get("plan", "")[:50]).first()
        self._offer_plans(summaries)
        self._offer_institutions()
        self._offer_years(summaries)
        statuses = [(gettext("Indicatori și elemente"), [*status_choices().items()])]
        statuses += [(gettext("Recomandări"), [*recommendation_statuses().items()])]
        self.fields["stadiu"].choices = [("", gettext("Oricare")), *statuses]

    def _offer_plans(self, summaries) -> None:
        plans = list(summaries.newest_first()[:PLANS_OFFERED])
        if self.asked_plan and self.asked_plan not in plans:
            plans.append(self.asked_plan)
        self.set_choices("plan", [(one.slug, one.short_title) for one in plans], is_asked=bool(plans), is_romanian=True)

    def _offer_institutions(self) -> None:
        pairs = named_institutions().values_list("code", "name")
        self.set_choices("institutie", sorted(pairs, key=lambda pair: alphabetical_key(pair[1])), is_romanian=True)

    def _offer_years(self, summaries) -> None:
        ends = summaries.aggregate(first=Min("period_start"), last=Max("period_end"))
        today = timezone.localdate()
        first, last = ((day or today).year for day in (ends["first"], ends["last"]))
        years = range(max(last, today.year), max(first, last - YEARS_OFFERED, datetime.MINYEAR) - 1, -1)
        self.set_choices("an", [(str(year), str(year)) for year in years])

    @property
    def facets(self) -> tuple[str, ...]:
        """What narrows the search, as words of the index."""
        found = [facet("plan", self.asked_plan.pk)] if self.choice("plan") else []
        chosen = ((name, self.choice(name)) for name in ("fel", "institutie", "an", "stadiu"))
        return (*found, *(facet(name, value) for name, value in chosen if value))

    @property
    def is_invented(self) -> bool:
        """Tell whether the reader asked for the example."""
        return bool(self.choice("plan")) and self.asked_plan.is_invented

    def filter_rows(self, rows):
        """Return what holds all the words, within what was chosen."""
        return Matches(read_question(self.words, self.facets), self.is_invented)
