"""What became of a row since somebody saw it: who changed what, in the words of its history."""

from django.db.models import Model
from django.utils.text import capfirst

from plans.history.entries import HistoryEntry, history_entries
from plans.history.registry import tracked_model
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
    return history_entries([(moment, kind.slug, key) for moment, key in records[: 4 * count]], root="")[:count]


def current_values(row: Model) -> list[tuple[str, str]]:
    """Return what the row holds, field by field, without what is empty or not so."""
    told = [field for field in row._meta.fields if field.editable and field.name not in EXCLUDED_FIELDS]
    said = [(capfirst(field.verbose_name), in_words(_plain(row, field), field)) for field in told]
    return [(label, words) for label, words in said if words not in (EMPTY, in_words(False))]


def _plain(row: Model, field):
    value = getattr(row, field.name)
    return str(value) if isinstance(value, Model) else value
