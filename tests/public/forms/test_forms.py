"""Public forms: whom they refuse and how, what they give back, what they leave behind."""

import hashlib

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client

from accounts.models import CacheEntry
from public.forms import tokens
from public.models import StoredPage
from tests.forms import fields_of
from tests.page import Page, page_text
from tests.public.forms.sending import open_form, send_form

PAGE = "/proba/"
TEMPLATE = (
    '{% extends "base.html" %}{% block main %}<h1>Probă</h1>{% include "components/public_form.html" %}{% endblock %}'
)


@pytest.fixture(autouse=True)
def trial_page(db, settings):
    settings.ROOT_URLCONF = "tests.public.forms.addresses"
    (templates,) = settings.TEMPLATES
    loaders = [
        ("django.template.loaders.locmem.Loader", {"tests/trial.html": TEMPLATE}),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    options = {**templates["OPTIONS"], "loaders": loaders}
    settings.TEMPLATES = [{**templates, "APP_DIRS": False, "OPTIONS": options}]
    yield
    cache.clear()


@pytest.fixture
def reader():
    """A browser that is asked for the cookie against other sites wherever a page asks for it."""
    return Client(enforce_csrf_checks=True)


def problems(response):
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_what_is_sent_reaches_the_view_without_a_cookie(reader):
    page = reader.get(PAGE)
    assert fields_of(page).keys() == {"token", "website", "text"}
    done = send_form(reader, PAGE, text="  Ţara   lor ")
    assert (done.status_code, done.content.decode().partition(": ")[2]) == (200, "Țara lor")
    assert (page.cookies, done.cookies, reader.cookies) == ({}, {}, {})


def test_the_page_is_kept_nowhere_and_is_no_stored_page(reader):
    for response in (reader.get(PAGE), send_form(reader, PAGE, text=""), send_form(reader, PAGE, text="Bun")):
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")
    assert not StoredPage.objects.filter(path=PAGE).exists()
    assert [reader.put(PAGE).status_code, reader.head(PAGE).status_code] == [405, 200]


def test_a_refused_form_gives_back_what_was_typed_and_goes_through_when_mended(reader):
    response = send_form(reader, PAGE, text="x" * 51)
    assert fields_of(response)["text"] == ["x" * 51]
    assert "Nu s-a trimis" in page_text(response)
    assert reader.post(PAGE, {**fields_of(response), "text": "Scurt"}).content.endswith(b": Scurt")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://alt-site.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
    ],
)
def test_another_sites_page_is_refused(reader, headers):
    response = send_form(reader, PAGE, headers=headers, text="Scris")
    assert (response.status_code, fields_of(response)["text"]) == (403, ["Scris"])
    assert "de pe altă pagină decât a portalului" in page_text(response)


def test_the_portals_own_page_is_believed_by_every_name_it_has(reader, settings):
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert send_form(reader, PAGE, headers=own, text="Da").content.endswith(b": Da")
    settings.CSRF_TRUSTED_ORIGINS = ["https://planuri.example"]
    assert send_form(reader, PAGE, headers={"Origin": "https://planuri.example"}, text="Da").content.endswith(b": Da")


def test_what_is_sent_at_once_is_refused_and_goes_through_a_little_later(reader, later):
    fields = {**fields_of(reader.get(PAGE)), "text": "Repede"}
    response = reader.post(PAGE, fields)
    assert "prea repede" in problems(response)[0]
    assert fields_of(response) == {"token": fields["token"], "website": [""], "text": ["Repede"]}
    later(seconds=3)
    assert reader.post(PAGE, fields_of(response)).content.endswith(b": Repede")


@pytest.mark.parametrize("forge", [lambda token: "", lambda token: token + "x", lambda token: "\ufffd"])
def test_a_token_that_the_portal_did_not_make_is_refused_and_a_new_one_given(reader, forge, later):
    fields = open_form(reader, PAGE)
    response = reader.post(PAGE, {**fields, "token": forge(fields["token"][0]), "text": "Text"})
    assert "a expirat" in problems(response)[0]
    later(seconds=4)
    assert reader.post(PAGE, fields_of(response)).content.endswith(b": Text")


