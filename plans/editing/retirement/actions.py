"""Taking back a retirement that was not meant."""

from plans.locking import lock_plan
from plans.models import Plan
from plans.models.retirement import Retirable
from portal.versioning import lock_version


def cancel_retirement(row: Retirable, *, by, plan: Plan, version: int) -> Retirable:
    """Let a row be followed again, as if it had never been retired; raise Conflict where it is not as it was seen."""
    with lock_plan(plan.pk, by):
        stored = lock_version(type(row)._base_manager.all(), row, version)
        stored.retired_on, stored.retired_reason, stored.retired_act = None, "", None
        stored._history_user = by
        stored.save()
    return stored
