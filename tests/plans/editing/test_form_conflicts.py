"""Two people change one row: both texts are shown, nothing is overwritten unseen, nothing that was typed is lost."""

from datetime import date

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from plans.editing.elements.element_form import ElementForm, form_with_columns
from plans.editing.settings.forms import LevelForm
from plans.models import Element, Institution, Level
from portal.forms.versioned import VersionedForm
from portal.versioning import keep_beginning
from tests.page import Page


def element(code="1.2", slug="atop-2024", prefix="os"):
    return Element.objects.get(level__plan__slug=slug, level__prefix=prefix, code=code)


def form_data(form, row):
    """What a browser sends of the form of a row, as it was shown."""
    shown = form(instance=row)
    data = QueryDict(mutable=True)
    for name, field in shown.fields.items():
        value = field.prepare_value(shown.get_initial_for_field(field, name))
        sent = [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]
        sent = [] if value in (None, "", [], False) else ["on"] if value is True else sent
        data.setlist(name, sent)
        data.setlist(shown.add_initial_prefix(name), sent)
    return data


def both(conflict):
    return ["".join(run.text for run in runs) for runs in (conflict.stored_runs, conflict.typed_runs)]


def saved_by(user, row, **values):
    if not row.history.exists():
        keep_beginning(row)
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = user
    row.save()


@pytest.fixture
def form():
    return form_with_columns(ElementForm, ())


def test_both_texts_are_told_word_by_word(form, people, atop):
    row = element()
    data = form_data(form, row)
    saved_by(people.publisher, element(), title="Mai multe patrule în oraș")
    data["title"] = "Mai multe patrule în sate"
    sent = form(data, instance=element())
    assert sent.is_valid() is False
    (conflict,) = sent.conflicts
    assert (conflict.label, conflict.name) == ("Titlu", "take-title")
    assert [(run.kind, run.text) for run in conflict.stored_runs] == [
        ("same", "Mai multe patrule în "),
        ("removed", "oraș"),
    ]
    assert [(run.kind, run.text) for run in conflict.typed_runs] == [
        ("same", "Mai multe patrule în "),
        ("added", "sate"),
    ]
    assert (sent.meanwhile.who, sent["title"].value()) == ("publisher", "Mai multe patrule în sate")


def test_dates_choices_and_links_are_told_in_words(form, people, it_plan):
    row = element("1.8", "informatizare-2019", "m")
    data = form_data(form, row)
    one, other = Institution.objects.order_by("pk")[:2]
    theirs = element("1.8", "informatizare-2019", "m")
    saved_by(people.publisher, theirs, completion_due=date(2026, 3, 1))
    theirs.institutions.set([one])
    data["completion_due"] = "31.12.2026"
    data.setlist("institutions", [str(other.pk)])
    sent = form(data, instance=element("1.8", "informatizare-2019", "m"))
    sent.is_valid()
    assert {conflict.label: both(conflict) for conflict in sent.conflicts} == {
        "Data până la care se finalizează": ["01.03.2026", "31.12.2026"],
        "Instituții responsabile": [str(one), str(other)],
    }


def test_what_cannot_be_read_is_told_as_it_was_typed(form, people, it_plan):
    row = element("1.8", "informatizare-2019", "m")
    data = form_data(form, row)
    saved_by(people.publisher, row, completion_due=date(2026, 3, 1))
    data["completion_due"] = "la anul"
    sent = form(data, instance=element("1.8", "informatizare-2019", "m"))
    sent.is_valid()
    assert both(sent.conflicts[0]) == ["01.03.2026", "la anul"]


def test_a_levels_columns_are_told_as_lines(people, it_plan):
    level = Level.objects.get(plan=it_plan, prefix="m")

    class Form(LevelForm):
        class Meta:
            model = Level
            fields = ["name", "kind", "columns"]

    data = form_data(Form, level)
    theirs = Level.objects.get(pk=level.pk)
    saved_by(people.publisher, theirs, columns=[{"field": "riscuri", "label": "Riscuri"}], kind="project")
    data["columns"], data["kind"] = "Surse = surse", "action"
    sent = Form(data, instance=Level.objects.get(pk=level.pk))
    sent.is_valid()
    assert [both(conflict) for conflict in sent.conflicts] == [
        ["proiect", "acțiune"],
        ["Riscuri = riscuri", "Surse = surse"],
    ]


