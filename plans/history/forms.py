"""What of a plan's history is shown: of one element, of a person, of a kind, between two days."""

import datetime

from django import forms

from plans.history.queries import WHOLE_PLAN, HistoryFilter, history_rows, people
from plans.history.registry import TRACKED_MODELS
from plans.models import Element, Plan
from portal.forms.days import DayField
from portal.forms.lists import ListForm
from portal.people import person_name


class HistoryStreamForm(ListForm):
    """The pages of a stream, the newest first; of one element where it is given."""

    rows_on_a_page = 50

    def __init__(self, data, plan: Plan, element: Element | None = None):
        super().__init__(data, plan)
        self.element = element

    def filter_rows(self, rows):
        """Return what happened in the plan, of what was chosen."""
        return history_rows(rows, self.history_filter())

    def history_filter(self) -> HistoryFilter:
        """Return what of the history is wanted."""
        return HistoryFilter(element=self.element)


class PastHistoryForm(HistoryStreamForm):
    """The pages of what had happened in a plan before a moment."""

    def __init__(self, data, plan: Plan, end: datetime.datetime):
        super().__init__(data, plan)
        self.end = end

    def history_filter(self) -> HistoryFilter:
        """Return what of the history is wanted."""
        return HistoryFilter(before=self.end)


class HistoryForm(HistoryStreamForm):
    """The choices above the history of a whole plan."""

    persoana = forms.TypedChoiceField(label="Cine", required=False, coerce=int)
    fel = forms.ChoiceField(label="Ce", required=False)

    def __init__(self, data, plan: Plan):
        super().__init__(data, plan)
        self.set_choices("persoana", [(user.pk, person_name(user)) for user in people(plan)], "Oricine")
        kinds = [(kind.slug, kind.several.capitalize()) for kind in TRACKED_MODELS.values()]
        self.set_choices("fel", [*kinds, (WHOLE_PLAN, "Aprobări, publicări și ștergeri")], "Orice")
        self.fields |= {
            "de-la": DayField(label="Din ziua", required=False),
            "pana-la": DayField(label="până în ziua", required=False),
        }

    def history_filter(self) -> HistoryFilter:
        """Return what of the history is wanted."""
        return HistoryFilter(
            person=self.choice("persoana") or None,
            kind=self.choice("fel"),
            since=self.choice("de-la") or None,
            until=self.choice("pana-la") or None,
        )
