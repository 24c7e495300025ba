"""Editions in the back office: read by those who see the plan, changed by no one."""

import pytest
from django.urls import reverse

from plans.editions.publishing import withdraw
from plans.models import Edition
from tests.forms import fields_of

LIST = reverse("admin:plans_edition_changelist")


@pytest.fixture
def page(editions):
    return reverse("admin:plans_edition_change", args=[editions[0].pk])


def test_a_person_sees_the_editions_of_the_plans_that_they_see(client, people, editions):
    for person, number in ((people.admin, 2), (people.editor, 2), (people.reviewer, 1)):
        client.force_login(person)
        assert len(client.get(LIST).context["cl"].result_list) == number
    client.force_login(people.outsider)
    assert client.get(LIST).status_code == 403


def test_an_edition_shows_its_number_checksum_and_files(client, people, page, editions):
    client.force_login(people.reviewer)
    text = client.get(page).content.decode()
    assert editions[0].checksum in text
    for file in ("", "plan.pdf", "plan.json"):
        assert f'href="/planuri/atop-2024/editii/1/{file}"' in text


def test_no_one_changes_adds_or_deletes_an_edition(client, people, page, editions):
    for person in (people.admin, people.publisher):
        client.force_login(person)
        assert set(fields_of(client.get(page))) <= {"csrfmiddlewaretoken"}
        refused = [client.post(page, {"note": "x"}), client.post(f"{LIST}add/", {}), client.get(f"{LIST}add/")]
        refused += [
            client.get(page.replace("change", "delete")),
            client.post(page.replace("change", "delete"), {"post": "yes"}),
        ]
        assert [response.status_code for response in refused] == [403, 403, 403, 403, 403]
        client.post(LIST, {"action": "delete_selected", "_selected_action": [editions[0].pk], "post": "yes"})
    assert Edition.objects.count() == 2


def test_only_a_publisher_is_offered_the_withdrawal(client, people, page, editions):
    address = reverse("plans:withdraw", args=[editions[0].plan.slug, 1])
    for person, offered in (
        (people.publisher, True),
        (people.admin, True),
        (people.editor, False),
        (people.reviewer, False),
    ):
        client.force_login(person)
        assert (address in client.get(page).content.decode()) is offered


def test_a_withdrawn_edition_says_why_and_offers_no_files(client, people, page, editions):
    withdraw(editions[0], by=people.publisher, reason="Anexa lipsea.")
    client.force_login(people.publisher)
    text = client.get(page).content.decode()
    assert "retrasă: Anexa lipsea." in text
    assert "plan.pdf" not in text
    assert "Retrage ediția" not in text


def test_the_list_takes_the_same_queries_with_one_row_and_with_two(
    client, people, editions, atop, django_assert_num_queries
):
    client.force_login(people.admin)
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST, {"plan": atop.pk})
    with django_assert_num_queries(8):
        client.get(LIST)
