"""What happened in a plan, of what was asked, as keys in time order: one query over all its histories."""

import datetime
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import CharField, F, QuerySet, Value

from plans.history.milestones import MILESTONES
from plans.history.registry import TRACKED_MODELS, TrackedModel
from plans.models import Element, Plan
from portal.versioning import BEGINNING

WHOLE_PLAN = "plan-intreg"


@dataclass(frozen=True, kw_only=True)
class HistoryFilter:
    """What of a history is wanted: of a person, of a kind, between two days, before a moment; of one element."""

    person: int | None = None
    kind: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    before: datetime.datetime | None = None
    element: Element | None = None

    def wants(self, slug: str) -> bool:
        """Tell whether things of a kind are wanted."""
        return not self.kind or self.kind == slug


def history_rows(plan: Plan, asked: HistoryFilter) -> QuerySet:
    """Return what happened, as rows of (moment, kind, key), the newest first."""
    kinds = [kind for kind in TRACKED_MODELS.values() if asked.wants(kind.slug)]
    rows = [_records(kind, plan, asked) for kind in kinds if kind.element_path or not asked.element]
    if asked.wants(WHOLE_PLAN) and not asked.element:
        rows += [_events(slug, plan, asked) for slug in MILESTONES]
    return rows[0].union(*rows[1:], all=True).order_by("-moment", "-key")


def people(plan: Plan) -> list:
    """Return the people who did something in the plan, by name."""
    rows = [kind.records(plan).order_by().values_list("history_user") for kind in TRACKED_MODELS.values()]
    rows += [kind.rows(plan).order_by().values_list(kind.by) for kind in MILESTONES.values()]
    users = get_user_model().objects.filter(pk__in=[pk for (pk,) in rows[0].union(*rows[1:]) if pk])
    return list(users.order_by("last_name", "first_name", "username"))


def _records(kind: TrackedModel, plan: Plan, asked: HistoryFilter) -> QuerySet:
    records = kind.records(plan)
    if asked.element:
        records = records.filter(**{kind.element_path: asked.element.pk})
    records = _filter_rows(records, asked, "history_date", "history_user").exclude(history_change_reason=BEGINNING)
    return _rows(records, "history_date", kind.slug, "history_id")


def _events(slug: str, plan: Plan, asked: HistoryFilter) -> QuerySet:
    kind = MILESTONES[slug]
    return _rows(_filter_rows(kind.rows(plan), asked, kind.at, kind.by), kind.at, slug, "pk")


def _rows(rows: QuerySet, moment: str, slug: str, key: str) -> QuerySet:
    shown = {"moment": F(moment), "which": Value(slug, CharField()), "key": F(key)}
    return rows.order_by().annotate(**shown).values_list(*shown)


def _filter_rows(rows: QuerySet, asked: HistoryFilter, at: str, by: str) -> QuerySet:
    wanted = {f"{by}_id": asked.person, f"{at}__date__gte": asked.since, f"{at}__date__lte": asked.until}
    wanted[f"{at}__lt"] = asked.before
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})
