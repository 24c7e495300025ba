"""A session ends when nothing is done for hours, and after a week in any case."""

import time
from io import BytesIO

import pytest

from accounts import sessions
from accounts.sessions import BEGAN, IDLE_SECONDS, LONGEST_SECONDS, SECONDS_BETWEEN_NOTES, SEEN
from tests.accounts.entering.test_login import enter, is_in


@pytest.fixture
def later(monkeypatch):
    """Let time pass."""
    start, passed = time.time(), [0]
    monkeypatch.setattr(sessions.time, "time", lambda: start + passed[0])

    def pass_by(seconds):
        passed[0] += seconds

    return pass_by


@pytest.fixture
def entered(client, people, later):
    """Somebody who entered with name and password; tells whether they still are in."""
    enter(client, "editor")
    assert client.session[BEGAN] == client.session[SEEN]

    def is_still_in():
        client.get("/cont/")
        return is_in(client)

    return is_still_in


def test_a_session_in_use_goes_on(entered, later):
    for _ in range(5):
        later(IDLE_SECONDS - 10)
        assert entered()


def test_a_session_ends_when_nothing_was_done_for_long(client, entered, later):
    later(IDLE_SECONDS + 1)
    assert (entered(), "_auth_user_id" in client.session) == (False, False)


def test_a_session_ends_after_its_time_whatever_is_done(entered, later):
    for _ in range(int(LONGEST_SECONDS / (IDLE_SECONDS - 10))):
        later(IDLE_SECONDS - 10)
        assert entered()
    later(IDLE_SECONDS - 10)
    assert not entered()


def test_use_is_not_written_down_at_every_step(client, entered, later):
    later(SECONDS_BETWEEN_NOTES - 1)
    began = client.session[SEEN]
    assert (entered(), client.session[SEEN]) == (True, began)
    later(2)
    assert (entered(), client.session[SEEN] > began) == (True, True)


def test_what_is_over_carries_nobody(client, entered, later):
    environ = {
        "REQUEST_METHOD": "POST",
        "wsgi.input": BytesIO(),
        "HTTP_COOKIE": client.cookies["sessionid"].output(header=""),
    }
    assert sessions.is_logged_in(environ)
    later(IDLE_SECONDS + 1)
    assert not sessions.is_logged_in(environ)