def test_a_token_is_of_one_form_and_of_one_day(reader):
    fields = open_form(reader, PAGE, ago=24 * 3600 + 1)
    assert "a expirat" in problems(reader.post(PAGE, {**fields, "text": "Text"}))[0]
    assert not problems(reader.post(PAGE, {**open_form(reader, PAGE, ago=24 * 3600 - 60), "text": ""}))
    assert tokens.read_token("other", tokens.make_token("trial")) is None
    with pytest.raises(signing.BadSignature):
        signing.loads(tokens.make_token("trial"))


def test_the_same_form_sent_twice_has_the_same_key_and_another_has_another(reader):
    fields = {**open_form(reader, PAGE), "text": "Text"}
    first, again = (reader.post(PAGE, fields).content for _ in range(2))
    cache.clear()
    assert first == again
    assert first != send_form(reader, PAGE, text="Text").content


def test_what_fills_in_the_trap_is_refused_and_finds_it_empty(reader):
    response = send_form(reader, PAGE, website="https://cumpara.example", text="Text")
    assert "trebuie să rămână gol" in problems(response)[0]
    assert (fields_of(response)["website"], fields_of(response)["text"]) == ([""], ["Text"])


def test_nobody_reaches_the_trap_by_eye_ear_or_keyboard(reader):
    page = Page(reader.get(PAGE))
    assert ("div", {"class": "visually-hidden", "aria-hidden": "true"}) in page.attributes
    (trap,) = (values for tag, values in page.attributes if values.get("name") == "website")
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")


def sent_from(address, client=None):
    return send_form(client or Client(REMOTE_ADDR=address), PAGE, text="Text")


@pytest.mark.both
def test_one_client_and_all_together_send_only_so_often(db):
    assert [sent_from("192.0.2.1").status_code for _ in range(3)] == [200, 200, 429]
    # What was refused counts for nobody: a third one is let in, a fourth is too much for all together.
    assert [sent_from("192.0.2.2").status_code, sent_from("192.0.2.3").status_code] == [200, 429]
    assert "neobișnuit de multe mesaje" in page_text(sent_from("192.0.2.4"))
    # A flood leaves nothing behind for each of its addresses.
    assert CacheEntry.objects.count() == 3


def test_who_sends_too_often_keeps_what_was_typed(db):
    response = [sent_from("192.0.2.1") for _ in range(3)][-1]
    assert fields_of(response)["text"] == ["Text"]
    assert "prea multe mesaje într-un timp scurt" in page_text(response)


def test_a_form_that_is_not_in_order_is_not_counted(db):
    assert [send_form(Client(), PAGE, text="").status_code for _ in range(4)] == [200] * 4
    assert CacheEntry.objects.count() == 0


def test_the_clients_address_is_not_kept_and_ipv6_counts_by_network(db):
    assert [sent_from(f"2001:db8:1:2::{n}").status_code for n in range(1, 4)] == [200, 200, 429]
    kept = "".join(f"{entry.cache_key} {entry.value}" for entry in CacheEntry.objects.all())
    assert "2001" not in kept and "db8" not in kept
    # Nor what anybody can work out again from all the addresses there are.
    assert hashlib.sha256(b"2001:db8:1:2::").hexdigest() not in kept


def test_a_proxy_is_believed_only_where_one_is_set(db, settings):
    def through(said):
        return send_form(
            Client(REMOTE_ADDR="192.0.2.1"), PAGE, headers={"X-Forwarded-For": said}, text="Text"
        ).status_code

    assert [through(f"198.51.100.{n}") for n in range(3)] == [200, 200, 429]
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert [through(f"198.51.100.{n}") for n in (1, 1, 2)] == [200, 200, 200]
    cache.clear()
    # Only what the proxy itself added is believed.
    assert [through(f"203.0.113.{n}, 198.51.100.1") for n in range(3)] == [200, 200, 429]
