"""Every address that was ever public leads on: renumbered, reused, taken out, withdrawn."""

import datetime

import pytest
from django.utils import timezone

from plans.editions.publishing import publish, withdraw
from plans.models import Element
from portal.romanian import long_date
from public import addresses
from public.models import PublicAddress
from public.page_store import store_missing_pages
from tests.indicators.oversight.oversight_factories import issued
from tests.page import Page

ATOP, IT = "/planuri/atop-2024/", "/planuri/informatizare-2019/"


def renumber(plan, code, new):
    row = Element.objects.get(level__plan=plan, level__prefix="m", code=code)
    row.code = new
    row.save()
    return row


@pytest.fixture
def reused(editions, it_plan, people):
    """Measure 1.9 became 1.99, and measure 1.8 took its code."""
    moved, other = renumber(it_plan, "1.9", "1.99"), renumber(it_plan, "1.8", "1.9")
    publish(it_plan, by=people.publisher, note="Alte coduri.")
    return moved, other


def test_the_old_address_of_a_renumbered_element_leads_to_it_with_a_note(client, editions, it_plan, people):
    moved = renumber(it_plan, "1.9", "1.99")
    publish(it_plan, by=people.publisher, note="Alt cod.")
    answer = client.get(f"{IT}m-1.9/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{IT}m-1.99/?fost=m-1.9")
    page = Page(client.get(answer.headers["Location"]))
    assert moved.title in page.text
    assert "Ați venit de la adresa veche „m-1.9”: elementul și-a schimbat codul și este acum aici." in page.text
    assert "adresa veche" not in Page(client.get(f"{IT}m-1.99/")).text
    assert "adresa veche" not in Page(client.get(f"{IT}m-1.99/?fost=m-1.1")).text


def test_a_reused_address_says_what_it_stood_for_before_and_where_that_is(client, reused):
    moved, other = reused
    page = Page(client.get(f"{IT}m-1.9/"))
    assert other.title in page.text
    assert (
        f"Până la ediția 1, adresa aceasta a fost a altui element: „1.9. {moved.title}”. Acela este acum la „m-1.99”."
        in page.text
    )
    assert f"{IT}m-1.99/" in page.links
    assert client.get(f"{IT}m-1.8/").headers["Location"] == f"{IT}m-1.9/?fost=m-1.8"
    assert "a altui element" not in Page(client.get(f"{IT}m-1.99/")).text


@pytest.mark.both
def test_what_only_a_withdrawn_edition_said_is_not_repeated(client, reused, it_plan, people):
    withdraw(it_plan.editions.get(number=1), by=people.publisher, reason="Greșită.")
    text = Page(client.get(f"{IT}m-1.9/")).text
    assert (
        "În ediția 1, retrasă între timp, adresa aceasta a fost a altui element. Acela este acum la „m-1.99”." in text
    )
    withdraw(it_plan.editions.get(number=2), by=people.publisher, reason="Greșită.")
    assert client.get(f"{IT}m-1.99/").status_code == 410


def test_the_address_of_what_was_taken_out_says_so_and_leads_to_the_edition_that_has_it(
    client, editions, it_plan, people
):
    indicator = it_plan.indicators.get(number=1)
    title = indicator.title
    indicator.delete()
    publish(it_plan, by=people.publisher, note="Fără un indicator.")
    answer = client.get(f"{IT}indicatori/1/")
    page = Page(answer)
    assert answer.status_code == 410
    assert f"La această adresă a fost „{title}”, până la ediția 1 a planului" in page.text
    assert {f"{IT}editii/1/", IT} <= set(page.links)


def test_a_plan_whose_only_edition_was_withdrawn_says_so_at_each_of_its_addresses(client, editions, it_plan, people):
    withdrawal = withdraw(editions[1], by=people.publisher, reason="Anexa 2 lipsea.")
    said = f"Ediția 1, retrasă la {long_date(withdrawal.withdrawn_at)}. Motivul: Anexa 2 lipsea."
    for path in ("", "editii/", "progres/", "m-1.9/", "indicatori/1/", "plan.pdf", "plan.json"):
        answer = client.get(f"{IT}{path}")
        assert (path, answer.status_code) == (path, 410)
        assert said in Page(answer).text
        assert it_plan.short_title not in answer.content.decode()
    assert client.get(f"{IT}m-9.9/").status_code == 404


def test_the_list_of_editions_tells_the_withdrawn_ones_with_their_day_and_reason(client, editions, it_plan, people):
    second = publish(it_plan, by=people.publisher, note="A doua.")
    withdrawal = withdraw(second, by=people.publisher, reason="Tipărită greșit.")
    text = Page(client.get(f"{IT}editii/")).text
    assert (
        f"Ediții retrase Ediția 2, retrasă la {long_date(withdrawal.withdrawn_at)}. Motivul: Tipărită greșit." in text
    )


@pytest.mark.both
def test_what_the_addresses_stood_for_can_be_read_again_from_the_editions(reused, it_plan):
    kept = list(PublicAddress.objects.filter(plan=it_plan).order_by("address", "uid").values_list("address", "edition"))
    addresses.record_all_addresses(it_plan)
    again = PublicAddress.objects.filter(plan=it_plan).order_by("address", "uid").values_list("address", "edition")
    assert list(again) == kept


def test_a_plan_whose_period_is_over_says_so_on_its_pages_and_leads_on(client, stored, it_plan, people):
    ended = "Perioada planului s-a încheiat la 31 decembrie 2024."
    for path in (ATOP, f"{ATOP}os-2.5/", f"{ATOP}progres/"):
        assert ended in Page(client.get(path)).text.replace("\xa0", " "), path
    assert "Niciun plan publicat aici nu îl continuă." in Page(client.get(ATOP)).text
    assert ended not in Page(client.get(f"{ATOP}editii/1/")).text.replace("\xa0", " ")
    assert {page.expires_on for page in it_plan.pages.all()} == {None}
    it_plan.period_end = timezone.localdate() + datetime.timedelta(days=3)
    it_plan.save()
    publish(it_plan, by=people.publisher, note="Mai lung.")
    assert "s-a încheiat" not in Page(client.get(IT)).text
    store_missing_pages(it_plan)
    assert it_plan.pages.get(path=IT).expires_on == timezone.localdate() + datetime.timedelta(days=4)


def test_a_recommendation_about_a_withdrawn_plan_says_so(client, editions, atop, people):
    row = issued(people, atop)
    address = f"/recomandari/{row.body.code}-{row.number}-{row.year}/"
    assert client.get(address).status_code == 200
    withdraw(editions[0], by=people.publisher, reason="Greșeală de redactare.")
    answer = client.get(address)
    assert (answer.status_code, "Planul a fost retras" in Page(answer).text) == (410, True)
    assert row.text not in answer.content.decode()
    assert client.get("/recomandari/atop-cluj-99-2026/").status_code == 404
