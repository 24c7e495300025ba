"""Visitors of a real server, for trials: who reads, who writes, over https or not, and what they are answered."""

import http.client
import re
import socket
import ssl
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

PASSWORD = "planuri-demo"  # noqa: S105 - a demo account's password is public


@dataclass(frozen=True)
class Site:
    """Where the portal is: the name that is asked for, the address and port that answer, its certificate, if any."""

    host: str
    port: int
    certificate: str = ""
    address: str = "127.0.0.1"

    def connect(self) -> http.client.HTTPConnection:
        """Open a connection of one's own."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=90)
        connection.sock = socket.create_connection((self.address, self.port), timeout=90)
        if self.certificate:
            context = ssl.create_default_context(cafile=self.certificate)
            connection.sock = context.wrap_socket(connection.sock, server_hostname=self.host)
        return connection


@dataclass
class Reply:
    """What was answered, and how long it took; status 0 where nothing was."""

    status: int
    seconds: float
    headers: http.client.HTTPMessage = field(default_factory=http.client.HTTPMessage)
    text: str = ""
    body: bytes = b""


class Visitor:
    """A person at a browser of their own."""

    def __init__(self, place: Site):
        self.place = place
        self.cookies: dict[str, str] = {}
        # Each path with its answer, in order.
        self.log: list[tuple[str, Reply]] = []

    def ask(self, path: str, fields: dict | None = None, **headers: str) -> Reply:
        """Ask for a page, or send a form; keep the cookies."""
        began = time.monotonic()
        try:
            answer = self._exchange(path, fields, headers)
        except (OSError, http.client.HTTPException) as error:
            answer = Reply(0, 0, text=repr(error))
        answer.seconds = time.monotonic() - began
        self.log.append((path, answer))
        return answer

    def _exchange(self, path, fields, headers) -> Reply:
        origin = f"{'https' if self.place.certificate else 'http'}://{self.place.host}"
        origin += "" if self.place.certificate or self.place.port == 80 else f":{self.place.port}"
        sent = {"Referer": origin + path, "Accept-Encoding": "identity", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if fields is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(self.place.connect()) as connection:
            connection.request("GET" if fields is None else "POST", path, fields and urlencode(fields), sent)
            answer = connection.getresponse()
            body = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return Reply(answer.status, 0, answer.headers, body.decode(errors="replace"), body)

    def log_in(self, name: str) -> bool:
        """Log in as a demo account."""
        page = self.ask("/cont/intrare/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        fields = {"csrfmiddlewaretoken": token[1] if token else "", "username": name, "password": PASSWORD}
        return self.ask("/cont/intrare/", fields).status == 302


class Editor(Visitor):
    """Somebody who adds a sign of each save to a text of a plan."""

    def __init__(self, place: Site, path: str, name: str):
        super().__init__(place)
        self.path, self.name = path, name
        self.saved: list[str] = []

    def save(self, sign: str) -> bool:
        """Save once; tell whether it is known to be kept: somebody may have been first, or nobody answered."""
        page = self.ask(self.path)
        if page.status != 200:
            return False
        fields = fields_of(page.text)
        fields["body"] += f" {sign}"
        if self.ask(self.path, fields).status != 302:
            return False
        self.saved.append(sign)
        return True


def fields_of(page: str) -> dict:
    """Return what a browser would send of the page's form, left as it is."""
    form = re.search(r"<form[^>]*data-keep.*?</form>", page, re.DOTALL)[0]
    inputs = re.findall(r'<input type="(?:hidden|text)" name="([^"]+)"(?: value="([^"]*)")?', form)
    texts = re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)
    chosen = re.findall(r'<select name="([^"]+)".*?<option value="([^"]*)" selected', form, re.DOTALL)
    return {name: unescape(value) for name, value in [*inputs, *texts, *chosen]}


class Traffic:
    """Readers and editors who ask one after another until they are told to stop."""

    def __init__(self, place: Site, paths: list[str], editors: list[Editor], readers: int = 3, pause: float = 0.15):
        self.paths, self.pause = paths, pause
        self.readers, self.editors = [Visitor(place) for _ in range(readers)], editors
        self.over = threading.Event()

    @contextmanager
    def running(self):
        """Let them come and go while something is done."""
        works = [*(lambda one=one: self._read(one) for one in self.readers)]
        works += [lambda one=one: self._write(one) for one in self.editors]
        threads = [threading.Thread(target=work, daemon=True) for work in works]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.over.set()
            for thread in threads:
                thread.join(timeout=120)

    def _read(self, reader):
        turn = 0
        while not self.over.is_set():
            reader.ask(self.paths[turn % len(self.paths)])
            turn += 1
            self.over.wait(self.pause)

    def _write(self, editor):
        turn = len(editor.saved)
        while not self.over.is_set():
            editor.save(f"{editor.name}-{turn}")
            turn += 1
            self.over.wait(self.pause * 5)

    def answers(self) -> list[tuple[str, Reply]]:
        """Return all that was answered."""
        return [entry for visitor in [*self.readers, *self.editors] for entry in visitor.log]

    def figures(self) -> dict:
        """Return how many asked, how many got which status (0: none), how many failed, the slowest stored page."""
        answers = self.answers()
        stored = [answer.seconds for path, answer in answers if path in self.paths and answer.status == 200]
        statuses = Counter(answer.status for _path, answer in answers)
        return {
            "requests": len(answers),
            "statuses": dict(sorted(statuses.items())),
            "failed": sum(count for status, count in statuses.items() if status in (0, 429) or status >= 500),
            "saved": sum(len(editor.saved) for editor in self.editors),
            "slowest": round(max(stored, default=0.0), 2),
        }
