"""Forms that carry what their page showed."""

from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict

from portal.forms.seen import SeenVersionForm


class NoteForm(SeenVersionForm):
    note = forms.CharField()


def sent(address: str, **kwargs) -> NoteForm:
    return NoteForm(QueryDict(address), row=SimpleNamespace(version=4), **kwargs)


def test_the_page_shows_the_version_of_the_row_beside_what_it_begins_with():
    assert NoteForm(row=SimpleNamespace(version=4), initial={"note": "a"}).initial == {"seen_version": 4, "note": "a"}


@pytest.mark.parametrize(("version", "is_current"), [("4", True), ("3", False), ("x", False), ("", False)])
def test_a_form_is_current_when_it_saw_the_row_as_it_is(version, is_current):
    assert sent(f"note=a&seen_version={version}").is_current(4) is is_current


def test_a_form_that_was_refused_keeps_what_was_typed_and_goes_through_the_second_time():
    form = sent("loc-note=a&loc-seen_version=3", prefix="loc")
    assert (form.is_valid(), form.is_current(4)) == (True, False)
    form.refuse("Între timp s-a schimbat.", 4)
    assert form.non_field_errors() == ["Între timp s-a schimbat."]
    assert (form.data["loc-note"], form.is_current(4)) == ("a", True)
