"""The public pages of sittings: those held and recorded, with what was examined, recommended and adopted."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Institution
from tests.indicators.oversight.oversight_factories import DAY, TODAY, body, issued, member, sitting
from tests.page import Page


def listed(client, **asked):
    return Page(client.get("/sedinte/", asked)).text


def test_a_list_without_sittings_says_so_and_has_no_form(client, db):
    page = Page(client.get("/sedinte/"))
    assert "Încă nu s-a consemnat nicio ședință ținută." in page.text
    assert page.all("form", "class") == ["site-search"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"conclusions": "S-a luat act."}, 200),
        ({"conclusions": ""}, 404),
        ({"conclusions": "S-a luat act.", "held_on": TODAY + DAY}, 404),
    ],
)
def test_only_a_sitting_that_was_held_and_recorded_is_public(client, atop, fields, status):
    row = sitting(**fields)
    assert client.get(f"/sedinte/{row.pk}/").status_code == status
    assert (f"/sedinte/{row.pk}/" in Page(client.get("/sedinte/")).links) == (status == 200)


def test_a_sitting_shows_who_sat_what_was_examined_decided_and_recommended(client, people, atop, editions):
    edition = atop.editions.first()
    row = sitting(edition, agenda="Trimestrul întâi.", conclusions="S-a luat act.")
    present = member("ionescu")
    present.user.first_name = "Ana"
    present.user.save()
    row.members_present.add(present, member("cont_fara_nume"))
    get_user_model().objects.filter(username="cont_fara_nume").update(last_name="")
    advice = issued(people, atop, sitting=row, text="Să se raporteze la timp.")
    page = Page(client.get(f"/sedinte/{row.pk}/"))
    for said in ("Ana Ionescu", "Trimestrul întâi.", "S-a luat act.", "Să se raporteze la timp."):
        assert said in page.text
    assert "cont_fara_nume" not in page.text
    assert {
        "/planuri/atop-2024/editii/1/",
        "/institutii/atop-cluj/",
        f"/recomandari/atop-cluj-1-{advice.year}/",
    } <= set(page.links)


def test_a_recommendation_alone_makes_a_sitting_public_once_in_the_list(client, people, atop, editions):
    row = sitting()
    for _ in range(2):
        issued(people, atop, sitting=row)
    assert Page(client.get("/sedinte/")).links.count(f"/sedinte/{row.pk}/") == 1
    assert "unelte" in Page(client.get(f"/sedinte/{row.pk}/")).ids


def test_a_long_list_is_filtered_ordered_and_paged_in_as_many_queries_as_a_short_one(client, atop):
    sitting(conclusions="Una.")
    client.get("/sedinte/")
    with CaptureQueriesContext(connection) as short:
        client.get("/sedinte/")
    for number in range(24):
        sitting(conclusions=f"Concluzia {number:02}.", held_on=TODAY - (400 + number) * DAY)
    with CaptureQueriesContext(connection) as long:
        text = listed(client)
    assert len(long) == len(short)
    assert "Pagina 1 din 2" in text
    old = (TODAY - 423 * DAY).year
    assert "Concluzia 23." in listed(client, an=str(old), ordine="vechi")
    assert "Una." not in listed(client, an=str(old))
    assert listed(client, ordine="vechi").index("Concluzia 23.") < listed(client, ordine="vechi").index("Concluzia 20.")
    assert "25 de ședințe" in listed(client, an="nimic")


def test_the_sittings_of_an_invented_body_stand_in_a_list_of_their_own(client, atop):
    invented = Institution.objects.create(code="exemplu-x", name="ATOP X", short_name="X", is_invented=True)
    row = sitting(body=invented, conclusions="Inventată.")
    assert f"/sedinte/{row.pk}/" in Page(client.get("/sedinte/")).links
    real = sitting(conclusions="Reală.")
    assert f"/sedinte/{row.pk}/" not in Page(client.get("/sedinte/")).links
    assert ("Reală." in listed(client), "Inventată." in listed(client)) == (True, False)
    asked = client.get("/sedinte/?institutie=exemplu-x").content.decode()
    one = client.get(f"/sedinte/{row.pk}/").content.decode()
    assert [("Exemplu, date inventate" in text, 'content="noindex"' in text) for text in (asked, one)] == [
        (True, True)
    ] * 2
    assert "Reală." not in asked
    assert "Exemplu, date inventate" not in client.get(f"/sedinte/{real.pk}/").content.decode()
    assert body().is_invented is False


def test_pages_only_answer_readers(client, db):
    assert client.post("/sedinte/").status_code == 405
    assert client.get("/sedinte/999999999999999999999/").status_code == 404
