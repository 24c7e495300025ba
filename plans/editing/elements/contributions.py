"""What an element contributes to: chosen among thousands by searching, kept as boxes to tick."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from plans import permissions
from plans.models import Element
from portal.display import shorten
from portal.text import fold, has_words, whole_number

FIND, SOUGHT = "find_targets", "sought_targets"
OFFER_LIMIT = 20
KEY_DIGITS = 15


class RowsField(forms.ModelMultipleChoiceField):
    """Rows to tick; what no key can be is refused before the database is asked."""

    def clean(self, value):
        """Refuse numbers longer than any key."""
        if any(len(str(key)) > KEY_DIGITS for key in value or []):
            raise ValidationError("Alegerea nu este una dintre cele oferite.")
        return super().clean(value)


class TargetsField(RowsField):
    """Elements of the plans that a person sees; only those chosen and those found are shown."""

    widget = forms.CheckboxSelectMultiple
    found_count: int | None = None

    def offer(self, chosen: list, question: str) -> None:
        """Show the chosen elements, then those that hold every word of the question."""
        keys = [key for one in chosen if (key := whole_number(str(one), digits=KEY_DIGITS)) is not None]
        found: list[int] = []
        if question.strip():
            found = self._matching_keys(question)
            self.found_count = len(found)
        offered = [*keys, *(pk for pk in found if pk not in keys)][: len(keys) + OFFER_LIMIT]
        rows = self.queryset.filter(pk__in=offered).select_related("level__plan") if offered else []
        known = {row.pk: row for row in rows}
        self.choices = [(pk, self.label_from_instance(known[pk])) for pk in offered if pk in known]

    def label_from_instance(self, row):
        """Name an element with its plan."""
        return f"{shorten(str(row), 110)} ({row.level.plan.short_title})"

    def _matching_keys(self, question: str) -> list[int]:
        words = fold(question).split()
        rows = self.queryset.order_by("level__plan", "level__position", "parent__position", "position", "pk")
        texts = rows.values_list("pk", "code", "title")
        return [pk for pk, *text in texts if has_words(words, *text)]


def targets_of(user, element: Element):
    """Return what an element may contribute to: the plans that the person sees, and what it contributes to already.

    A real plan contributes to no example, and an example to no real plan.
    """
    allowed = Q(level__plan__in=permissions.visible_plans(user))
    if element.pk:
        allowed |= Q(pk__in=element.contributes_to.values("pk"))
    rows = Element.objects.filter(allowed).exclude(pk=element.pk)
    return rows.filter(level__plan__owner__is_invented=element.level.plan.is_invented)
