"""The server comes back when its workers die one after another; on a full disk people read on and are told the truth."""

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import requests

from tests.installation import SERVER, Installation, wait_until
from tests.page import Page

pytestmark = pytest.mark.drill
PLAN = "/planuri/atop-2024/"


def children(process: int) -> list[int]:
    return [
        int(child) for file in Path(f"/proc/{process}/task").glob("*/children") for child in file.read_text().split()
    ]


def workers(script: int) -> list[int]:
    """The workers of the server that a script started."""
    return [worker for server in children(script) for worker in children(server)]


def is_read(address) -> bool:
    try:
        return urllib.request.urlopen(address + PLAN, timeout=5).status == 200
    except OSError:
        return False


def test_the_server_is_back_however_often_its_workers_die(installation):
    with installation.serving(workers=2) as address:
        script, killed, servers = installation.server.pid, 0, set()
        while len(servers) < 3:
            # Killed as soon as it is there: to the server a crash loop, after which it ends itself.
            wait_until(lambda: workers(script))
            servers.update(children(script))
            for worker in workers(script):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                    killed += 1
        start = time.monotonic()
        wait_until(lambda: is_read(address))
        waited = time.monotonic() - start
        print(f"{killed} workers killed, {len(servers)} servers, read again after {waited:.1f} s")
        assert waited < 30
    assert installation.server.returncode is not None


@pytest.fixture
def small_disk(base_installation, tmp_path):
    """A portal on a disk of its own, which is full."""
    folder = tmp_path / "mic"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "planuri", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root mounts a small disk")
    try:
        yield base_installation.copy_to(folder / "portal_mic")
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(folder: Path):
    with (folder / "umplutura").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 1024)


@pytest.mark.skipif(bool(SERVER), reason="the database of PostgreSQL is on another disk")
def test_on_a_full_disk_people_read_and_are_told_why_they_cannot_write(small_disk: Installation):
    with small_disk.serving() as address:
        assert requests.get(f"{address}/readyz", timeout=60).text.startswith("Pe disc mai sunt liberi")
        browser = requests.Session()
        form = f"{address}/cont/intrare/"
        token = Page(browser.get(form, timeout=60).text).all("input", "value")[0]
        fill(small_disk.folder)
        assert is_read(address)
        assert requests.get(f"{address}/static/tokens.css", timeout=60).status_code == 200
        sent = {"csrfmiddlewaretoken": token, "username": "redactor", "password": "planuri-demo"}
        answers = [browser.post(form, sent, timeout=60) for _ in range(8)]
        print([answer.status_code for answer in answers])
        assert not any("Prea multe" in answer.text for answer in answers)
        assert {answer.status_code for answer in answers} == {503}
        ready = requests.get(f"{address}/readyz", timeout=60)
        assert (ready.status_code, "disc" in ready.text) == (503, True)
        (small_disk.folder / "umplutura").unlink()
        assert browser.post(form, sent, timeout=60, allow_redirects=False).status_code == 302
