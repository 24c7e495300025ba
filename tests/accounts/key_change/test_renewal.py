"""A new SECRET_KEY: nothing stops working at once, and what has to be done before the old key goes."""

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.entering.adapters import SecondStepAdapter
from portal.templatetags.site import device_key
from tests.accounts.entering.test_login import enter
from tests.accounts.totp_codes import code, enrol

OLD, NEW = "development-only-key-never-used-in-production", "o cheie cu totul nouă, destul de lungă"


def is_known(client):
    """Whether a page of one's own opens."""
    return client.get("/cont/sesiuni/").status_code == 200


def renew():
    said = io.StringIO()
    call_command("renew_secrets", stdout=said)
    return said.getvalue().replace("\u00a0", " ")


@pytest.fixture
def secret(client, people, settings):
    """The publisher is in, with the second step, when the key changes."""
    client.force_login(people.publisher)
    made = enrol(client)
    cache.clear()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    return made


def test_a_session_goes_on_under_its_name_in_all_that_its_browser_asks_at_once(client, people, settings):
    device = Client()
    for browser in (client, device):
        enter(browser, "editor")
    before = {browser.session.session_key for browser in (client, device)}
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    # The list of sessions looks into that of the other device, which has asked for nothing yet.
    assert is_known(client) is True
    assert set(UserSession.objects.values_list("session_key", flat=True)) == before
    settings.SECRET_KEY_FALLBACKS = []
    assert [is_known(browser) for browser in (client, device)] == [True, True]


def test_a_session_signed_with_neither_key_ends(client, people, settings):
    enter(client, "editor")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, ["a treia cheie, a altui portal"]
    assert is_known(client) is False


def test_with_the_old_key_as_fallback_sessions_and_second_steps_go_on(client, secret, people):
    assert is_known(client) is True
    client.logout()
    enter(client, "publisher")
    client.post("/cont/doi-pasi/cod/", {"code": code(secret)})
    assert is_known(client) is True


def test_unsaved_texts_of_a_device_are_still_found(people, settings):
    before = device_key(people.editor)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert device_key(people.editor) == before


def test_after_the_renewal_the_old_key_is_not_needed(client, secret, settings):
    said = renew()
    assert said.startswith("Pe cheia nouă: 2 secrete ale celui de-al doilea pas; trecute acum pe ea: 1 sesiune.")
    settings.SECRET_KEY_FALLBACKS = []
    assert is_known(client) is True
    totp, codes = Authenticator.objects.order_by("-type")
    assert SecondStepAdapter().decrypt(totp.data["secret"]) == secret
    assert len(codes.wrap().get_unused_codes()) == 10
    assert "trecute acum pe ea: 0 sesiuni" in renew()


def test_without_it_and_without_the_renewal_the_session_ends(client, secret, settings):
    settings.SECRET_KEY_FALLBACKS = []
    assert is_known(client) is False


def test_whose_second_step_no_key_opens_is_named_and_left_as_it_is(secret, settings):
    settings.SECRET_KEY_FALLBACKS = []
    kept = Authenticator.objects.get(type="totp").data
    with pytest.raises(CommandError, match="încuiat cu o cheie care lipsește: publisher"):
        renew()
    assert Authenticator.objects.get(type="totp").data == kept
