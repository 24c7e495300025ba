"""What may be sent, and what is believed of what is sent, over a real connection."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIRequest

from accounts.entering.adapters import AccountAdapter
from portal.gateway import bodies
from portal.gateway.bodies import MEBIBYTE, Bodies, Refusal
from portal.gateway.environ import environ_key, make_environ
from tests.portal.gateway.test_slow_clients import dial

HEAD = "POST /cont/intrare/ HTTP/1.1\nHost: 127.0.0.1\nConnection: close\nContent-Type: application/x-www-form-urlencoded\n"


@pytest.fixture(scope="module")
def portal(base_installation, tmp_path_factory):
    copy = base_installation.copy_to(tmp_path_factory.mktemp("portal") / "portal_limits")
    with copy.serving() as address:
        yield SimpleNamespace(address=address, installation=copy)
    copy.remove()


def answer(client) -> bytes:
    """What comes until the server closes the connection."""
    client.settimeout(60)
    return b"".join(iter(lambda: client.recv(65536), b""))


def send(portal, head, body=b""):
    """The status of the answer to a request."""
    with dial(portal.address, head) as client:
        client.sendall(body)
        return int(answer(client).split()[1])


@pytest.mark.any_database
def test_what_anybody_sends_is_at_most_a_mebibyte(portal):
    assert send(portal, f"{HEAD}Content-Length: {MEBIBYTE + 1}\n\n", b"x" * (MEBIBYTE + 1)) == 413
    assert send(portal, f"{HEAD}Content-Length: {MEBIBYTE}\n\n", b"x" * MEBIBYTE) == 403


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("address", "said"),
    [("/cont/intrare/", "Ce ați trimis este prea mare"), ("/en/cautare/", "What you sent is too large")],
)
def test_who_sends_too_much_reads_that_it_is_too_much(portal, address, said):
    head = HEAD.replace("/cont/intrare/", address)
    with dial(portal.address, f"{head}Content-Length: {3 * MEBIBYTE}\n\n") as client:
        client.sendall(b"x" * 3 * MEBIBYTE)
        assert said in answer(client).decode()


@pytest.mark.any_database
def test_hundreds_of_megabytes_are_refused_before_they_come(portal):
    assert send(portal, f"{HEAD}Content-Length: {495 * MEBIBYTE}\n\n") == 413


@pytest.mark.any_database
def test_a_cookie_that_is_nobodys_session_is_nobody(portal):
    head = f"{HEAD}Cookie: sessionid=oricare\nContent-Length: {2 * MEBIBYTE}\n\n"
    assert send(portal, head, b"x" * 2 * MEBIBYTE) == 413


def test_who_is_logged_in_sends_more(portal):
    session = portal.installation.ask(
        "from importlib import import_module\n"
        "from django.contrib.auth import get_user_model, SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY\n"
        "from django.conf import settings\n"
        "user = get_user_model().objects.get(username='redactor')\n"
        "session = import_module(settings.SESSION_ENGINE).SessionStore()\n"
        "session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]\n"
        "session[HASH_SESSION_KEY] = user.get_session_auth_hash()\n"
        "session.create(); print(session.session_key)"
    )
    head = f"{HEAD}Cookie: sessionid={session}\nContent-Length: {2 * MEBIBYTE}\n\n"
    assert send(portal, head, b"x" * 2 * MEBIBYTE) == 403


@pytest.mark.any_database
def test_a_body_without_a_length_is_refused(portal):
    assert send(portal, f"{HEAD}Transfer-Encoding: chunked\n\n", b"5\r\na=b&c\r\n0\r\n\r\n") == 411


@pytest.mark.any_database
def test_half_a_body_never_reaches_django(portal):
    with dial(portal.address, f"{HEAD}Content-Length: 100\n\n") as client:
        client.sendall(b"a=b")
        client.shutdown(1)
        assert answer(client).split()[1] == b"400"


class Client:
    """A client that sends a part of a body now and then."""

    def __init__(self, parts, pause=0.0):
        self.parts, self.pause = parts, pause

    async def __aiter__(self):
        for part in self.parts:
            await asyncio.sleep(self.pause)
            yield part


def receive(client, length, *, is_logged_in=False, receiver=None):
    """What Django would read of a body of a declared length."""

    async def nobody_or_somebody(_environ):
        return is_logged_in

    async def read():
        environ = {"CONTENT_LENGTH": str(length)}
        async with (receiver or Bodies(nobody_or_somebody)).receive(client, environ):
            return environ["wsgi.input"].read()

    # A loop of its own: the browser of other tests has one in this thread.
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, read()).result()


def test_a_body_that_comes_too_slowly_is_given_up(monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS", 0.1)
    start = time.monotonic()
    with pytest.raises(Refusal) as refused:
        receive(Client([b"x"] * 100, pause=0.05), 100)
    assert (refused.value.status, time.monotonic() - start < 1) == (408, True)


def test_a_body_that_keeps_coming_may_take_its_time(monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS", 0.1)
    assert receive(Client([b"x" * 8192] * 5, pause=0.05), 5 * 8192) == b"x" * 5 * 8192


def test_all_bodies_together_have_a_limit_and_leave_room_when_they_are_gone(monkeypatch):
    monkeypatch.setattr(bodies, "BYTES_OF_ALL", 10)
    receiver = Bodies(None)
    for _ in range(3):
        assert receive(Client([b"12345", b"67890"]), 10, receiver=receiver) == b"1234567890"
    with pytest.raises(Refusal) as refused:
        receive(Client([b"12345", b"678901"]), 11, receiver=receiver)
    assert (refused.value.status, receiver.bytes_held) == (503, 0)


def test_a_full_disk_refuses_the_body(monkeypatch):
    monkeypatch.setattr(bodies.tempfile, "tempdir", "/dev/full")
    with pytest.raises(Refusal) as refused:
        receive(Client([b"x" * 70_000]), 70_000)
    assert refused.value.status == 503


def scope(headers, client="10.0.0.9:5000"):
    return SimpleNamespace(
        server="127.0.0.1:80", client=client, method="GET", path="/", query_string="", http_version="1.1",
        scheme="http", headers=dict(headers),
    )  # fmt: skip


@pytest.fixture
def behind_proxy(settings):
    environ_key.cache_clear()
    settings.BEHIND_PROXY, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 1
    yield
    environ_key.cache_clear()


def counted_address(headers):
    """The address that the limit on logins counts."""
    return AccountAdapter().get_client_ip(WSGIRequest(make_environ(scope(headers))))


FORGED = {"x_forwarded_for": "6.6.6.6", "x-forwarded-for": "203.0.113.5"}


def test_the_limit_counts_what_the_proxy_says(behind_proxy):
    assert counted_address(FORGED) == "203.0.113.5"
    assert counted_address({"x-forwarded-for": "6.6.6.6, 203.0.113.5"}) == "203.0.113.5"


def test_without_a_proxy_nobody_is_believed(settings):
    environ_key.cache_clear()
    assert counted_address(FORGED) == "10.0.0.9"
    kept = make_environ(scope({"x-forwarded-proto": "https", "x_forwarded_proto": "https", "x-real-ip": "6.6.6.6"}))
    assert [name for name in kept if name.startswith("HTTP_")] == []


def test_headers_that_come_twice_are_one():
    class Twice(dict):
        def items(self):
            return [("cookie", "a=1"), ("cookie", "b=2"), ("accept", "x"), ("accept", "y")]

    environ = make_environ(SimpleNamespace(**{**vars(scope({})), "headers": Twice()}))
    assert (environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"]) == ("a=1; b=2", "x,y")


def test_an_address_of_the_sixth_version_has_no_brackets():
    assert make_environ(scope({}, client="[::1]:5000"))["REMOTE_ADDR"] == "::1"
