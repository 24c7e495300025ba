"""A reader gets a page at once, whatever slow clients, slow work and locks keep the server busy."""

import contextlib
import socket
import sqlite3
import threading
import time
import urllib.request
from urllib.parse import urlsplit

import psycopg2
import requests

from tests.installation import SERVER
from tests.page import Page

PLAN = "/planuri/atop-2024/"
PDF = f"{PLAN}editii/1/plan.pdf"
MANY = 12


def dial(address, request: str, *, takes=1 << 20):
    """Open a connection and say something; the system takes so many bytes of the answer before they are read."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes)
    place = urlsplit(address)
    client.connect((place.hostname, place.port))
    client.sendall(request.replace("\n", "\r\n").encode())
    return client


@contextlib.contextmanager
def slow_posts(address, _installation):
    """More requests than there are threads send a byte now and then."""
    # With a cookie, what protects forms reads the body.
    post = (
        "POST /cont/intrare/ HTTP/1.1\nHost: 127.0.0.1\nContent-Type: application/x-www-form-urlencoded\n"
        f"Cookie: csrftoken={'a' * 32}\nContent-Length: 1000\n\n"
    )
    clients, stop = [dial(address, post) for _ in range(MANY)], threading.Event()

    def trickle():
        while not stop.wait(0.3):
            for client in clients:
                client.sendall(b"x")

    with contextlib.ExitStack() as end:
        [end.enter_context(client) for client in clients]
        thread = threading.Thread(target=trickle)
        thread.start()
        yield
        stop.set()
        thread.join()


@contextlib.contextmanager
def slow_readers(address, installation):
    """More readers than there are threads take the beginning of a large file."""
    urllib.request.urlopen(address + PDF, timeout=60).close()
    for file in (installation.folder / "media").rglob("*.pdf"):
        file.write_bytes(b"x" * 20 * 1024 * 1024)
    with contextlib.ExitStack() as end:
        ask = f"GET {PDF} HTTP/1.1\nHost: 127.0.0.1\n\n"
        clients = [end.enter_context(dial(address, ask, takes=4096)) for _ in range(MANY)]
        assert [client.recv(12) for client in clients] == [b"HTTP/1.1 200"] * MANY
        yield


@contextlib.contextmanager
def writers_locked(address, installation):
    """Another process keeps the database from being written to, and many people enter meanwhile."""
    if SERVER:
        lock = psycopg2.connect(installation.url)
        lock.cursor().execute("LOCK TABLE accounts_cacheentry, django_session")
    else:
        lock = sqlite3.connect(installation.file, isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
    with contextlib.closing(lock), posting(f"{address}/cont/intrare/", username="redactor", password="gresita"):
        yield


@contextlib.contextmanager
def silent_mail_server(address, _installation):
    """Many people ask for a mail that the mail server takes its time for."""
    with posting(f"{address}/cont/parola/uitata/", email="redactor@example.org"):
        yield


@contextlib.contextmanager
def posting(address, **fields):
    """Send a form many times at once, and leave while it is being answered."""
    browser = requests.Session()
    browser.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=MANY))
    page = Page(browser.get(address, timeout=60).text)
    fields["csrfmiddlewaretoken"] = page.all("input", "value")[0]

    def send():
        with contextlib.suppress(requests.RequestException):
            browser.post(address, fields, timeout=1.5)

    threads = [threading.Thread(target=send) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    yield
    for thread in threads:
        thread.join()


def slowest_page(address, seconds=0.7):
    """Return how long a reader waited at most for a page or a style sheet."""
    waits, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        for path in (PLAN, "/static/tokens.css"):
            start = time.monotonic()
            assert urllib.request.urlopen(address + path, timeout=60).status == 200
            waits.append(time.monotonic() - start)
        time.sleep(0.02)
    return max(waits)


def test_a_reader_gets_a_page_within_a_second_whatever_goes_on(installation):
    waited = {}
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        mail = f"smtp://127.0.0.1:{silent.getsockname()[1]}/?timeout=1"
        with installation.serving(EMAIL_URL=mail) as address:
            for slowness in (slow_posts, slow_readers, writers_locked, silent_mail_server):
                with slowness(address, installation):
                    waited[slowness.__name__] = slowest_page(address)
    assert {name: seconds for name, seconds in waited.items() if seconds >= 1} == {}
