"""One plan is changed by one person at a time: two changes of it wait for each other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction

from plans import permissions
from plans.models import Plan

# What is done after a change of a plan is saved: (the plan's key, who changed it).
_watchers: list[Callable[[int, object], None]] = []


def register_watcher(watcher: Callable[[int, object], None]) -> None:
    """Call a function after each change of a plan that is saved; what it raises undoes nothing."""
    _watchers.append(watcher)


@contextmanager
def lock_plan(plan_id: int, by, *, is_allowed: Callable[[object, Plan], bool] = permissions.may_edit) -> Iterator[Plan]:
    """Hold the plan while it is changed, in one transaction; raise PermissionDenied for who may not do it."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
        if not is_allowed(by, plan):
            raise PermissionDenied
        yield plan
        for watcher in _watchers:
            # No partial: Django names what failed by its qualified name, which a partial has not.
            transaction.on_commit(lambda watcher=watcher: watcher(plan_id, by), robust=True)
