"""Forms over rows that several people edit: nothing typed is lost, nothing that others saved is overwritten unseen."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict

from portal.display import field_in_words, in_words, shorten
from portal.forms.conflicts import FieldConflict, FormConflict, field_conflict, fields_to_take, their_change
from portal.forms.seen import SEEN_VERSION, SeenMixin
from portal.people import actor_name
from portal.versioning import Conflict, keep_beginning


class VersionedBoundField(forms.BoundField):
    """A field whose earlier value, hidden beside it, is described by nothing: nobody hears of it."""

    def build_widget_attrs(self, attrs, widget=None):
        """Return the attributes of the field or of its hidden value."""
        attributes = super().build_widget_attrs(attrs, widget)
        if widget is not None and widget.is_hidden:
            attributes.pop("aria-describedby", None)
        return attributes


class VersionedForm(SeenMixin, forms.ModelForm):
    """Refuses to overwrite what someone else saved after the form was opened.

    The refusal says who saved, when, and what is stored now in each field that differs. All that was typed stays in the
    form; fields that were not touched take what is stored. Saving once more goes through.
    """

    bound_field_class = VersionedBoundField
    # Whether the page shows both texts above the form; then the fields only point there.
    shows_both_texts = False

    seen_version = forms.IntegerField(label="Starea văzută", widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.meanwhile: FormConflict | None = None
        if not self.instance._state.adding:
            self.initial[SEEN_VERSION] = self.instance.version
            for name, field in self.fields.items():
                # What was shown comes back with the form, so that what was touched can be told from what was not.
                field.show_hidden_initial = name != SEEN_VERSION

    @property
    def touched_fields(self) -> set[str]:
        """The names of the fields that the person changed."""
        return set(self.changed_data) - {SEEN_VERSION}

    def has_changed(self):
        """Tell whether the person changed anything; a row that was not touched is not saved."""
        return bool(self.touched_fields)

    @property
    def conflicts(self) -> tuple[FieldConflict, ...]:
        """Return both texts of each field that somebody else changed too since the form was opened."""
        return self.meanwhile.conflicts if self.meanwhile else ()

    @property
    def has_only_conflicts(self) -> bool:
        """Tell whether nothing is wrong but that somebody else saved meanwhile, which the page says above the form."""
        return self.shows_both_texts and bool(self.errors) and all(map(self._is_stale, self.errors))

    @property
    def conflicted_fields(self) -> list[str]:
        """Return the fields, as the page names them, of which both texts stand above the form."""
        names = [name for name in self.fields if self.shows_both_texts and name in self.errors]
        return [self.add_prefix(name) for name in names if self._is_stale(name)]

    def full_clean(self):
        """Take what is stored where the person chose so, then validate."""
        names = fields_to_take(self) if self.is_bound and not self.instance._state.adding else []
        if names:
            self.data = self.data.copy()
            values = self.stored_values(self.instance)
            for name in values.keys() & set(names):
                take_stored(self, name, values[name])
        super().full_clean()

    def clean(self):
        """Refuse a form that was opened before someone else's save, if it would change anything."""
        cleaned = super().clean()
        if not self.instance._state.adding and self.cleaned_data.get(SEEN_VERSION) != self.instance.version:
            self._compare(type(self.instance)._base_manager.filter(pk=self.instance.pk).first())
        return cleaned

    def save(self, commit=True):
        """Save; before the first change of a row that has no history, keep what it held until now."""
        if not self.instance._state.adding and self.touched_fields:
            keep_beginning(self.instance)
        return super().save(commit)

    def _save_m2m(self):
        """Save the links, unless nothing was touched."""
        if self.touched_fields:
            super()._save_m2m()

    def stored_values(self, stored) -> dict:
        """Return the stored row's values, by the names of the form's fields."""
        return model_to_dict(stored, fields=[name for name in self.fields if name != SEEN_VERSION])

    def stored_in_words(self, stored, name: str) -> str:
        """Return what the stored row holds in one of the form's fields, in words."""
        return field_in_words(stored, name)

    def conflict_in_words(self, stored, taken: list[str]) -> str:
        """Say who saved the row meanwhile, and what a second save does."""
        return conflict_message(self, stored, taken)

    def _compare(self, stored):
        if stored is None or not self.touched_fields:
            return
        values = self.stored_values(stored)
        different = [name for name in values if self._differs(name, values[name])]
        if not any(self._is_theirs(name, values[name]) for name in different):
            return
        typed = [name for name in different if name in self.touched_fields and self._is_theirs(name, values[name])]
        taken = [name for name in different if name not in self.touched_fields]
        self.meanwhile = FormConflict(
            stored,
            *last_save(stored),
            tuple(field_conflict(self, name, stored, values[name]) for name in typed),
            tuple(their_change(self, name, stored, values[name]) for name in taken),
        )
        self.see(stored.version)
        for name in taken:
            take_stored(self, name, values[name])
        self.add_error(None, ValidationError(self.conflict_in_words(stored, taken), code="stale"))
        for name in typed:
            text = shorten(self.stored_in_words(stored, name))
            self.add_error(name, ValidationError(f"Salvat acum este: „{text}”.", code="stale"))

    def _is_theirs(self, name, value) -> bool:
        """Tell whether somebody else made the field what it is since the form was opened."""
        field = self.fields[name]
        if not field.show_hidden_initial or self.cleaned_data.get(SEEN_VERSION) is None:
            return True
        shown = field.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        return field.has_changed(field.prepare_value(value), shown)

    def _is_stale(self, name) -> bool:
        return all(error.code == "stale" for error in self.errors[name].as_data())

    def _differs(self, name, value) -> bool:
        field = self.fields[name]
        typed = self._widget_data_value(field.widget, self.add_prefix(name))
        return not field.disabled and field.has_changed(field.prepare_value(value), typed)


