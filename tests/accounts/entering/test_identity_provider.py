"""Entering through the county's identity provider: a whole login over real sockets."""

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.core.cache import cache

from tests.accounts.entering.test_login import is_in
from tests.accounts.identity_provider import identity_provider, parts
from tests.accounts.totp_codes import code, enrol
from tests.page import Page

WAY = "/cont/furnizor/oidc/"


@pytest.fixture
def provider(settings):
    with identity_provider() as server:
        settings.OIDC = {"server": server.root, "client": "portal", "name": "contul de test"}
        app = {
            "provider_id": "oidc",
            "name": "contul de test",
            "client_id": "portal",
            "secret": "taina",
            "settings": {"server_url": server.root, "verified_email": False},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        server.person = {"sub": "1", "email": "editor@example.org", "email_verified": True}
        yield server


def enter(client, **asked):
    """Press the button, say at the provider who one is, come back."""
    there = client.post(WAY, asked)
    back = requests.get(there.url, allow_redirects=False, timeout=120).headers["Location"]
    return client.get(parts(back))


def test_the_button_is_there_only_with_a_provider(client, db):
    assert "contul de" not in Page(client.get("/cont/intrare/")).text
    assert client.post(WAY).status_code == 404


def test_the_button_leads_to_the_provider(client, db, provider):
    page = Page(client.get("/cont/intrare/?next=/cont/roluri/"))
    assert "Intră cu contul de test" in page.text
    assert WAY in page.all("form", "action")
    there = client.post(WAY)
    assert there.url.startswith(f"{provider.root}/authorize?")
    assert [name in there.url for name in ("state=", "code_challenge=", "openid")] == [True] * 3


def test_an_account_with_the_confirmed_address_is_entered_and_linked(client, people, provider):
    assert (enter(client).url, is_in(client)) == ("/cont/lucru/", True)
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.uid) == (people.editor, "1")
    client.post("/cont/iesire/")
    provider.person["email"] = "schimbata@example.org"
    enter(client)
    assert (is_in(client), SocialAccount.objects.count()) == (True, 1)


def test_the_password_stays_good_after_linking(client, people, provider):
    enter(client)
    people.editor.refresh_from_db()
    assert people.editor.check_password("parola-de-test") is True


def test_the_page_asked_for_is_reached(client, people, provider):
    assert enter(client, next="/cont/roluri/").url == "/cont/roluri/"


@pytest.mark.parametrize(
    "person",
    [
        {"email": "nimeni@example.org", "email_verified": True},
        {"email": "editor@example.org", "email_verified": False},
        {"email": "editor@example.org"},
        {},
    ],
)
def test_nobody_else_gets_in(client, people, provider, person):
    provider.person = {"sub": "2"} | person
    answer = enter(client)
    assert (answer.status_code, is_in(client), SocialAccount.objects.count()) == (403, False, 0)
    assert "Conturile se fac prin invitație" in Page(answer).text
    assert get_user_model().objects.count() == 6


def test_a_provider_may_be_trusted_with_addresses(client, people, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["verified_email"] = True
    provider.person.pop("email_verified")
    enter(client)
    assert is_in(client) is True


def test_a_closed_account_is_not_entered(client, people, provider):
    enter(client)
    client.post("/cont/iesire/")
    get_user_model().objects.filter(pk=people.editor.pk).update(is_active=False)
    assert (enter(client).url, is_in(client)) == ("/cont/dezactivat/", False)


def test_a_closed_account_is_not_linked(client, people, provider):
    get_user_model().objects.filter(pk=people.editor.pk).update(is_active=False)
    assert (enter(client).status_code, SocialAccount.objects.count()) == (403, 0)


def test_the_second_step_is_asked_for_all_the_same(client, people, provider):
    client.force_login(people.editor)
    secret = enrol(client)
    client.logout()
    cache.clear()
    assert (enter(client).url, is_in(client)) == ("/cont/doi-pasi/cod/", False)
    client.post("/cont/doi-pasi/cod/", {"code": code(secret)})
    assert is_in(client) is True


@pytest.mark.parametrize("query", ["", "?code=cod&state=alta", "?error=access_denied&state=x"])
def test_an_answer_that_was_not_asked_for_lets_nobody_in(client, people, provider, query):
    answer = client.get(f"{WAY}intors/{query}", follow=True)
    assert (is_in(client), "Nu ați intrat în cont" in Page(answer).text) == (False, True)
