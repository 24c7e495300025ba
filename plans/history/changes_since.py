"""What became of a row since somebody saw it: who changed what, in the words of its history."""

from django.db.models import Model
from django.utils.text import capfirst

from plans.history.entries import HistoryEntry, history_entries
from plans.history.registry import tracked_model
from plans.models import Plan
from plans.stand_ins import ActingNames
from portal.display import EMPTY, in_words
from portal.versioning import BEGINNING

SAVES_LIMIT = 10
# What says where a row stands or whose it is, not what it says.
EXCLUDED_FIELDS = {"id", "uid", "plan", "position", "version"}


def saves_since(row: Model, version: int) -> list[HistoryEntry]:
    """Return the changes that a row had since it was at a version, the newest first and ten at most."""
    kind = tracked_model(type(row))
    if kind is None:
        return []
    count = max(1, min(row.version - version, SAVES_LIMIT))
    # A save writes a record for the fields and one for each kind of link.
    records = row.history.exclude(history_change_reason=BEGINNING).values_list("history_date", "history_id")
    rows = [(moment, kind.slug, key) for moment, key in records[: 4 * count]]
    return history_entries(rows, root="", names=ActingNames(_bodies(row)))[:count]


def _bodies(row: Model) -> list[int | None]:
    """Return the bodies of the plan that a row belongs to, by their keys."""
    owner = getattr(row, "level", None) or getattr(row, "indicator", None) or row
    plan = owner if isinstance(owner, Plan) else getattr(owner, "plan", None)
    return [plan.owner_id, plan.reviewer_id] if plan else []


def current_values(row: Model) -> list[tuple[str, str]]:
    """Return what the row holds, field by field, without what is empty or not so."""
    told = [field for field in row._meta.fields if field.editable and field.name not in EXCLUDED_FIELDS]
    said = [(capfirst(field.verbose_name), in_words(_plain(row, field), field)) for field in told]
    return [(label, words) for label, words in said if words not in (EMPTY, in_words(False))]


def _plain(row: Model, field):
    value = getattr(row, field.name)
    return str(value) if isinstance(value, Model) else value
