import pytest

from plans.editions.publishing import publish, withdraw
from plans.models import Edition, Element

ADDRESS = "/lucru/informatizare-2019/comparatie/"


@pytest.fixture
def draft(it_plan, people, editions):
    """The IT plan, published and then changed."""
    element = Element.objects.filter(level__plan=it_plan).exclude(expected_result="").first()
    element.title = "Un titlu nou"
    element.save()
    return it_plan


def events(response):
    return [item.happened for block in response.context["blocks"] for item in block.items]


def test_the_draft_is_compared_with_the_edition_that_readers_have(client, people, draft):
    client.force_login(people.editor)
    response = client.get(ADDRESS)
    assert (events(response), response.context["against"].number) == ([("modificat",)], 1)


def test_another_edition_can_be_chosen_also_a_withdrawn_one(client, people, draft):
    second = publish(draft, by=people.publisher, note="A doua.")
    client.force_login(people.editor)
    found = [
        (response.context["against"].number, response.context["comparison"].is_empty)
        for response in (client.get(ADDRESS), client.get(ADDRESS + "?editia=1"), client.get(ADDRESS + "?editia=x"))
    ]
    assert found == [(2, True), (1, False), (2, True)]
    withdraw(second, by=people.publisher, reason="Greșită.")
    assert [client.get(ADDRESS + query).context["against"].number for query in ("", "?editia=2")] == [1, 2]
    assert "2, din" in client.get(ADDRESS).content.decode()


def test_a_plan_that_was_never_published_says_so(client, people, it_plan):
    client.force_login(people.editor)
    response = client.get(ADDRESS)
    assert (response.status_code, Edition.objects.count()) == (200, 0)
    assert "Planul nu a fost publicat încă" in response.content.decode()


def test_the_draft_is_shown_to_those_who_see_the_plan_and_to_nobody_else(client, people, draft):
    statuses = {"nobody": client.get(ADDRESS).status_code}
    for name in ("editor", "publisher", "reviewer", "reporter", "outsider", "admin"):
        client.force_login(getattr(people, name))
        statuses[name] = client.get(ADDRESS).status_code
    assert statuses == {
        "nobody": 302,
        "editor": 200,
        "publisher": 200,
        "reviewer": 404,
        "reporter": 404,
        "outsider": 404,
        "admin": 200,
    }
    assert client.post(ADDRESS).status_code == 405