class FixedOncePublishedMixin:
    """Closes the fields that public addresses are made of, once the plan has an edition."""

    fixed_fields: tuple = ()
    is_published = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & set(self.fixed_fields):
            self.fields[name].disabled = self.is_published and not self.instance._state.adding


def save_versioned_form(
    form: VersionedForm, save: Callable[[], object], remake: Callable[[], VersionedForm]
) -> tuple[VersionedForm, bool]:
    """Save a form that was sent; return it and whether it was saved, else it says why not.

    Where someone else saved in the same moment, it is the form made again over what is stored now that says so.
    """
    if not form.is_valid():
        return form, False
    try:
        save()
    except ValidationError as refused:
        form.add_error(None, refused)
        return form, False
    except Conflict:
        form = remake()
        form.is_valid()
        return form, False
    return form, True


def show_resent(form: VersionedForm) -> bool:
    """Let the form of a row say where it differs from what the row holds; tell whether it does.

    For the form of a new row that was sent once more, after the row was added: what is written otherwise the second
    time is neither dropped nor put over what was saved, both texts are shown.
    """
    form.data = form.data.copy()
    form.data.pop(form.add_prefix(SEEN_VERSION), None)
    for name, value in form.stored_values(form.instance).items():
        typed = form.data.getlist(form.add_prefix(name))
        take_stored(form, name, value)
        form.data.setlist(form.add_prefix(name), typed)
    return not form.is_valid()


def conflict_message(form, stored, taken) -> str:
    """Say who saved the row meanwhile, when, which fields now show what they saved, and what a second save does."""
    who, when = last_save(stored)
    labels = ", ".join(f"„{form.fields[name].label}”" for name in taken)
    untouched = f"Câmpurile pe care nu le-ați schimbat arată acum ce este salvat: {labels}. " if taken else ""
    return (
        f"Între timp, {who} a salvat „{shorten(str(stored), 80)}”{when}. Nu s-a schimbat nimic. "
        f"Ce ați scris a rămas în formular; unde diferă, vedeți și ce este salvat acum. {untouched}"
        "Dacă salvați din nou, rămâne ce este în formular."
    )


def last_save(stored) -> tuple[str, str]:
    """Return who saved a row last, and when, as they stand in a sentence."""
    history = getattr(stored, "history", None)
    record = history and history.select_related("history_user").first()
    if not record:
        return "altcineva", ""
    who = actor_name(stored, record.history_user, record.history_date, "altcineva")
    return who, f", la {in_words(record.history_date)}"


def take_stored(form, name: str, value):
    """Put the stored value in a field of a form that was sent, as if it had been shown and left as it was."""
    field = form.fields[name]
    value = field.prepare_value(value)
    if isinstance(value, (list, tuple)):
        sent = [str(one) for one in value]
    else:
        # A list to choose from formats its one value as a list.
        shown = field.widget.format_value(value)
        shown = shown if isinstance(shown, list) else [str(shown)]
        sent = ["on"] if value is True else [] if value in (None, False) else shown
    form.data.setlist(form.add_prefix(name), sent)
    form.data.setlist(form.add_initial_prefix(name), sent)
