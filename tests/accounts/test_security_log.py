"""What accounts write down: who came in, who did not, and what became of passwords and second steps."""

import pytest
from django.core.cache import cache

from accounts.people import actions as people_actions
from portal.security_log.models import SecurityEvent
from tests.accounts.entering.test_login import enter
from tests.accounts.totp_codes import code, enrol


def told():
    """The kinds of events, who did it and whom it was about, the oldest first."""
    return list(SecurityEvent.objects.order_by("pk").values_list("what", "by__username", "person__username"))


def test_a_login_a_wrong_password_and_a_leaving_are_written_down_with_the_address(client, people):
    client.post("/cont/intrare/", {"username": "editor", "password": "gresita"}, REMOTE_ADDR="192.0.2.9")
    enter(client, "editor")
    client.post("/cont/iesire/")
    assert told() == [("login_failed", None, "editor"), ("login", "editor", None), ("logout", "editor", None)]
    first, second = SecurityEvent.objects.order_by("pk")[:2]
    assert (first.address, second.role, second.details) == (
        "192.0.2.9",
        "redactor, ATOP Cluj; redactor, CJ Cluj",
        {"methods": ["password"]},
    )


def test_a_name_that_nobody_has_is_not_kept_it_may_be_a_password(client, people):
    enter(client, "parola-mea-secreta", "gresita")
    event = SecurityEvent.objects.get()
    assert (event.what, event.person, event.about, event.details) == ("login_failed", None, "", {})


def test_a_lockout_is_written_down_once(client, people):
    for _ in range(8):
        enter(client, "editor", "gresita")
    assert [what for what, _by, _person in told()] == ["login_failed"] * 5 + ["lockout"]
    assert told()[-1] == ("lockout", None, "editor")


def test_the_right_password_of_a_closed_account_is_written_down(client, people):
    people_actions.deactivate(people.editor, reason="A plecat.", by=people.admin)
    enter(client, "editor")
    assert told()[-1] == ("login_failed", None, "editor")
    assert SecurityEvent.objects.first().about == "contul este dezactivat"


def test_the_second_step_is_written_down_from_its_beginning_to_its_end(client, people):
    client.force_login(people.editor)
    secret = enrol(client)
    client.post("/cont/doi-pasi/rezerva/noi/")
    client.logout()
    cache.clear()
    enter(client, "editor")
    client.post("/cont/doi-pasi/cod/", {"code": "000000"})
    client.post("/cont/doi-pasi/cod/", {"code": code(secret)})
    client.post("/cont/confirmare/", {"password": "parola-de-test"})
    client.post("/cont/doi-pasi/oprire/")
    assert told() == [
        ("second_step_on", "editor", None),
        ("second_step_codes", "editor", None),
        ("second_step_failed", None, "editor"),
        ("second_step_used", "editor", None),
        ("login", "editor", None),
        ("second_step_off", "editor", None),
    ]


def test_too_many_codes_are_a_lockout(client, people):
    client.force_login(people.editor)
    enrol(client)
    client.logout()
    cache.clear()
    enter(client, "editor")
    for _ in range(7):
        client.post("/cont/doi-pasi/cod/", {"code": "000000"})
    assert [what for what, _by, _person in told()[1:]] == ["second_step_failed"] * 5 + ["lockout"]


def test_a_changed_password_is_written_down(client, people):
    client.force_login(people.editor)
    passwords = {"oldpassword": "parola-de-test", "password1": "alta parolă lungă", "password2": "alta parolă lungă"}
    assert client.post("/cont/parola/", passwords).status_code == 302
    assert told() == [("password_changed", "editor", None)]


@pytest.mark.parametrize("word", ["parola-de-test", "gresita-42"])
def test_no_password_reaches_the_log(client, people, word):
    enter(client, "editor", word)
    enter(client, word, "editor")
    assert word not in str(list(SecurityEvent.objects.values()))
