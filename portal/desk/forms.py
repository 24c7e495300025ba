"""Which of what waits for a person is shown, and in what order."""

import datetime
from itertools import groupby

from django import forms

from portal.desk.entries import NEAR, DeskItem
from portal.forms.lists import ListForm
from portal.text import fold

# The parts of a desk, in order.
LATE, TODAY, SOON, LATER, UNDATED = range(5)
GROUP_NAMES = ("Termenul a trecut", "Astăzi", "În următoarele 7 zile", "Mai târziu", "Fără termen")


def group_of(item: DeskItem) -> int:
    """Return in which part of the desk something stands."""
    day = item.entry.day
    if day is None:
        return UNDATED
    if day <= item.today:
        return TODAY if day == item.today else LATE
    return SOON if day <= item.today + NEAR else LATER


def by_day(item: DeskItem) -> tuple:
    """Return what is compared by day: the earliest first, what has none last and as its source gave it."""
    entry = item.entry
    hour = entry.at.timestamp() if entry.at else 0
    return (group_of(item), entry.day or datetime.date.max, hour, fold(entry.title) if entry.day else "")


class DeskForm(ListForm):
    """The choices above a desk; only kinds and plans of which something waits are offered."""

    orders = {
        "termen": ("După termen", by_day),
        "plan": ("După plan", lambda item: (fold(item.entry.plan_title), by_day(item))),
        "fel": ("După ce este de făcut", lambda item: (fold(item.source.name), by_day(item))),
    }
    fel = forms.ChoiceField(label="Ce este", required=False)
    plan = forms.ChoiceField(label="Planul", required=False)

    def __init__(self, data, items: list[DeskItem]):
        super().__init__(data, items)
        self.set_choices("fel", dict.fromkeys((one.source.kind, one.source.name) for one in items))
        plans = {one.entry.plan: one.entry.plan_title for one in items if one.entry.plan}
        self.set_choices("plan", sorted(plans.items(), key=lambda pair: fold(pair[1])), is_asked=len(plans) > 1)

    def filter_rows(self, rows):
        """Return what is of the kind and of the plan."""
        kind, plan = self.choice("fel"), self.choice("plan")
        return [one for one in rows if kind in ("", one.source.kind) and plan in ("", one.entry.plan)]

    def groups(self) -> list[tuple[str, list[DeskItem]]]:
        """Return the page's rows under the names of the desk's parts; in any other order, together without a name."""
        rows = list(self.page)
        if self.order != "termen":
            return [("", rows)] if rows else []
        return [(GROUP_NAMES[part], list(group)) for part, group in groupby(rows, group_of)]
