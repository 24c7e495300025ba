"""What no one types by accident: every such form is refused at its field, and nothing is saved."""

import pytest
from django.urls import reverse

from plans.admin.elements import ElementForm
from plans.models import Element, Section
from tests.forms import errors_of, send

ADD = reverse("admin:plans_specificobjective_add")


@pytest.fixture
def level(atop):
    return atop.level_set.get(prefix="os")


@pytest.fixture
def parent(atop):
    return Element.objects.get(level__plan=atop, level__prefix="og", code="6")


@pytest.fixture
def add(client, people, level, parent):
    """Send the form of a new objective, correct but for what is given."""
    client.force_login(people.editor)
    correct = {"level": level.pk, "parent": parent.pk, "code": "6.8", "title": "Obiectiv nou", "position": 80}

    def send_new(**changes):
        return send(client, ADD, **{**correct, **changes})

    return send_new


def refused(response, before):
    """Return the page's errors, after making sure that nothing was saved."""
    assert response.status_code == 200
    assert Element.objects.count() == before
    return errors_of(response)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\x00b", "Caracterele Null nu sunt permise."),
        ("a\x07b", "Textul conține un caracter nepermis (U+0007) la poziția 2. Ștergeți-l și salvați din nou."),
        ("a\uffffb", "Textul conține un caracter nepermis (U+FFFF) la poziția 2. Ștergeți-l și salvați din nou."),
    ],
)
def test_an_unprintable_character_is_named(add, text, message):
    before = Element.objects.count()
    assert refused(add(title=text), before) == {"title": [message]}


def test_a_lone_surrogate_is_named(db, level, parent):
    data = {"level": level.pk, "parent": parent.pk, "title": "a\ud800b", "position": "1"}
    form = ElementForm(data)
    message = "Textul conține un caracter nepermis (U+D800) la poziția 2. Ștergeți-l și salvați din nou."
    assert dict(form.errors) == {"title": [message]}


def test_a_lone_surrogate_in_a_forged_form_becomes_a_replacement_sign(client, add, level):
    response = client.post(
        ADD, f"level={level.pk}&title=a%ED%A0%80b&position=1", content_type="application/x-www-form-urlencoded"
    )
    assert errors_of(response) == {"parent": ["Alegeți elementul de nivelul „Obiectiv general” sub care stă."]}


def test_four_megabytes_of_text_are_too_many(add):
    before = Element.objects.count()
    errors = refused(add(title="ș" * 700_000), before)
    assert list(errors) == ["title"]
    assert "20000" in errors["title"][0].replace(".", "")


def test_ten_megabytes_of_text_are_refused_by_the_form(db, level, parent):
    form = ElementForm({"level": level.pk, "parent": parent.pk, "title": "x" * 10_000_000, "position": "1"})
    assert list(form.errors) == ["title"]


def test_a_request_of_ten_megabytes_saves_nothing(add):
    before = Element.objects.count()
    assert add(title="x" * 10_000_000).status_code in (200, 400)
    assert Element.objects.count() == before


@pytest.mark.parametrize("key", ["999999", "abc", "-1", "1\x00", "99999999999999999999999"])
def test_an_unknown_parent_is_no_choice(add, key):
    before = Element.objects.count()
    errors = refused(add(parent=key), before)
    assert list(errors) == ["parent"]
    assert errors["parent"][-1] == "Alegeți elementul de nivelul „Obiectiv general” sub care stă."


def test_no_parent_where_the_level_wants_one(add):
    before = Element.objects.count()
    errors = refused(add(parent=""), before)
    assert errors == {"parent": ["Alegeți elementul de nivelul „Obiectiv general” sub care stă."]}


def test_a_parent_of_the_wrong_level_is_no_choice(add, atop):
    before = Element.objects.count()
    framing = Element.objects.filter(level__plan=atop, level__prefix="on").first()
    assert list(refused(add(parent=framing.pk), before)) == ["parent"]


def test_a_parent_of_another_plan_is_no_choice(add, it_plan):
    before = Element.objects.count()
    axis = Element.objects.filter(level__plan=it_plan, level__prefix="ax").first()
    assert list(refused(add(parent=axis.pk), before)) == ["parent"]


def test_a_level_of_another_kind_is_no_choice(add, it_plan):
    before = Element.objects.count()
    assert list(refused(add(level=it_plan.level_set.get(prefix="m").pk), before)) == ["level"]


def test_a_duplicate_code_is_said_at_the_code(add):
    before = Element.objects.count()
    assert refused(add(code="6.7"), before) == {"code": ["Nivelul are deja un element cu acest cod."]}


def test_a_position_that_is_no_number_is_refused(add):
    before = Element.objects.count()
    for position in ("-1", "x", "9" * 30):
        assert list(refused(add(position=position), before)) == ["position"]


def test_an_element_cannot_stand_under_itself(client, people, atop):
    objective = Element.objects.get(level__plan=atop, code="2.5")
    client.force_login(people.editor)
    page = reverse("admin:plans_specificobjective_change", args=[objective.pk])
    assert list(errors_of(send(client, page, parent=objective.pk))) == ["parent"]


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
        assert client.get(f"/admin/plans/{model}/1/history/{key}/").status_code in (302, 404)
