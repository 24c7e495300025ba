"""What became of a row since somebody saw it: who changed what, in the words of its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from django.db.models import ManyToManyField, Model
from django.utils.text import capfirst

from plans.comparison.words import Run, difference, replaced
from plans.models.fields import LineField, ProseField
from plans.wording import EMPTY, in_words, shortened

# One save writes a row of history for the fields and one for each kind of link: they follow each other at once.
AT_ONCE = timedelta(seconds=2)
SHOWN = 10
# What says where a row stands or whose it is, not what it says.
NOT_SAID = {"id", "uid", "plan", "position", "version"}


@dataclass(frozen=True)
class Save:
    """One person's save: what it changed, as (label, runs)."""

    record: Model
    changes: tuple[tuple[str, tuple[Run, ...]], ...]
    is_moved: bool

    @property
    def who(self) -> str:
        """Return who saved."""
        return name_of(self.record.history_user)


def name_of(user) -> str:
    """Return how a person is called, or that nobody knows who it was."""
    return (user.get_full_name() or user.get_username()) if user else "altcineva"


def in_short(title: str) -> str:
    """Return the beginning of a title, to name what has no code."""
    return f"„{shortened(title, 40)}”"


def saves_since(row: Model, version: int) -> list[Save]:
    """Return the saves that a row had since it was at a version, the newest first and ten at most."""
    count = max(1, min(row.version - version, SHOWN))
    records = row.history.select_related("history_user")[: 4 * count + 4]
    newest = list(_newest_of_each(records))[: count + 1]
    beginning = [Save(newest[-1], (), False)] if 0 < len(newest) <= count else []
    return [_save(new, old) for new, old in pairwise(newest)] + beginning


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


def _newest_of_each(records) -> Iterator[Model]:
    """Yield the newest record of each save."""
    later = None
    for record in records:
        is_same = (
            later is not None
            and record.history_user_id == later.history_user_id
            and later.history_date - record.history_date < AT_ONCE
            and record.history_type == "~"
        )
        if not is_same:
            yield record
        later = record


def _save(new: Model, old: Model) -> Save:
    delta = new.diff_against(old, foreign_keys_are_objs=True)
    told = [change for change in delta.changes if change.field not in NOT_SAID]
    is_moved = any(change.field == "position" for change in delta.changes)
    return Save(new, tuple(_told(new, change) for change in told), is_moved)


def _told(record: Model, change) -> tuple[str, tuple[Run, ...]]:
    field = record.instance_type._meta.get_field(change.field)
    old, new = (_words(field, value) for value in (change.old, change.new))
    is_text = isinstance(field, (LineField, ProseField))
    return capfirst(field.verbose_name), difference(old, new) if is_text else replaced(old, new)


def _words(field, value) -> str:
    if isinstance(field, ManyToManyField):
        return in_words([str(link[field.m2m_reverse_field_name()]) for link in value])
    if isinstance(value, Model):
        return str(value)
    return in_words(value, field) if not isinstance(value, str) or field.choices else value
