"""The targets in force of a plan on one page, those of a year together, saved at once."""

import datetime
from functools import cached_property

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Max, Min, QuerySet
from django.views.decorators.http import require_http_methods

from indicators.editing import sentences
from indicators.editing.actions import element_ranks
from indicators.editing.target_forms import LABELS, TargetForm
from indicators.editing.target_views import warn_of_period
from indicators.editing.targets import PROMISE_FIELDS, replacement_target
from indicators.models import Target
from plans.editing.grid.saving import answer_grid
from plans.editing.settings import actions as setting_actions
from plans.editing.settings.forms import field_labels, formfield_for_dbfield
from plans.models import Plan
from plans.workspace.lookups import plan_to_read, plan_to_write
from portal.display import shorten
from portal.forms.grids import ROWS_ON_A_PAGE, GridForm
from portal.forms.lists import ListForm, SearchField

PAGE = "indicators/editing/target_grid.html"
FIELDS = (*PROMISE_FIELDS, "reason")
COLUMNS = LABELS | {"period_start": "De la", "period_end": "Până la"}


class TargetRowForm(GridForm, TargetForm):
    """A target as a row; one that the public has seen is replaced, with the reason in its last column."""

    class Meta:
        model = Target
        fields = FIELDS
        labels = field_labels(Target, FIELDS, COLUMNS)
        formfield_callback = formfield_for_dbfield

    @property
    def row_name(self) -> str:
        """Return the number and the name of the indicator."""
        indicator = self.instance.indicator
        return f"indicatorul {indicator.number}: {shorten(indicator.title, 80)}"

    def clean(self):
        """Refuse to change a target in whose place somebody put another one meanwhile."""
        cleaned = super().clean()
        if self.instance.replaced_on is not None:
            now = replacement_target(self.instance)
            words = f": {sentences.target_sentence(now.indicator, now)}" if now else ""
            self.add_error(None, f"Între timp ținta a fost înlocuită{words}. Deschideți din nou tabelul.")
        return cleaned

    def compare_with(self, earlier):
        """Refuse a period for which the indicator has another target, stored or in a row before this one."""
        period = (self.cleaned_data.get("period_start"), self.cleaned_data.get("period_end"))
        others = self.instance.indicator.targets.in_force().exclude(pk=self.instance.pk)
        found = list(others.values_list("period_start", "period_end"))
        typed = [form for form in earlier if form.instance.indicator_id == self.instance.indicator_id]
        found += [(form.cleaned_data.get("period_start"), form.cleaned_data.get("period_end")) for form in typed]
        if self.instance.replaced_on is None and period in found:
            self.add_error(None, "Indicatorul are deja o țintă pentru această perioadă.")


class TargetGridForm(ListForm):
    """Which targets the grid shows: those of a year, of indicators with some words."""

    rows_on_a_page = ROWS_ON_A_PAGE
    an = forms.ChoiceField(label="Anul", required=False)
    cauta = SearchField("Caută în numele indicatorului")

    def __init__(self, data, plan: Plan):
        super().__init__(data, Target.objects.in_force().filter(indicator__plan=plan))
        self.plan = plan
        ends = self.all_rows.aggregate(first=Min("period_start"), last=Max("period_end"))
        years = range(ends["first"].year, ends["last"].year + 1) if ends["first"] else ()
        self.set_choices("an", [(year, str(year)) for year in years], "Toți anii")

    def filter_rows(self, rows: QuerySet) -> QuerySet:
        """Return the targets whose period has days in the year."""
        if not self.choice("an"):
            return rows
        year = int(self.choice("an"))
        return rows.filter(period_start__lte=datetime.date(year, 12, 31), period_end__gte=datetime.date(year, 1, 1))

    @cached_property
    def rows(self) -> list[int]:
        """The keys of the targets, in the order of the plan."""
        rows = self.filter_rows(self.all_rows).order_by("indicator__position", "indicator", "period_start", "pk")
        found = rows.values_list("pk", "indicator__element", "indicator__title")
        known = element_ranks(self.plan)
        kept = [row for row in found if self.has_sought(row[2])]
        return [row[0] for row in sorted(kept, key=lambda row: known.get(row[1], len(known)))]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def target_grid(request, slug):
    """Show the plan's targets, row by row; save what was changed, all of it or nothing."""
    plan = (plan_to_write if request.method == "POST" else plan_to_read)(request.user, slug)
    chosen = TargetGridForm(request.GET, plan)
    rows = Target.objects.filter(indicator__plan=plan).select_related("indicator__plan")
    context = {
        "title": "Țintele în tabel",
        "row_template": "indicators/editing/target_grid_row.html",
        "without": plan.indicators.filter(retired_on=None).exclude(targets__in=chosen.all_rows).count(),
        "tab": "indicatori/",
    }

    def save(form):
        setting_actions.change(form.instance, form.save, by=request.user, plan=plan)

    def tell(saved):
        for form in saved:
            if form.has_changed():
                warn_of_period(request, form.instance)

    return answer_grid(
        request,
        plan,
        PAGE,
        context,
        chosen,
        rows,
        keys=list(chosen.page),
        make=TargetRowForm,
        save=save,
        on_saved=tell,
    )
