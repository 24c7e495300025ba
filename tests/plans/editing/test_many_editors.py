"""Many editors save at once, in a real portal of several processes: no save is lost, none fails."""

import http.client
import os
import re
import signal
import threading
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

EDITORS = 8
SAVES = 2
PREPARE = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from plans.models import Institution, Membership, Section
for number in range(%d):
    user = get_user_model().objects.create_user(f"redactor-{number}")
    Membership.objects.create(user=user, institution=Institution.objects.get(code="atop-cluj"), role="editor")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(session.session_key)
print(Section.objects.filter(plan__slug="atop-2024").order_by("pk").first().pk)
"""
STATE = """
from plans.models import Section
row = Section.objects.get(pk=%s)
saves = row.history.exclude(history_user=None)
print(row.version - 1, saves.count(), saves.values("history_user").distinct().count())
print(row.body.rpartition("Semne: ")[2])
"""


class Editor:
    """A person at a browser of their own, who adds a sign of each of their saves to a section's text."""

    def __init__(self, address, session, section, number):
        self.host = address.removeprefix("http://")
        self.cookies = {"sessionid": session}
        self.path = f"/lucru/atop-2024/parti/sectiuni/{section}/"
        self.number = number
        self.statuses = []
        self.saved = []

    def send(self, method, body=None):
        connection = http.client.HTTPConnection(self.host, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, self.path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        self.statuses.append(answer.status)
        return answer.status, text

    def save(self, sign):
        """Save once more; tell whether it went through or somebody else was first."""
        _status, page = self.send("GET")
        fields = fields_of(page)
        fields["body"] += f" {sign}"
        status, _page = self.send("POST", urlencode(fields))
        return status == 302

    def work(self, saves):
        for turn in range(saves):
            sign = f"r{self.number}s{turn}"
            while not self.save(sign):
                pass
            self.saved.append(sign)


def fields_of(page):
    """What a browser would send of the page's form, left as it is."""
    form = re.search(r"<form[^>]*data-keep.*?</form>", page, re.S)[0]
    inputs = re.findall(r'<input type="(?:hidden|text)" name="([^"]+)"(?: value="([^"]*)")?', form)
    texts = re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S)
    chosen = re.findall(r'<select name="([^"]+)".*?<option value="([^"]*)" selected', form, re.S)
    return {name: unescape(value) for name, value in [*inputs, *texts, *chosen]}


def prepared(installation):
    *sessions, section = installation.ask(PREPARE % EDITORS).split("\n")
    mark = f"from plans.models import Section\nSection.objects.filter(pk={section}).update(body='Semne: început')"
    installation.ask(mark)
    return sessions, section


def at_once(works):
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    assert [thread for thread in threads if thread.is_alive()] == []


def test_eight_editors_saving_at_once_lose_nothing(installation):
    sessions, section = prepared(installation)
    with installation.serving(workers=2) as address:
        editors = [Editor(address, session, section, number) for number, session in enumerate(sessions)]
        at_once([lambda editor=editor: editor.work(SAVES) for editor in editors])
    signs = sorted(sign for editor in editors for sign in editor.saved)
    assert len(signs) == EDITORS * SAVES
    counts, text = installation.ask(STATE % section).split("\n")
    # As many versions as saves, each in the history under its author, and every sign in the text once.
    assert counts == f"{EDITORS * SAVES} {EDITORS * SAVES} {EDITORS}"
    assert sorted(text.split()[1:]) == signs
    assert {status for editor in editors for status in editor.statuses} <= {200, 302, 409}


@pytest.mark.kill
def test_a_server_killed_in_mid_save_leaves_whole_saves(installation):
    sessions, section = prepared(installation)
    everybody = []
    for round_, after in enumerate((1, 6)):
        with installation.serving(workers=2) as address:
            editors = [Editor(address, session, section, f"{round_}{n}") for n, session in enumerate(sessions[:4])]
            everybody += editors
            killed = threading.Event()

            def work(editor, killed=killed):
                try:
                    editor.work(1000)
                except (OSError, http.client.HTTPException):
                    assert killed.wait(120)

            def kill(editors=editors, killed=killed, after=after):
                while sum(len(editor.saved) for editor in editors) < after:
                    time.sleep(0.01)
                killed.set()
                kill_all(installation.server.pid)

            at_once([*(lambda editor=editor: work(editor) for editor in editors), kill])
    counts, text = installation.ask(STATE % section).split("\n")
    versions, records, _people = counts.split()
    signs = text.split()[1:]
    assert versions == records == str(len(signs))
    assert len(set(signs)) == len(signs)
    assert {sign for editor in everybody for sign in editor.saved} - set(signs) == set()
    with installation.serving() as address:
        last = Editor(address, sessions[0], section, "ultimul")
        last.work(1)
    assert installation.ask(STATE % section).split("\n")[1].endswith(" rultimuls0")


def kill_all(pid):
    """Kill a process and all that it started, as a power cut would: the one that starts others again first."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    os.kill(pid, signal.SIGKILL)
    for child in map(int, children):
        kill_all(child)


MOVE = """
import time
from django.contrib.auth import get_user_model
from plans.editing.elements.actions import move
from plans.models import Element
from portal.versioning import Conflict
by = get_user_model().objects.get(username="{who}")
of = Element.objects.select_related("level").filter(level__plan__slug="atop-2024")
row = of.get(level__prefix="os", code="1.2")
parent = of.get(level__prefix="og", code="{parent}")
print("gata", flush=True)
input()
try:
    move(row, by=by, version=row.version, parent=parent, after=None)
    print("mutat")
except Conflict:
    print("refuzat")
"""
ARRANGED = """
from collections import Counter
from plans.models import Element
of = Element.objects.filter(level__plan__slug="atop-2024", level__prefix="os")
places = Counter(of.values_list("parent", "position"))
print(Element.objects.misplaced().count(), max(places.values()), of.count())
"""


def test_of_two_opposite_moves_at_once_one_is_done_and_the_other_told(installation):
    before = installation.ask(ARRANGED)
    moves = [("redactor", "2"), ("aprobator", "3")]
    processes = [installation.start(MOVE.format(who=who, parent=parent)) for who, parent in moves]
    assert [process.stdout.readline() for process in processes] == ["gata\n"] * 2
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=120)[0] for process in processes]
    assert sorted(said) == ["mutat\n", "refuzat\n"]
    assert installation.ask(ARRANGED) == before
