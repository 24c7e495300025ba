"""Entering and leaving: by name or address, with limits on guessing, and one way in."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from accounts.models import CacheEntry
from tests.conftest import PEOPLE
from tests.page import Page

LOGIN = "/cont/intrare/"
PASSWORD = "parola-de-test"
WRONG = "Numele sau parola nu se potrivesc."


def enter(client, name, password=PASSWORD, headers=None, **more):
    return client.post(LOGIN, {"username": name, "password": password} | more, headers=headers)


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["editor", "editor@example.org", "Editor@Example.org"])
def test_one_enters_by_name_or_by_address(client, people, name):
    answer = enter(client, name)
    assert (answer.status_code, answer.url, is_in(client)) == (302, "/cont/lucru/", True)


def test_the_address_asked_for_is_where_one_arrives(client, people):
    assert enter(client, "editor", next="/cont/roluri/").url == "/cont/roluri/"


@pytest.mark.parametrize(
    "elsewhere", ["https://rau.example/", "//rau.example", "/\\rau.example", "javascript:alert(1)"]
)
def test_no_login_leads_out_of_the_portal(client, people, elsewhere):
    assert enter(client, "editor", next=elsewhere).url == "/cont/lucru/"


@pytest.mark.parametrize("name", ["editor", "nimeni", "editor@example.org", "nimeni@example.org"])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(client, people, name):
    page = Page(enter(client, name, "gresita"))
    assert (WRONG in page.text, "Nu ați intrat în cont" in page.text, is_in(client)) == (True, True, False)


def test_a_closed_account_does_not_open(client, people):
    get_user_model().objects.filter(pk=people.editor.pk).update(is_active=False)
    answer = enter(client, "editor")
    assert (answer.status_code, answer.url, is_in(client)) == (302, "/cont/dezactivat/", False)
    assert "Cu acest cont nu se mai poate intra" in Page(client.get(answer.url)).text


@pytest.mark.both
def test_after_five_failures_even_the_right_password_waits_and_is_told_how_long(client, people):
    said = [Page(enter(client, "editor", "gresita")).text for _ in range(6)]
    assert [WRONG in text for text in said] == [True] * 5 + [False]
    assert (
        "Prea multe încercări greșite. Încercați din nou peste 5\u00a0minute." in Page(enter(client, "editor")).source
    )
    assert is_in(client) is False
    assert enter(client, "publisher").url == "/cont/lucru/"


def test_another_port_in_the_address_starts_no_new_count(client, people):
    for port in range(1, 6):
        enter(client, "editor" if port % 2 else "EDITOR", "gresita", headers={"host": f"localhost:{port}"})
    enter(client, "editor", headers={"host": "localhost:9"})
    assert is_in(client) is False


def test_too_many_logins_from_one_address_are_told_to_wait_in_romanian(client, people, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    enter(client, "editor", "gresita")
    answer = enter(client, "editor")
    assert (answer.status_code, "Prea multe încercări" in Page(answer).text) == (429, True)


@pytest.mark.both
def test_failures_are_counted_in_the_database(client, people):
    enter(client, "editor", "gresita")
    assert [row.cache_key.count("login_failed") for row in CacheEntry.objects.filter(cache_key__contains="/key:")] == [
        1
    ]
    cache.clear()
    assert CacheEntry.objects.count() == 0


def test_a_session_known_before_login_is_worth_nothing_after_it(client, people):
    client.get(LOGIN)
    session = client.session
    session["urma"] = 1
    session.save()
    before = session.session_key
    enter(client, "editor")
    assert client.session.session_key != before


def test_leaving_is_asked_for_and_done_by_a_form_only(client, people):
    client.force_login(people.editor)
    assert (client.get("/cont/iesire/").status_code, is_in(client)) == (200, True)
    answer = client.post("/cont/iesire/")
    assert (answer.status_code, answer.url, is_in(client)) == (302, "/", False)


def test_the_back_office_has_no_login_of_its_own(client, people):
    answer = client.get("/admin/login/?next=/admin/plans/plan/")
    assert (answer.status_code, answer.url) == (302, "/cont/intrare/?next=%2Fadmin%2Fplans%2Fplan%2F")
    answer = client.post("/admin/login/", {"username": "admin", "password": PASSWORD})
    assert (answer.status_code, answer.url, is_in(client)) == (302, "/cont/intrare/?next=%2Fadmin%2F", False)
    client.force_login(people.reporter)
    assert client.get("/admin/login/").status_code == 403
    client.force_login(people.editor)
    assert client.get("/admin/login/").url == reverse("admin:index")


def test_nobody_makes_an_account_without_an_invitation(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("socialaccount_signup")
    made = {"username": "nou", "email": "nou@example.org", "password1": "patru cuvinte", "password2": "patru cuvinte"}
    answers = [client.get("/cont/inregistrare/"), client.post("/cont/inregistrare/", made)]
    assert [(one.status_code, one.url) for one in answers] == [(302, "/cont/intrare/")] * 2
    assert set(get_user_model().objects.values_list("username", flat=True)) == set(PEOPLE)


def test_reading_without_an_account_sets_no_cookie(client, editions):
    for address in ("/", "/planuri/", "/planuri/atop-2024/", "/recomandari/", "/metodologie/"):
        answer = client.get(address)
        assert (answer.status_code, dict(answer.cookies), "Cookie" in answer.get("Vary", "")) == (200, {}, False)
