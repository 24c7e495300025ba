"""Finding words in working plans: in every text of every kind of row whose history is told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import CharField, F, JSONField, TextField
from django.urls import reverse

from plans import permissions
from plans.history.registry import TRACKED_MODELS, TrackedModel
from plans.models import Plan
from portal.text import Excerpt, excerpt, fold, has_words

# What is asked beside the texts of a row: where it belongs.
PLAN_KEY = "plan_key"


@dataclass(frozen=True)
class Match:
    """A row of a working plan that holds all the words, and where it is changed."""

    plan: Plan
    kind: TrackedModel
    name: str
    excerpt: Excerpt
    address: str


def find_matches(words: str, *, user) -> list[Match]:
    """Return the rows that hold all the words, by plan and kind, in the plans that the person may read.

    One query for the plans and one for each kind of row, however many plans there are; no words are nowhere.
    """
    sought = fold(words).split()
    if not sought:
        return []
    plans = {plan.pk: plan for plan in permissions.visible_plans(user).distinct()}
    matches = [match for kind in TRACKED_MODELS.values() for match in _matches_of(kind, plans, sought)]
    order = {plan: place for place, plan in enumerate(plans)}
    return sorted(matches, key=lambda match: order[match.plan.pk])


def _matches_of(kind: TrackedModel, plans: dict[int, Plan], sought: list[str]) -> Iterator[Match]:
    rows = kind.model.objects.filter(**{f"{kind.plan_path}__in": plans}).annotate(**{PLAN_KEY: F(kind.plan_path)})
    names = [name for name in kind.names() if _holds_text(kind.model._meta.get_field(name))]
    for row in rows:
        texts = [text for name in names for text in _texts_in(getattr(row, name))]
        if has_words(sought, *texts):
            plan = plans[getattr(row, PLAN_KEY)]
            where = next((text for text in texts if sought[0] in fold(text)), "")
            address = reverse("plans:plan", args=[plan.slug]) + kind.rest(row)
            yield Match(plan, kind, kind.row_name(row), excerpt(where, sought), address)


def _holds_text(field) -> bool:
    return isinstance(field, CharField | TextField | JSONField) and not field.choices


def _texts_in(value) -> Iterable[str]:
    """Yield the texts of a field; those of a level's own columns stand by their names in one field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for text in value.values() if isinstance(text, str))
    elif isinstance(value, list):
        yield from (text for item in value for text in _texts_in(item))
