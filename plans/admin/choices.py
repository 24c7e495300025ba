"""Choices among levels and elements, grouped by plan and limited to what a person may use."""

from itertools import groupby

from django import forms
from django.db.models import Q
from django.db.models.functions import Length
from django.forms.models import ModelChoiceIterator

from plans.models import Element, Level

# As in the plan; where no position tells elements apart, 1.2 before 1.10.
PLAN_ORDER = (
    "level__plan__short_title",
    "level__plan",
    "level__position",
    "parent__parent__position",
    "parent__position",
    "position",
    Length("code"),
    "code",
    "pk",
)


class PlanGroups(ModelChoiceIterator):
    """Choices under the title of their plan."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for plan, rows in groupby(self.queryset, key=lambda row: getattr(row, "level", row).plan):
            yield str(plan), [self.choice(row) for row in rows]


class PlanGroupedChoiceField(forms.ModelChoiceField):
    """One level or element, chosen under its plan."""

    iterator = PlanGroups

    def label_from_instance(self, row):
        """Name a level by its name alone, as its plan stands above it."""
        return row.name if isinstance(row, Level) else str(row)


class PlanMultipleChoiceField(forms.ModelMultipleChoiceField):
    """Several elements, each with the title of its plan."""

    def label_from_instance(self, row):
        """Name an element with its plan: the two-list widget shows no groups."""
        return f"{row} ({row.level.plan})"


def levels_for(kind, *, plans, element=None):
    """Return the levels of a kind that an element may have: of its own plan, or of any of the plans when it is new."""
    levels = Level.objects.filter(kind=kind).select_related("plan").order_by("plan__short_title", "plan", "position")
    return levels.filter(plan=element.level.plan_id) if element else levels.filter(plan__in=plans)


def parents_for(levels, *, element=None):
    """Return the elements that elements of these levels may stand under."""
    found = order_by_plan(Element.objects.filter(level__in=levels.order_by().values("parent")))
    return found.exclude(pk=element.pk) if element else found


def targets_for(*, plans, element=None):
    """Return the elements that an element may contribute to: of the plans, and those it contributes to already."""
    allowed = Q(level__plan__in=plans)
    if element:
        allowed |= Q(pk__in=element.contributes_to.values("pk"))
    found = order_by_plan(Element.objects.filter(allowed))
    return found.exclude(pk=element.pk) if element else found


def order_by_plan(elements):
    """Return the elements as their plans print them, each with its level and plan."""
    return elements.select_related("level__plan").order_by(*PLAN_ORDER)