def test_what_only_they_changed_is_taken_and_told(form, people, atop):
    data = form_data(form, element())
    before = element().title
    saved_by(people.publisher, element(), title=f"{before} în sate")
    data["description"] = "Descrierea mea"
    sent = form(data, instance=element())
    sent.is_valid()
    ((label, runs),) = sent.meanwhile.taken
    assert (label, sent.conflicts, sent["title"].value()) == ("Titlu", (), f"{before} în sate")
    assert [(run.kind, run.text) for run in runs] == [("same", before), ("added", " în sate")]


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "Al meu"), ("theirs", "Al lor"), (None, "Al meu"), ("x", "Al meu")]
)
def test_the_second_save_keeps_what_was_chosen(form, people, atop, choice, kept):
    data = form_data(form, element())
    saved_by(people.publisher, element(), title="Al lor", description="Descrierea lor")
    data["title"], data["description"] = "Al meu", "Descrierea mea"
    first = form(data, instance=element())
    assert first.is_valid() is False
    again = first.data.copy()
    if choice:
        again["take-title"] = choice
    second = form(again, instance=element())
    assert second.is_valid() is True, second.errors
    second.save()
    assert (element().title, element().description) == (kept, "Descrierea mea")


def test_a_third_save_meanwhile_is_shown_too(form, people, atop):
    data = form_data(form, element())
    saved_by(people.publisher, element(), title="Al lor")
    data["title"] = "Al meu"
    first = form(data, instance=element())
    first.is_valid()
    saved_by(people.admin, element(), title="Al treilea")
    second = form(first.data, instance=element())
    assert second.is_valid() is False
    assert (both(second.conflicts[0]), second.meanwhile.who) == (["Al treilea", "Al meu"], "admin")


def test_taking_everything_changes_nothing(form, people, atop):
    data = form_data(form, element())
    saved_by(people.publisher, element(), title="Al lor")
    data["title"] = "Al meu"
    first = form(data, instance=element())
    first.is_valid()
    again = first.data.copy()
    again["take-title"] = "theirs"
    version = element().version
    second = form(again, instance=element())
    assert (second.is_valid(), second.touched_fields) == (True, set())
    assert element().version == version


def test_the_choice_of_a_field_that_the_form_has_not_is_nothing(form, people, atop):
    data = form_data(form, element())
    data["take-position"] = data["take-uid"] = data["take-"] = "theirs"
    assert form(data, instance=element()).is_valid() is True


def conflict_page(form):
    return " ".join(render_to_string("plans/editing/_form_conflict.html", {"form": form, "form_id": "element"}).split())


def test_the_page_marks_the_words_and_lets_choose(form, people, atop):
    data = form_data(form, element())
    saved_by(people.publisher, element(), title="Patrule <b>aici</b>")
    data["title"] = "Patrule <i>acolo</i>"
    sent = form(data, instance=element())
    sent.is_valid()
    page = conflict_page(sent)
    radio = {"type": "radio", "form": "element", "name": "take-title"}
    assert [values for tag, values in Page(page).attributes if tag == "input"] == [
        radio | {"value": "theirs"},
        radio | {"value": "mine", "checked": None},
    ]
    assert "numai în cel salvat: " in Page(page).text
    assert "numai în al dumneavoastră: " in Page(page).text
    assert ("<b>" in page, "<i>" in page) == (False, False)
    assert conflict_page(form(instance=element())) == ""


def test_fields_point_to_both_texts_only_where_the_page_shows_them(form, people, atop):
    data = form_data(form, element())
    saved_by(people.publisher, element(), title="Al lor")
    data["title"], data["description"] = "Al meu", "a\x07"
    sent = form(data, instance=element())
    sent.is_valid()
    assert (sent.conflicted_fields, sent.has_only_conflicts) == ([], False)
    sent.shows_both_texts = True
    assert (sent.conflicted_fields, sent.has_only_conflicts) == (["title"], False)
    del data["description"]
    data["description"] = element().description
    sent = form(data, instance=element())
    sent.shows_both_texts = True
    sent.is_valid()
    assert (sent.conflicted_fields, sent.has_only_conflicts) == (["title"], True)
    assert VersionedForm.shows_both_texts is False


def test_a_change_of_what_the_form_has_not_is_no_conflict(form, people, atop):
    data = form_data(form, element())
    saved_by(people.publisher, element(), uid="7a1b1d0e-8a5f-4a7e-9a50-0c4b5b0f4f11")
    data["title"] = "Al meu"
    sent = form(data, instance=element())
    assert (sent.is_valid(), sent.meanwhile) == (True, None)
