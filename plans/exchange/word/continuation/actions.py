"""What people say of what a document continues."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from plans import permissions
from plans.exchange.word.actions import hold_own
from plans.models import Plan, WordImport


@transaction.atomic
def choose_plan_before(row: WordImport, *, by, plan: Plan | None) -> None:
    """Keep which plan a document continues, if any; what was said of another plan's elements is forgotten.

    Raises PermissionDenied for a plan that the person may not change.
    """
    if plan is not None and not permissions.may_edit(by, plan):
        raise PermissionDenied
    held = hold_own(row, by)
    if held.continues_id != (plan and plan.pk):
        held.continues, held.pairs = plan, {}
        held.save(update_fields=["continues", "pairs"])


@transaction.atomic
def keep_pairs(row: WordImport, *, by, pairs: Mapping[str, str]) -> None:
    """Keep what elements continue, by their keys: the uid of one of the plan before, or nothing."""
    held = hold_own(row, by)
    held.pairs = {**held.pairs, **pairs}
    held.save(update_fields=["pairs"])
