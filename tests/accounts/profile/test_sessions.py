"""Where a person is logged in: listed in words, closed by them alone."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.profile.devices import device_name
from accounts.profile.sessions import delete_expired
from portal.security_log.models import SecurityEvent
from tests.accounts.entering.test_login import enter
from tests.page import Page

PAGE = "/cont/sesiuni/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


@pytest.fixture
def two(people):
    """The browsers of an editor, at the desk and on the telephone."""
    desk, phone = Client(headers={"user-agent": FIREFOX}), Client(headers={"user-agent": PHONE})
    enter(desk, "editor")
    enter(phone, "editor")
    return desk, phone


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (FIREFOX, "Firefox pe Windows"),
        (PHONE, "Chrome pe Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari pe iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge pe Windows"),
        ("curl/8.5 (Linux)", "Un program pe Linux"),
        ("", "Un program necunoscut"),
    ],
)
def test_a_device_is_told_in_words(header, words):
    assert device_name(header) == words


def test_the_session_at_hand_comes_first_and_is_marked(two):
    rows = Page(two[0].get(PAGE)).cells
    assert [row[0] for row in rows] == ["Dispozitivul", "Firefox pe Windows aici", "Chrome pe Android"]
    assert [row[2] for row in rows[1:]] == ["127.0.0.1", "127.0.0.1"]


def test_a_closed_session_is_out_at_once(two):
    desk, phone = two
    other = UserSession.objects.get(user_agent=PHONE)
    assert desk.post(PAGE, {"sesiune": other.pk}).url == PAGE
    assert (desk.get(PAGE).status_code, phone.get(PAGE).status_code) == (200, 302)
    assert SecurityEvent.objects.filter(what="session_closed", by__username="editor").count() == 1


def test_a_session_that_has_expired_goes_with_what_was_known_of_its_device(two):
    desk, phone = two
    Session.objects.filter(pk=phone.session.session_key).update(expire_date=timezone.now())
    assert delete_expired() == 1
    assert list(UserSession.objects.values_list("user_agent", flat=True)) == [FIREFOX]
    assert [one.get(PAGE).status_code for one in two] == [200, 302]


def test_all_the_others_are_closed_together(two, people):
    third = Client()
    enter(third, "editor")
    two[0].post(PAGE, {"toate": "1"})
    assert [one.get(PAGE).status_code for one in (*two, third)] == [200, 302, 302]


def test_nobody_closes_the_sessions_of_another(two, client, people):
    client.force_login(people.publisher)
    theirs = UserSession.objects.get(user_agent=PHONE)
    answers = [client.post(PAGE, {"sesiune": one}).status_code for one in (theirs.pk, "x", "", 10**30)]
    assert (answers, two[1].get(PAGE).status_code) == ([404] * 4, 200)


def test_who_is_not_logged_in_is_led_to_the_login(client, db):
    assert client.get(PAGE).url == f"/cont/intrare/?next={PAGE}"
