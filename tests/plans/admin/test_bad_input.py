"""What no one types by accident: every such form is refused at its field, and nothing is saved."""

import pytest
from django.urls import reverse

from plans.models import Element, Section
from tests.forms import errors_of, send


@pytest.fixture
def change(client, people, atop):
    """Send the form of an objective, with what is given."""
    client.force_login(people.editor)
    objective = Element.objects.get(level__plan=atop, level__prefix="os", code="6.6")
    page = reverse("admin:plans_specificobjective_change", args=[objective.pk])
    return lambda **changes: send(client, page, **changes)


def refusals(response):
    """The page's errors, after making sure that nothing was saved."""
    assert response.status_code == 200
    assert not Element.objects.exclude(version=1).exists()
    return errors_of(response)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\x00b", "Caracterele Null nu sunt permise."),
        ("a\x07b", "Textul conține un caracter nepermis (U+0007) la poziția 2. Ștergeți-l și salvați din nou."),
        ("a\uffffb", "Textul conține un caracter nepermis (U+FFFF) la poziția 2. Ștergeți-l și salvați din nou."),
    ],
)
def test_an_unprintable_character_is_named(change, text, message):
    assert refusals(change(title=text)) == {"title": [message]}


def test_four_megabytes_of_text_are_too_many(change):
    errors = refusals(change(title="ș" * 700_000))
    assert list(errors) == ["title"]
    assert "20000" in errors["title"][0].replace(".", "")


def test_a_request_of_ten_megabytes_saves_nothing(change):
    assert change(title="x" * 10_000_000).status_code in (200, 400)
    assert not Element.objects.exclude(version=1).exists()


def test_a_duplicate_code_is_said_at_the_code(change):
    assert refusals(change(code="6.7")) == {"code": ["Nivelul are deja un element cu acest cod."]}


def test_a_level_cannot_stand_under_itself_through_another(client, people, atop):
    general, specific = atop.level_set.get(prefix="og"), atop.level_set.get(prefix="os")
    client.force_login(people.editor)
    page = reverse("admin:plans_level_change", args=[general.pk])
    assert errors_of(send(client, page, parent=specific.pk)) == {
        "parent": ["Nivelul de deasupra ar ajunge sub el însuși."]
    }


def test_a_section_takes_no_level_of_another_plan(client, people, atop, it_plan):
    section = Section.objects.filter(plan=atop, block="elements").first()
    client.force_login(people.editor)
    page = reverse("admin:plans_section_change", args=[section.pk])
    assert list(errors_of(send(client, page, level=it_plan.level_set.first().pk))) == ["level"]


@pytest.mark.parametrize("key", ["abc", "0", "1\x00", "9" * 40])
def test_an_address_without_a_row_is_not_found(client, people, key):
    client.force_login(people.admin)
    for model in ("measure", "plan", "section", "edition"):
        assert client.get(f"/admin/plans/{model}/{key}/change/").status_code in (302, 404)
        assert client.get(f"/admin/plans/{model}/{key}/delete/").status_code in (302, 403, 404)
        assert client.get(f"/admin/plans/{model}/{key}/history/").status_code in (302, 404)
