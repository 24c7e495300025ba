"""The second step of login: set up, asked for, required of some, and its secrets."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.entering.adapters import SecondStepAdapter
from accounts.permissions import has_second_step
from plans.models import Membership
from tests.accounts.entering.test_login import enter, is_in
from tests.accounts.totp_codes import code, enrol
from tests.page import Page


@pytest.fixture
def secret(client, people):
    """The publisher has the second step and has left."""
    client.force_login(people.publisher)
    made = enrol(client)
    client.logout()
    cache.clear()
    return made


def test_after_the_password_the_code_is_asked_for(client, secret):
    answer = enter(client, "publisher")
    assert (answer.url, is_in(client)) == ("/cont/doi-pasi/cod/", False)
    assert client.get("/cont/persoane/").status_code == 302
    answer = client.post("/cont/doi-pasi/cod/", {"code": code(secret)})
    assert (answer.url, is_in(client)) == ("/cont/lucru/", True)


def test_the_page_asked_for_is_reached_after_both_steps(client, secret):
    enter(client, "publisher", next="/cont/roluri/")
    assert client.post("/cont/doi-pasi/cod/", {"code": code(secret)}).url == "/cont/roluri/"


def test_a_wrong_code_is_refused_and_too_many_are_stopped(client, secret):
    enter(client, "publisher")
    said = [Page(client.post("/cont/doi-pasi/cod/", {"code": "000000"})).text for _ in range(6)]
    assert ["Codul nu este bun" in text for text in said] == [True] * 5 + [False]
    assert "Prea multe încercări greșite" in said[-1]
    client.post("/cont/doi-pasi/cod/", {"code": code(secret)})
    assert is_in(client) is False


def test_a_code_is_good_once(client, secret):
    now = code(secret)
    enter(client, "publisher")
    client.post("/cont/doi-pasi/cod/", {"code": now})
    client.logout()
    enter(client, "publisher")
    assert "Codul nu este bun" in Page(client.post("/cont/doi-pasi/cod/", {"code": now})).text


def test_a_recovery_code_opens_once(client, people):
    client.force_login(people.publisher)
    enrol(client)
    listed = client.get("/cont/doi-pasi/rezerva/fisier/")
    codes = listed.content.decode().split("\n\n")[1].split()
    assert (len(codes), listed["Content-Disposition"]) == (10, 'attachment; filename="coduri-de-rezerva.txt"')
    assert [one in Page(client.get("/cont/doi-pasi/rezerva/")).text for one in codes] == [True] * 10
    client.logout()
    found = []
    for _ in range(2):
        enter(client, "publisher")
        client.post("/cont/doi-pasi/cod/", {"code": codes[0]})
        found.append(is_in(client))
        client.logout()
    assert found == [True, False]


def test_the_picture_is_an_image_of_the_portal_and_only_while_it_is_needed(client, people):
    client.force_login(people.publisher)
    assert client.get("/cont/doi-pasi/pornire/cod.svg").status_code == 404
    client.post("/cont/confirmare/", {"password": "parola-de-test"})
    page = Page(client.get("/cont/doi-pasi/pornire/"))
    assert page.all("img", "src") == ["/cont/doi-pasi/pornire/cod.svg"]
    picture = client.get("/cont/doi-pasi/pornire/cod.svg")
    assert (picture.status_code, picture["Content-Type"], picture.content[:5]) == (200, "image/svg+xml", b"<?xml")
    assert "no-store" in picture["Cache-Control"]


def test_setting_up_asks_for_the_password_again_unless_it_was_just_typed(client, people):
    client.force_login(people.publisher)
    assert client.get("/cont/doi-pasi/pornire/").url == "/cont/confirmare/?next=%2Fcont%2Fdoi-pasi%2Fpornire%2F"
    client.logout()
    enter(client, "publisher")
    assert client.get("/cont/doi-pasi/pornire/").status_code == 200


def test_the_secret_is_not_readable_in_the_database(client, secret):
    row = Authenticator.objects.get(type="totp")
    assert secret not in str(row.data)
    assert SecondStepAdapter().decrypt(row.data["secret"]) == secret


def test_a_secret_closed_with_another_key_fits_no_code(settings, secret):
    settings.SECRET_KEY = "alta cheie, tot atât de lungă ca prima"
    kept = Authenticator.objects.get(type="totp").data["secret"]
    opened = {SecondStepAdapter().decrypt(kept) for _ in range(3)}
    assert (len(opened), secret in opened) == (3, False)
    settings.SECRET_KEY_FALLBACKS = ["development-only-key-never-used-in-production"]
    assert SecondStepAdapter().decrypt(kept) == secret


WORK = ("/raportare/", "/evaluare/", "/admin/", "/cont/persoane/")
FREE = ("/", "/planuri/", "/recomandari/", "/metodologie/", "/cont/", "/cont/roluri/", "/cont/date/", "/cont/doi-pasi/")


def led(client, addresses):
    return [getattr(client.get(one), "url", "").startswith("/cont/doi-pasi/pornire/?next=") for one in addresses]


@pytest.mark.parametrize(("name", "expected"), [("publisher", True), ("admin", True), ("editor", False)])
def test_publishers_and_administrators_set_it_up_before_they_work(client, people, settings, name, expected):
    settings.REQUIRE_MFA = True
    client.force_login(getattr(people, name))
    assert led(client, WORK) == [expected] * len(WORK)
    assert led(client, FREE) == [False] * len(FREE)


def test_what_is_sent_before_it_is_set_up_is_not_done(client, people, settings):
    settings.REQUIRE_MFA = True
    client.force_login(people.admin)
    answer = client.post(f"/cont/persoane/{people.editor.pk}/reactivare/")
    assert (answer.status_code, answer.url) == (302, "/cont/doi-pasi/pornire/")


def test_once_set_up_the_work_is_open_and_it_cannot_be_turned_off(client, people, settings):
    settings.REQUIRE_MFA = True
    client.force_login(people.admin)
    enrol(client)
    assert led(client, WORK) == [False] * len(WORK)
    assert client.post("/cont/doi-pasi/oprire/").url == "/cont/doi-pasi/"
    assert has_second_step(people.admin) is True


def test_who_need_not_have_it_turns_it_off(client, people):
    client.force_login(people.editor)
    enrol(client)
    assert client.get("/cont/doi-pasi/oprire/").status_code == 200
    assert client.post("/cont/doi-pasi/oprire/").url == "/cont/doi-pasi/"
    assert Authenticator.objects.count() == 0


def test_a_publisher_whose_role_ended_reads_without_it(client, people, settings):
    settings.REQUIRE_MFA = True
    Membership.objects.filter(user=people.publisher).update(valid_from="2020-01-01", valid_until="2020-12-31")
    client.force_login(people.publisher)
    assert led(client, WORK) == [False] * len(WORK)


def test_reading_without_an_account_asks_the_database_nothing_more(client, settings, editions):
    found = []
    for asked in (False, True):
        settings.REQUIRE_MFA = asked
        with CaptureQueriesContext(connection) as counted:
            client.get("/planuri/atop-2024/")
        found.append(len(counted))
    assert found[0] == found[1]


def test_the_code_that_began_the_second_step_lets_nobody_in(client, people):
    client.force_login(people.editor)
    client.post("/cont/confirmare/", {"password": "parola-de-test"})
    client.get("/cont/doi-pasi/pornire/")
    secret = client.session["mfa.totp.secret"]
    first = code(secret)
    assert client.post("/cont/doi-pasi/pornire/", {"code": first}).status_code == 302
    client.logout()
    enter(client, "editor")
    page = Page(client.post("/cont/doi-pasi/cod/", {"code": first}))
    assert ("Codul nu este bun" in page.text, is_in(client)) == (True, False)
