"""What is done with a sitting beside writing it down: one of which nothing was recorded is deleted."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from indicators import permissions
from indicators.models import Sitting
from plans.extensions import announce_body_change
from portal.versioning import WrongState, lock_row


def is_empty(sitting: Sitting) -> bool:
    """Tell whether nothing was recorded of a sitting: nobody present, nothing concluded, recommended or drafted."""
    return not (
        sitting.conclusions
        or sitting.members_present.exists()
        or sitting.recommendations.exists()
        or sitting.briefings.exists()
    )


def remove_sitting(sitting: Sitting, *, by) -> None:
    """Delete a sitting of which nothing was recorded; its history stays."""
    with transaction.atomic():
        row = lock_row(
            sitting, allowed=permissions.recordable_sittings(by), may_change=is_empty, version=sitting.version
        )
        row._history_user = by
        row.delete()
        announce_body_change(row.body)


def require_open(sitting: Sitting, *, by) -> Sitting:
    """Refuse to change a sitting that is not the person's, or of which a document was adopted; return it, locked."""
    row = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if not permissions.recordable_sittings(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    if row.is_frozen:
        raise WrongState(row)
    return row
