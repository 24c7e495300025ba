"""What two people made of one row: both texts of each field side by side, and whose stays."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet

from portal.display import in_words
from portal.word_diff import TextRun, difference, replacement

# Before a field's name: the choice between what was typed and what is stored.
TAKE_PREFIX = "take-"
THEIRS = "theirs"


@dataclass(frozen=True)
class FieldConflict:
    """A field as it is stored now and as it was typed, in words, with the runs that lead from one to the other."""

    name: str
    field_id: str
    label: str
    runs: tuple[TextRun, ...]

    @property
    def stored_runs(self) -> tuple[TextRun, ...]:
        """Return the stored text, where its own words stand out."""
        return tuple(run for run in self.runs if run.kind != "added")

    @property
    def typed_runs(self) -> tuple[TextRun, ...]:
        """Return the typed text, where its own words stand out."""
        return tuple(run for run in self.runs if run.kind != "removed")


@dataclass(frozen=True)
class FormConflict:
    """Who saved the row meanwhile and when; what both changed; what only they changed, as (label, runs)."""

    row: Model
    who: str
    when: str
    conflicts: tuple[FieldConflict, ...]
    taken: tuple[tuple[str, tuple[TextRun, ...]], ...]


def field_conflict(form, name: str, stored: Model, value) -> FieldConflict:
    """Return both texts of a field that two people changed."""
    bound = form[name]
    field_id = bound.id_for_label or f"div_{bound.auto_id}"
    runs = _runs(form, name, _stored_words(form, name, stored, value), _typed_words(form, name))
    return FieldConflict(form.add_prefix(TAKE_PREFIX + name), field_id, str(bound.label), runs)


def their_change(form, name: str, stored: Model, value) -> tuple[str, tuple[TextRun, ...]]:
    """Return what somebody else made of a field that the person left as it was."""
    shown = form.fields[name].hidden_widget().value_from_datadict(form.data, {}, form.add_initial_prefix(name))
    now = _stored_words(form, name, stored, value)
    if not _is_text(form, name):
        return str(form[name].label), (TextRun("same", now),)
    return str(form[name].label), difference((shown or "").replace("\r\n", "\n"), now)


def fields_to_take(form) -> list[str]:
    """Return the fields in which the person takes what is stored instead of what was typed."""
    return [name for name in form.fields if form.data.get(form.add_prefix(TAKE_PREFIX + name)) == THEIRS]


def _is_text(form, name: str) -> bool:
    return isinstance(form.fields[name], forms.CharField)


def _runs(form, name: str, old: str, new: str) -> tuple[TextRun, ...]:
    return difference(old, new) if _is_text(form, name) else replacement(old, new)


def _stored_words(form, name: str, stored: Model, value) -> str:
    if _is_text(form, name):
        return str(form.fields[name].prepare_value(value) or "")
    return form.stored_in_words(stored, name)


def _typed_words(form, name: str) -> str:
    """Return what was typed in words; what cannot be read, as it was typed."""
    if name not in form.cleaned_data:
        sent = form[name].data
        return ", ".join(sent) if isinstance(sent, (list, tuple)) else str(sent or "")
    value = form.cleaned_data[name]
    if _is_text(form, name):
        return str(form.fields[name].prepare_value(value) or "")
    if isinstance(value, (QuerySet, list, tuple)):
        return in_words([str(one) for one in value])
    if isinstance(value, Model):
        return str(value)
    try:
        return in_words(value, form.instance._meta.get_field(name))
    except FieldDoesNotExist:
        return in_words(value)
