"""Deleting a plan that nobody but its editors ever saw, with all that is in it; its history stays."""

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.deletion import Collector, ProtectedError

from plans.editing.trash.actions import Protected
from plans.locking import lock_plan
from plans.models import Element, Level, Plan
from plans.models.plan import PlanSetting
from portal.security_log.recording import Occurrence, record_event
from portal.versioning import lock_version


def delete_plan(plan: Plan, *, by, version: int) -> None:
    """Delete a plan with its elements, levels and settings, and what hangs on them.

    Raises PermissionDenied, Conflict when the plan is not at the version that was seen, Protected when the plan was
    sent for approval, put to consultation or published, or something else that must stay hangs on it; then nothing is
    deleted.
    """
    with lock_plan(plan.pk, by) as held:
        stored = lock_version(Plan.objects.all(), held, version)
        about, owner = stored.slug, stored.owner.code
        _refuse_if_known(stored)
        try:
            for rows in _from_the_leaves(stored):
                _delete(rows, by)
        except ProtectedError as refused:
            raise Protected(sorted(refused.protected_objects, key=str)) from refused
        record_event(Occurrence.PLAN_DELETED, by=by, about=about, owner=owner)


def may_be_deleted(plan: Plan) -> bool:
    """Tell whether the plan was never sent for approval, put to consultation or published."""
    return Plan.objects.filter(pk=plan.pk, submissions=None, consultations=None, editions=None).exists()


def contents(plan: Plan) -> list[models.QuerySet]:
    """Return what is in the plan and a person would miss, each kind together."""
    settings = [kind._base_manager.filter(plan=plan) for kind in PlanSetting.__subclasses__()]
    return [Element.objects.filter(level__plan=plan), *settings]


def _refuse_if_known(plan: Plan) -> None:
    if not may_be_deleted(plan):
        raise Protected([*plan.submissions.all(), *plan.consultations.all(), *plan.editions.all()])


def _from_the_leaves(plan: Plan):
    """Yield rows that may go once those before them are gone: what is under a level holds it."""
    yield Element.objects.filter(level__plan=plan)
    for kind in PlanSetting.__subclasses__():
        if kind is not Level:
            yield kind._base_manager.filter(plan=plan)
    while (leaves := Level.objects.filter(plan=plan, children=None)).exists():
        yield leaves
    yield Plan.objects.filter(pk=plan.pk)


def _delete(rows: models.QuerySet, by) -> None:
    collector = Collector(using=DEFAULT_DB_ALIAS)
    collector.collect(rows)
    for found in collector.data.values():
        for row in found:
            row._history_user = by
    collector.delete()
