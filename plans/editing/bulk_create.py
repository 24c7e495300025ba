"""Many new rows of one kind at once, each with the beginning of its history; the queries do not grow with the rows."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils import timezone

from plans.models import Element, Plan
from portal.versioning import BATCH, Versioned, keep_links, record_rows


def bulk_create_with_history(rows: Sequence[Versioned], *, by, reason: str) -> None:
    """Save new rows in the caller's transaction; a row's own `_change_reason` says more than the common reason."""
    if not rows:
        return
    model = type(rows[0])
    model.objects.bulk_create(rows, batch_size=BATCH)
    reasons: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        reasons[getattr(row, "_change_reason", None) or reason].append(row.pk)
    for said, keys in reasons.items():
        record_rows(model, keys, kind="+", by=by, at=timezone.now(), reason=said)


def record_links(plan: Plan) -> None:
    """Put what a new plan's elements are linked to into the one record that each has."""
    records = Element.history.filter(level__in=plan.level_set.all()).order_by()
    keep_links(Element, dict(records.values_list("id", "history_id")))
