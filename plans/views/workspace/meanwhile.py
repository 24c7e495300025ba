"""What became of a row since somebody saw it: who changed what, in the words of its history."""

from django.db.models import Model
from django.utils.text import capfirst

from plans.models.versioned import BEGINNING
from plans.tracking.followed import followed_model
from plans.tracking.stream import Entry, entries
from plans.wording import EMPTY, in_words

SHOWN = 10
# What says where a row stands or whose it is, not what it says.
NOT_SAID = {"id", "uid", "plan", "position", "version"}


def saves_since(row: Model, version: int) -> list[Entry]:
    """Return the changes that a row had since it was at a version, the newest first and ten at most."""
    kind = followed_model(type(row))
    if kind is None:
        return []
    count = max(1, min(row.version - version, SHOWN))
    # A save writes a record for the fields and one for each kind of link.
    records = row.history.exclude(history_change_reason=BEGINNING).values_list("history_date", "history_id")
    return entries([(moment, kind.slug, key) for moment, key in records[: 4 * count]], root="")[:count]


def removal_record(row: Model) -> Model | None:
    """Return the record of history that says who removed the row and when."""
    history = getattr(type(row), "history", None)
    return history and history.filter(id=row.pk, history_type="-").select_related("history_user").first()


def says_now(row: Model) -> list[tuple[str, str]]:
    """Return what the row holds, field by field, without what is empty or not so."""
    told = [field for field in row._meta.fields if field.editable and field.name not in NOT_SAID]
    said = [(capfirst(field.verbose_name), in_words(_plain(row, field), field)) for field in told]
    return [(label, words) for label, words in said if words not in (EMPTY, in_words(False))]


def _plain(row: Model, field):
    value = getattr(row, field.name)
    return str(value) if isinstance(value, Model) else value
