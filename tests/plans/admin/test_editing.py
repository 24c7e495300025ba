"""Two editors at once: nothing typed is lost, and nothing saved is overwritten unseen."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.admin.editing import VersionedAdmin
from plans.models import Element, Plan
from tests.forms import errors_of, fields_of


@pytest.fixture
def measure(it_plan):
    return Element.objects.get(level__plan=it_plan, code="1.8")


@pytest.fixture
def page(measure):
    return reverse("admin:plans_measure_change", args=[measure.pk])


@pytest.fixture
def two(people):
    """The browsers of the editor and of the publisher, both signed in."""
    clients = Client(), Client()
    for client, person in zip(clients, (people.editor, people.publisher), strict=True):
        client.force_login(person)
    return clients


def test_the_second_save_is_refused_and_says_who_saved_and_what_is_stored(two, page, measure):
    first, second = two
    opened = fields_of(second.get(page))
    first.post(page, {**fields_of(first.get(page)), "completion_term": "2027"})
    response = second.post(page, {**opened, "completion_term": "decembrie 2026"})
    errors = errors_of(response)
    assert errors["completion_term"] == ["Salvat acum este: „2027”."]
    assert errors["__all__"][0].startswith("Între timp, editor a salvat „1.8. Crearea parteneriatului")
    assert list(errors) == ["__all__", "completion_term"]
    assert Element.objects.get(pk=measure.pk).completion_term == "2027"
    assert fields_of(response)["completion_term"] == ["decembrie 2026"]


def test_a_second_conscious_save_goes_through(two, page, measure):
    first, second = two
    opened = fields_of(second.get(page))
    first.post(page, {**fields_of(first.get(page)), "completion_term": "2027"})
    refusal = second.post(page, {**opened, "completion_term": "decembrie 2026"})
    assert second.post(page, fields_of(refusal)).status_code == 302
    assert Element.objects.get(pk=measure.pk).completion_term == "decembrie 2026"
    assert measure.history.first().history_user.username == "publisher"


def test_a_field_that_one_did_not_touch_takes_what_the_other_saved(two, page, measure, it_plan):
    first, second = two
    opened = fields_of(second.get(page))
    changes = {"title": "Titlul celuilalt", "completion_due": "31.12.2027", "institutions": [it_plan.owner_id]}
    first.post(page, {**fields_of(first.get(page)), **changes})
    refusal = second.post(page, {**opened, "completion_term": "decembrie 2026"})
    text = errors_of(refusal)["__all__"][0]
    assert "Câmpurile pe care nu le-ați schimbat arată acum ce este salvat: „Titlu”" in text
    sent = fields_of(refusal)
    assert (sent["title"], sent["completion_due"]) == (["Titlul celuilalt"], ["2027-12-31"])
    assert second.post(page, sent).status_code == 302
    saved = Element.objects.get(pk=measure.pk)
    assert (saved.title, saved.completion_term) == ("Titlul celuilalt", "decembrie 2026")
    assert list(saved.institutions.all()) == [it_plan.owner]


def test_a_stale_page_on_which_nothing_was_touched_changes_nothing(two, page, measure, it_plan):
    first, second = two
    opened = fields_of(second.get(page))
    changes = {"completion_term": "2027", "institutions": [it_plan.owner_id]}
    first.post(page, {**fields_of(first.get(page)), **changes})
    assert second.post(page, opened).status_code == 302
    saved = Element.objects.get(pk=measure.pk)
    assert (saved.completion_term, saved.version) == ("2027", 2)
    assert list(saved.institutions.all()) == [it_plan.owner]


def test_a_form_without_the_version_it_saw_is_refused(two, page, measure):
    first, _second = two
    data = {**fields_of(first.get(page)), "title": "Fără versiune"}
    del data["seen_version"]
    assert list(errors_of(first.post(page, data))) == ["__all__", "title"]
    assert Element.objects.get(pk=measure.pk).title == measure.title


def test_a_save_that_another_one_overtakes_is_shown_like_any_other(two, page, measure, monkeypatch):
    first, _second = two
    data = {**fields_of(first.get(page)), "title": "Titlul meu"}
    read, reads = VersionedAdmin.get_object, []

    def read_and_be_overtaken(self, *args):
        """Someone saves after the row is read; read again, the row is what they saved."""
        reads.append(read(self, *args))
        # The first is to hold its plan, the second to save it.
        if len(reads) > 1:
            Element.objects.filter(pk=measure.pk).update(version=2, title="Titlul altuia")
        return read(self, *args) if len(reads) == 3 else reads[-1]

    monkeypatch.setattr(VersionedAdmin, "get_object", read_and_be_overtaken)
    response = first.post(page, data)
    assert response.status_code == 200
    assert len(reads) == 3
    assert errors_of(response)["title"] == ["Salvat acum este: „Titlul altuia”."]
    assert errors_of(response)["__all__"][0].startswith("Între timp, altcineva a salvat „1.8. Titlul altuia”")


def test_a_plan_page_is_versioned_too(two, atop):
    first, second = two
    page = reverse("admin:plans_plan_change", args=[atop.pk])
    opened = fields_of(second.get(page))
    first.post(page, {**fields_of(first.get(page)), "short_title": "ATOP"})
    response = second.post(page, {**opened, "short_title": "Planul ATOP"})
    assert errors_of(response)["short_title"] == ["Salvat acum este: „ATOP”."]
    assert Plan.objects.get(pk=atop.pk).short_title == "ATOP"
