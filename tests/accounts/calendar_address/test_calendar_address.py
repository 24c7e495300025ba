"""The private address of a calendar: shown once, kept as a hash, good until it is revoked."""

import datetime

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from accounts.models import CalendarAddress
from accounts.personal_data.erasure import erase
from portal.logs import without_secrets
from portal.models import SecurityEvent
from tests.indicators.oversight.oversight_factories import issued, sitting
from tests.indicators.report_factories import put_off
from tests.page import Page

PAGE = "/cont/calendar/"


@pytest.fixture(autouse=True)
def _nothing_is_counted(db):
    cache.clear()


@pytest.fixture
def address(client, people):
    """The path of the reporter's address, as they are told it."""
    client.force_login(people.reporter)
    return made(client)


def made(client):
    told = client.post(PAGE, {"make": "1"}).context["address"]
    assert told.startswith(settings.SITE_URL + "/calendar/")
    return told.removeprefix(settings.SITE_URL)


def events(address):
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_calendar_reads_what_waits_without_logging_in(address, indicator, people):
    report = indicator.reports.get()
    put_off(report, 3)
    (event,) = events(address)
    assert event["summary"] == f"De raportat: {indicator.title}"
    assert event["dtstart"].dt == timezone.localdate() + datetime.timedelta(days=3)
    assert event["url"] == f"{settings.SITE_URL}/raportare/{report.pk}/"
    assert event["uid"].startswith(f"de-raportat-{report.pk}@")
    assert event.categories == ["De raportat"]
    put_off(report, 4)
    assert [one["uid"] for one in events(address)] == [event["uid"]]


def test_what_has_an_hour_stands_at_it(client, people, editions):
    day = timezone.localdate() + datetime.timedelta(days=1)
    sitting(held_on=day, starts_at=datetime.time(10, 30))
    client.force_login(people.reviewer)
    (event,) = events(made(client))
    assert timezone.localtime(event["dtstart"].dt).replace(tzinfo=None) == datetime.datetime.combine(
        day, datetime.time(10, 30)
    )


def test_the_address_is_shown_once_and_kept_as_a_hash(client, address):
    secret = address.removeprefix("/calendar/").removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in client.get(PAGE).content.decode()
    assert "Activă" in Page(client.get(PAGE)).text
    row = CalendarAddress.objects.get()
    assert (len(row.secret_hash), secret in row.secret_hash) == (64, False)


def test_a_new_address_and_a_revocation_end_the_old_one(client, address):
    newer = made(client)
    assert (Client().get(address).status_code, Client().get(newer).status_code) == (404, 200)
    client.post(PAGE, {"revoke": "1"})
    assert Client().get(newer).status_code == 404
    client.post(PAGE, {"revoke": "1"})
    kinds = SecurityEvent.objects.filter(what__startswith="calendar").order_by("pk").values_list("what", flat=True)
    assert list(kinds) == ["calendar_made", "calendar_made", "calendar_revoked"]


def test_an_account_that_is_not_active_has_no_calendar(address, people):
    people.reporter.is_active = False
    people.reporter.save()
    assert Client().get(address).status_code == 404


def test_who_is_erased_has_no_address(address, people):
    erase(people.reporter, by=people.reporter)
    assert (CalendarAddress.objects.count(), Client().get(address).status_code) == (0, 404)


def test_nothing_of_it_is_kept_on_the_way_or_found_by_search(address):
    answer = Client().get(address)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    assert without_secrets(f"GET {address} 200") == "GET /calendar/… 200"
    assert without_secrets("/lucru/calendar/ 200") == "/lucru/calendar/ 200"


def test_a_calendar_is_only_read(address, people):
    assert Client().post(address).status_code == 405
    assert [Client().get(f"/calendar/{other}.ics").status_code for other in ("x", "a" * 43)] == [404, 404]


def test_who_asks_too_often_is_told_to_wait(address, settings):
    settings.ACCOUNT_RATE_LIMITS = {"calendar": "2/m/ip"}
    assert [Client().get(address).status_code for _time in range(3)] == [200, 200, 429]


def test_the_page_is_of_who_is_logged_in(client):
    assert client.get(PAGE)["Location"] == f"/cont/intrare/?next={PAGE}"
    assert client.post(PAGE, {"make": "1"})["Location"] == f"/cont/intrare/?next={PAGE}"


def test_a_calendar_costs_the_same_whatever_there_is(
    address, people, atop, indicator, settings, django_assert_num_queries
):
    settings.ACCOUNT_RATE_LIMITS = {}
    for number in (2, 4):
        # The address with its person, their roles, in whose place they stand, and each of three kinds.
        with django_assert_num_queries(7):
            found = events(address)
        assert len(found) == number - 1
        for text in "ab":
            issued(people, atop, text=f"Publicați lista {text}.")
