"""The parts of a plan in the hands of who may not change them, and in forged requests."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from plans.models import Institution, Membership, Plan
from tests.forms import send

ROOT = "/lucru/atop-2024/parti/"


def routes(plan):
    row = plan.signatory_set.first()
    return {
        "parti/": "GET",
        "parti/date/": "GET POST",
        "parti/semnatari/nou/": "GET POST",
        f"parti/semnatari/{row.pk}/": "GET POST",
        f"parti/semnatari/{row.pk}/loc/": "POST",
        f"parti/semnatari/{row.pk}/stergere/": "GET POST",
    }


def answers(client, plan, method):
    ask = getattr(client, method.lower())
    return {route: ask(f"/lucru/{plan.slug}/{route}").status_code for route in routes(plan)}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_person_is_sent_to_the_login(client, atop, method):
    for route, methods in routes(atop).items():
        response = getattr(client, method.lower())(f"/lucru/atop-2024/{route}")
        if method in methods.split():
            assert (response.status_code, response.headers["Location"]) == (
                302,
                f"/cont/intrare/?next=/lucru/atop-2024/{route}",
            )
        else:
            assert response.status_code == 405


def test_readers_read_the_list_and_nothing_else(client, people, atop):
    client.force_login(people.reviewer)
    found = answers(client, atop, "GET")
    assert found.pop("parti/") == 200
    assert set(found.values()) == {403, 405}
    assert {code for route, code in answers(client, atop, "POST").items() if route != "parti/"} == {403}


def test_to_others_the_plan_does_not_exist(client, people, atop):
    elsewhere = get_user_model().objects.create_user("altundeva")
    Membership.objects.create(
        user=elsewhere, institution=Institution.objects.get(code="ipj-cluj"), role=Membership.Role.EDITOR
    )
    for person in (elsewhere, people.reporter, people.outsider):
        client.force_login(person)
        assert set(answers(client, atop, "GET").values()) == {404, 405}
        assert set(answers(client, atop, "POST").values()) == {404, 405}


def test_who_no_longer_writes_the_plan_reads_no_part_of_it_and_changes_nothing(client, people, atop, later):
    Membership.objects.filter(user=people.editor).update(valid_from="2020-01-01", valid_until=timezone.localdate())
    later(days=1)
    client.force_login(people.editor)
    assert client.get(ROOT).status_code == 403
    assert {code for route, code in answers(client, atop, "POST").items() if route != "parti/"} == {403}


def test_a_part_of_another_plan_or_of_no_kind_is_not_found(editor, atop, it_plan):
    row = it_plan.signatory_set.first()
    level = it_plan.level_set.first()
    for route in (
        f"semnatari/{row.pk}/",
        f"semnatari/{row.pk}/stergere/",
        f"niveluri/{level.pk}/",
        f"acte/{atop.signatory_set.get().pk}/",
        "nimic/nou/",
        f"nimic/{row.pk}/",
        "semnatari/99999999999999999999/",
    ):
        assert editor.get(f"{ROOT}{route}").status_code == 404
    assert editor.post(f"{ROOT}semnatari/{row.pk}/loc/", {"down": "1", "seen_version": "1"}).status_code == 404


def test_fields_that_are_not_offered_change_nothing(editor, atop, it_plan):
    row = atop.signatory_set.get()
    forged = {"plan": str(it_plan.pk), "position": "999", "version": "50", "id": "1", "name": "Alt nume"}
    assert send(editor, f"{ROOT}semnatari/{row.pk}/", **forged).status_code == 302
    row.refresh_from_db()
    assert (row.plan, row.position, row.version, row.name) == (atop, 10, 2, "Alt nume")


def test_a_level_of_another_plan_cannot_be_chosen(editor, atop, it_plan):
    foreign = str(it_plan.level_set.first().pk)
    section = send(editor, f"{ROOT}sectiuni/nou/", heading="Probă", block="elements", level=foreign)
    level = send(
        editor,
        f"{ROOT}niveluri/nou/",
        name="Acțiune",
        name_plural="Acțiuni",
        kind="action",
        prefix="ac",
        parent=foreign,
    )
    assert list(section.context["form"].errors) == ["level"]
    assert list(level.context["form"].errors) == ["parent"]


@pytest.mark.parametrize("version", ["", "-1", "²", "99999999999999999999", "abc"])
def test_a_forged_version_changes_nothing(editor, atop, version):
    row = atop.signatory_set.get()
    assert editor.post(f"{ROOT}semnatari/{row.pk}/stergere/", {"seen_version": version}).status_code == 409
    assert editor.post(f"{ROOT}semnatari/{row.pk}/loc/", {"seen_version": version}).status_code == 409
    assert Plan.objects.get(slug="atop-2024").signatory_set.count() == 1
