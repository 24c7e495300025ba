"""Many new rows of one kind at once, each with the beginning of its history; the queries do not grow with the rows."""

from collections.abc import Sequence

from plans.models import Element, Plan
from portal.versioning import Versioned

BATCH = 500


def bulk_create_with_history(rows: Sequence[Versioned], *, by, reason: str) -> None:
    """Save new rows in the caller's transaction; a row's own `_change_reason` says more than the common reason."""
    if not rows:
        return
    model = type(rows[0])
    model.objects.bulk_create(rows, batch_size=BATCH)
    model.history.bulk_history_create(rows, batch_size=BATCH, default_user=by, default_change_reason=reason)


def record_links(plan: Plan) -> None:
    """Put what a new plan's elements are linked to into the one record that each has; history keeps links apart."""
    history = Element.history.model
    records = dict(history.objects.filter(level__in=plan.level_set.all()).values_list("id", "history_id"))
    for field in history._history_m2m_fields:
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        kept = getattr(history, field.name).model
        links = field.remote_field.through.objects.filter(**{f"{source}__level__plan": plan})
        kept.objects.bulk_create(
            (
                kept(id=pk, history_id=records[one], **{f"{source}_id": one, f"{target}_id": other})
                for pk, one, other in links.values_list("pk", f"{source}_id", f"{target}_id")
            ),
            batch_size=BATCH,
        )
