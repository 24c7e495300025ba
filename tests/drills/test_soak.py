"""Readers and editors for minutes over https: workers killed, the database locked or restarted, others slow."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from itertools import cycle
from pathlib import Path

import psycopg2
import pytest

from ops.visitors import Editor, Reply, Traffic
from tests.drills.proxy import SETTINGS, in_front_of
from tests.installation import ROOT, SERVER, free_port, wait_for, wait_until

SECONDS = int(os.environ.get("SOAK_SECONDS", "600"))
PAUSE, LOCKED = 8, 5
READ = ["/", "/planuri/atop-2024/", "/planuri/informatizare-2019/", "/planuri/atop-2024/os-1.2/"]
SECTION = """
from plans.models import Section
row = Section.objects.filter(plan__slug="atop-2024").order_by("pk").first()
Section.objects.filter(pk=row.pk).update(body="Semne: început")
print(row.pk)
"""
TEXT = "from plans.models import Section\nprint(Section.objects.get(pk={}).body)"


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    children = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return [each for child in children for each in (child, *descendants(child))]


@contextmanager
def served(installation):
    """Serve a portal as a deployment does: what is killed is started again."""
    port = free_port()
    environment = {**installation.environment, **SETTINGS, "VENV": sys.prefix}
    command = [ROOT / "ops/serve.sh", "127.0.0.1", str(port), "2"]
    installation.server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        installation.server.terminate()
        installation.server.wait(timeout=60)


@contextmanager
def slow_clients(place, how_many=10):
    """Hold the site with forms that are sent a byte at a time and answers that are not read."""
    over = threading.Event()

    def send_slowly():
        while not over.is_set():
            with suppress(OSError), closing(place.connect()) as connection:
                connection.putrequest("POST", "/cont/intrare/")
                connection.putheader("Content-Length", "5000")
                connection.endheaders()
                while not over.wait(2):
                    connection.send(b"a")

    def read_nothing():
        while not over.is_set():
            with suppress(OSError), closing(place.connect()) as connection:
                connection.request("GET", READ[1], headers={"Accept-Encoding": "identity"})
                over.wait(20)

    threads = [threading.Thread(target=work) for work in [send_slowly, read_nothing] * (how_many // 2)]
    for thread in threads:
        thread.start()
    yield
    over.set()
    for thread in threads:
        thread.join(timeout=60)


def kill_worker(installation):
    """Kill one of the processes that answer, as the kernel does where memory ends."""
    os.kill(
        random.choice([pid for pid in descendants(installation.server.pid) if not descendants(pid)]), signal.SIGKILL
    )


def lock_database(installation):
    """Hold the writers' lock for some seconds."""
    with closing(sqlite3.connect(installation.file, timeout=60, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(LOCKED)
        connection.execute("ROLLBACK")


def restart_database(_installation):
    """Stop the PostgreSQL server as an upgrade of its package does, and start it again."""
    with closing(psycopg2.connect(SERVER)) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
    pid = int((folder / "postmaster.pid").read_text().split()[0])
    command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().strip("\0").split("\0")
    owner = folder.stat()
    os.kill(pid, signal.SIGINT)
    wait_until(lambda: not (folder / "postmaster.pid").exists(), seconds=60)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.Popen(command, user=owner.st_uid, group=owner.st_gid, cwd=folder, start_new_session=True, **quiet)

    def answers():
        try:
            psycopg2.connect(SERVER).close()
        except psycopg2.OperationalError:
            return False
        return True

    wait_until(answers, seconds=60)


@pytest.mark.drill
def test_faults_for_minutes_lose_nothing(installation, tmp_path, capsys):
    section = installation.ask(SECTION)
    path = f"/lucru/atop-2024/parti/sectiuni/{section}/"
    faults = cycle([kill_worker, restart_database if SERVER else lock_database])
    done = []
    with served(installation) as address, in_front_of(address, tmp_path / "nginx") as place:
        editors = [Editor(place, path, f"r{number}") for number in range(3)]
        assert [editor.log_in("redactor") for editor in editors] == [True] * 3
        traffic = Traffic(place, READ, editors, pause=0.25)
        end = time.monotonic() + SECONDS
        with slow_clients(place), traffic.running():
            while time.monotonic() < end:
                time.sleep(PAUSE)
                fault = next(faults)
                fault(installation)
                done.append(fault.__name__)
            # What was broken is whole again: everybody is answered.
            time.sleep(PAUSE)
            before = [len(visitor.log) for visitor in traffic.readers]
            time.sleep(PAUSE)
            late = [
                answer.status
                for visitor, seen in zip(traffic.readers, before, strict=True)
                for _path, answer in visitor.log[seen:]
            ]
    signs = installation.ask(TEXT.format(section)).split()[2:]
    saved = {sign for editor in editors for sign in editor.saved}
    figures = traffic.figures() | {"faults": len(done), "lost": len(saved - set(signs))}
    with capsys.disabled():
        print(f"\n{'PostgreSQL' if SERVER else 'SQLite'}, {SECONDS} s: {figures}")
        print(*sorted(worst(traffic.answers())), sep="\n")
    assert (saved - set(signs), len(signs) - len(set(signs))) == (set(), 0)
    assert saved
    assert set(late) == {200}
    # One fault may cost what was under way in one process; not the site.
    assert figures["failed"] <= 0.01 * figures["requests"] + 4 * len(done)


def worst(answers: list[tuple[str, Reply]]) -> set[str]:
    """What was answered instead of pages, in few words."""
    return {
        f"  {path.split('?')[0][:40]} {a.status} {a.text[:60]!r}"
        for path, a in answers
        if not a.status or a.status > 399
    }
