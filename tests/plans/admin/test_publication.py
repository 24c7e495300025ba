"""Check, preview, publish and withdraw: who may, what is shown, and that a second click publishes nothing twice."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import AdoptionAct, BudgetLine, Edition, Element, Level, Section
from plans.publishing import withdraw
from tests.plans.admin.sending import send


@pytest.fixture
def page(atop):
    return reverse("admin:plans_plan_publication", args=[atop.pk])


@pytest.fixture
def preview(atop):
    return reverse("admin:plans_plan_preview", args=[atop.pk])


@pytest.fixture
def withdrawal(editions):
    return reverse("admin:plans_edition_withdrawal", args=[editions[0].pk])


def problems(response, kind):
    return [(problem.message, address) for problem, address in response.context[kind]]


def test_the_page_says_what_is_published_and_whether_the_plan_changed_since(client, people, page, atop, editions):
    client.force_login(people.publisher)
    response = client.get(page)
    assert (response.context["newest"], response.context["is_changed"]) == (editions[0], False)
    Section.objects.filter(plan=atop).update(heading="Altul")
    assert client.get(page).context["is_changed"] is True


def test_warnings_lead_to_where_they_are_mended(client, people, page, atop):
    client.force_login(people.publisher)
    line = BudgetLine.objects.get(plan=atop, label="cheltuieli de personal")
    assert problems(client.get(page), "warnings") == [
        (
            "„cheltuieli de personal”: ponderea tipărită este 78,28%, cea calculată 78,29%. Se publică cea tipărită.",
            reverse("admin:plans_budgetline_change", args=[line.pk]),
        ),
        ("Planul nu are un act de adoptare.", reverse("admin:plans_plan_change", args=[atop.pk])),
    ]


def test_errors_refuse_publication_and_lead_to_where_they_are_mended(client, people, page, atop):
    specific = Element.objects.get(level__plan=atop, code="2.5")
    Element.objects.filter(pk=specific.pk).update(parent=None)
    Section.objects.filter(plan=atop, level__prefix="on").delete()
    framing = Level.objects.get(plan=atop, prefix="on")
    client.force_login(people.publisher)
    response = client.get(page)
    places = [address for _message, address in problems(response, "errors")]
    assert set(places) == {
        reverse("admin:plans_specificobjective_change", args=[specific.pk]),
        reverse("admin:plans_level_change", args=[framing.pk]),
        reverse("admin:plans_level_change", args=[specific.level_id]),
    }
    for address in places:
        assert client.get(address).status_code == 200
    assert b'name="note"' not in response.content
    refused = client.post(page, {"note": "Totuși", "seen_edition": 0})
    assert refused.status_code == 200
    assert refused.context["form"].non_field_errors() == [
        "Planul are erori și nu s-a publicat. Rezolvați-le pe cele de mai jos, apoi publicați."
    ]
    assert Edition.objects.count() == 0


def test_a_publisher_publishes(client, people, page, atop):
    client.force_login(people.publisher)
    response = client.post(page, {"note": "Prima ediţie.", "seen_edition": 0}, follow=True)
    edition = Edition.objects.get(plan=atop)
    assert (edition.number, edition.note, edition.published_by) == (1, "Prima ediție.", people.publisher)
    address = reverse("plans:edition", args=["atop-2024", 1])
    assert [str(message) for message in response.context["messages"]] == [
        f'S-a publicat ediția 1. Vedeți <a href="{address}">pagina publică</a> și <a href="{address}plan.pdf">PDF-ul</a>.'
    ]
    client.logout()
    assert client.get(address).status_code == 200


def test_a_second_click_publishes_nothing_twice_and_a_conscious_one_does(client, people, page, atop):
    client.force_login(people.publisher)
    sent = {"note": "Prima ediție.", "seen_edition": 0}
    client.post(page, sent)
    response = client.post(page, sent)
    assert response.context["form"].non_field_errors() == [
        "Între timp s-a publicat ediția 1. Verificați ce cuprinde, apoi publicați din nou."
    ]
    assert response.context["form"]["seen_edition"].value() == 1
    assert response.context["form"]["note"].value() == "Prima ediție."
    assert Edition.objects.filter(plan=atop).count() == 1
    assert client.post(page, {**sent, "seen_edition": 1}).status_code == 302
    assert Edition.objects.filter(plan=atop).count() == 2


@pytest.mark.parametrize("note", ["", "   ", "a\x00b", "a\x07b", "x" * 20_001])
def test_a_note_that_cannot_be_is_refused_at_its_field(client, people, page, note):
    client.force_login(people.publisher)
    response = client.post(page, {"note": note, "seen_edition": 0})
    assert list(response.context["form"].errors) == ["note"]
    assert b'href="#id_note"' in response.content
    assert Edition.objects.count() == 0


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_forged_edition_number_publishes_nothing(client, people, page, seen):
    client.force_login(people.publisher)
    assert client.post(page, {"note": "Nota", "seen_edition": seen}).status_code == 200
    assert Edition.objects.count() == 0


def test_an_editor_sees_the_problems_and_does_not_publish(client, people, page, preview):
    client.force_login(people.editor)
    response = client.get(page)
    assert response.status_code == 200
    assert "Publicarea o face un aprobator" in response.content.decode()
    assert client.get(preview).status_code == 200
    assert client.post(page, {"note": "Nota", "seen_edition": 0}).status_code == 403
    assert Edition.objects.count() == 0


def test_who_does_not_see_the_plan_finds_no_page(client, people, it_plan):
    addresses = [reverse(f"admin:plans_plan_{name}", args=[it_plan.pk]) for name in ("publication", "preview")]
    for person in (people.reviewer, people.outsider):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404]
        assert client.post(addresses[0], {"note": "Nota", "seen_edition": 0}).status_code == 404
    client.force_login(people.reporter)
    assert [client.get(address).status_code for address in addresses] == [302, 302]
    client.logout()
    assert [client.get(address).status_code for address in addresses] == [302, 302]
    assert Edition.objects.count() == 0


def test_other_methods_are_refused(client, people, page, preview, withdrawal):
    client.force_login(people.publisher)
    assert [client.put(address).status_code for address in (page, preview, withdrawal)] == [405, 405, 405]
    assert client.post(preview).status_code == 405


def test_a_form_without_its_token_is_refused(people, page):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.publisher)
    assert client.post(page, {"note": "Nota", "seen_edition": 0}).status_code == 403


def test_the_preview_shows_what_is_not_published_and_publishes_nothing(client, people, preview, atop, editions):
    client.force_login(people.editor)
    objective = Element.objects.get(level__plan=atop, code="2.5")
    send(client, reverse("admin:plans_specificobjective_change", args=[objective.pk]), title="Titlu nepublicat")
    response = client.get(preview)
    assert "Titlu nepublicat" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert "Titlu nepublicat" not in client.get("/planuri/atop-2024/").content.decode()
    assert Edition.objects.filter(plan=atop).count() == 1


def test_a_change_is_public_only_after_publishing_and_edition_1_stays(client, people, page, atop, editions):
    first = client.get("/planuri/atop-2024/editii/1/").content
    client.force_login(people.publisher)
    objective = Element.objects.get(level__plan=atop, code="2.5")
    send(client, reverse("admin:plans_specificobjective_change", args=[objective.pk]), title="Titlul ediției a doua")
    client.post(page, {"note": "Titlul obiectivului 2.5.", "seen_edition": 1})
    client.logout()
    assert "Titlul ediției a doua" in client.get("/planuri/atop-2024/").content.decode()
    assert client.get("/planuri/atop-2024/editii/1/").content == first


def test_a_publisher_withdraws_an_edition_with_a_reason(client, people, withdrawal, editions):
    client.force_login(people.publisher)
    assert client.get(withdrawal).status_code == 200
    assert client.post(withdrawal, {"reason": ""}).context["form"].errors == {
        "reason": ["Acest câmp este obligatoriu."]
    }
    response = client.post(withdrawal, {"reason": "Anexa lipsea."})
    assert response.headers["Location"] == reverse("admin:plans_edition_change", args=[editions[0].pk])
    edition = Edition.objects.get(pk=editions[0].pk)
    assert (edition.withdrawal.reason, edition.withdrawal.withdrawn_by) == ("Anexa lipsea.", people.publisher)
    assert client.get("/planuri/atop-2024/").status_code == 404
    again = client.post(withdrawal, {"reason": "Încă o dată."})
    assert again.context["form"].non_field_errors() == ["Ediția este deja retrasă."]


def test_only_a_publisher_withdraws(client, people, withdrawal, editions):
    client.force_login(people.editor)
    assert [client.get(withdrawal).status_code, client.post(withdrawal, {"reason": "x"}).status_code] == [403, 403]
    client.force_login(people.reviewer)
    assert client.post(withdrawal, {"reason": "x"}).status_code == 403
    client.force_login(people.outsider)
    assert client.post(withdrawal, {"reason": "x"}).status_code == 404
    client.logout()
    assert client.post(withdrawal, {"reason": "x"}).status_code == 302
    assert Edition.objects.public().count() == 2


def test_a_plan_without_problems_says_so(client, people, it_plan):
    client.force_login(people.publisher)
    response = client.get(reverse("admin:plans_plan_publication", args=[it_plan.pk]))
    assert (response.context["errors"], response.context["warnings"]) == ([], [])
    assert "Nicio problemă." in response.content.decode()
    assert AdoptionAct.objects.filter(plan=it_plan).count() == 1


def test_a_withdrawn_edition_is_named_as_such(client, people, page, editions):
    withdraw(editions[0], by=people.publisher, reason="Anexa lipsea.")
    client.force_login(people.publisher)
    assert "apoi retrasă" in client.get(page).content.decode()
