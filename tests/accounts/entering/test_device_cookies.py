"""Wrong passwords from elsewhere close the way in for strangers, not for the owner at a known device."""

import pytest
from django.conf import settings as portal_settings
from django.core import signing
from django.test import Client

from tests.accounts.entering.test_login import enter, is_in


def cookie_of(client, user):
    return client.cookies[f"dispozitiv-{user.pk}"]


@pytest.fixture
def device(people):
    """A browser that the editor entered from once."""
    known = Client()
    enter(known, "editor")
    known.post("/cont/iesire/")
    return known


def guess(client, times, name="editor"):
    for _ in range(times):
        enter(client, name, "gresita")


@pytest.mark.both
@pytest.mark.parametrize("name", ["editor", "EDITOR@example.org"])
def test_five_wrong_passwords_from_elsewhere_leave_a_known_device_open(client, device, name):
    guess(client, 5, name)
    enter(client, name)
    enter(device, name)
    assert (is_in(client), is_in(device)) == (False, True)


def test_a_name_in_letters_that_the_database_takes_for_its_own_is_no_other_name(client, people):
    guess(client, 5, "edıtor")
    enter(client, "editor")
    assert is_in(client) is False


def test_a_known_device_has_five_tries_too_and_takes_none_from_the_others(client, device):
    guess(device, 5)
    enter(device, "editor")
    enter(client, "editor")
    assert (is_in(device), is_in(client)) == (False, True)


def test_a_cookie_counts_for_its_own_account_alone(device, client, people):
    guess(client, 5, "publisher")
    enter(device, "publisher")
    assert is_in(device) is False


@pytest.mark.parametrize("change", ["forged", "old", "other"])
def test_a_cookie_that_the_portal_did_not_sign_for_this_account_counts_for_nothing(client, device, people, change):
    cookie = cookie_of(device, people.editor)
    if change == "forged":
        cookie.set(cookie.key, f"{people.editor.pk}:nou:x:y", f"{people.editor.pk}:nou:x:y")
    elif change == "old":
        settings_age = signing.TimestampSigner(salt="accounts.device")
        settings_age.timestamp = lambda: signing.b62_encode(1_000_000_000)
        value = settings_age.sign(f"{people.editor.pk}:nonce")
        cookie.set(cookie.key, value, value)
    else:
        value = signing.TimestampSigner(salt="accounts.device").sign(f"{people.publisher.pk}:nonce")
        cookie.set(cookie.key, value, value)
    guess(client, 5)
    enter(device, "editor")
    assert is_in(device) is False


def test_the_cookie_is_for_the_pages_of_the_account_and_for_no_script(device, people):
    cookie = cookie_of(device, people.editor)
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/cont/", True, "Lax")
    assert bool(cookie["secure"]) is portal_settings.SESSION_COOKIE_SECURE


def test_the_password_asked_for_again_is_counted_by_device_too(client, device):
    enter(device, "editor")
    guess(client, 5)
    device.post("/cont/confirmare/", {"password": "parola-de-test"})
    assert device.get("/cont/doi-pasi/pornire/").status_code == 200
