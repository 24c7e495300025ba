"""Nothing that SQLite said it committed is lost, however often a checkpoint races the writers."""

import subprocess
import sys
import time

import pytest

from tests.installation import ROOT, SERVER

pytestmark = pytest.mark.drill
WRITERS, COMMITS = 4, 25_000
OPEN = """
import os, sys
import cluj_plans, sqlite3
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
database.execute("PRAGMA journal_mode=WAL"); database.execute("PRAGMA synchronous=NORMAL")
database.execute("PRAGMA wal_autocheckpoint=50")
"""
WRITE = (
    OPEN
    + """
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 25_000):
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO row (number) VALUES (?)", (number,))
    database.execute("COMMIT")
    print(number)
"""
)
CHECKPOINT = (
    OPEN
    + """
import itertools, time
for mode in itertools.cycle(("PASSIVE", "FULL", "RESTART", "TRUNCATE")):
    try:
        database.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
    except sqlite3.OperationalError:
        pass
    time.sleep(0.001)
"""
)


@pytest.mark.skipif(bool(SERVER), reason="SQLite alone")
def test_no_commit_is_lost_to_a_checkpoint(tmp_path):
    file = tmp_path / "commits.sqlite3"

    def start(code, first=0, **options):
        return subprocess.Popen([sys.executable, "-c", code, file, str(first)], cwd=ROOT, **options)

    assert start(OPEN + "database.execute('CREATE TABLE row (number INTEGER PRIMARY KEY)')").wait() == 0
    began = time.monotonic()
    checkpoints = [start(CHECKPOINT) for _ in range(2)]
    try:
        said = []
        outputs = [(tmp_path / f"said{number}").open("w+") for number in range(WRITERS)]
        writers = [start(WRITE, number * COMMITS, stdout=outputs[number]) for number in range(WRITERS)]
        assert [writer.wait() for writer in writers] == [0] * WRITERS
    finally:
        for process in checkpoints:
            process.kill()
            process.wait()
    for output in outputs:
        output.seek(0)
        said += map(int, output.read().split())
    read = "print(*[row[0] for row in database.execute('SELECT number FROM row')], database.execute('PRAGMA integrity_check').fetchone()[0])"
    with (tmp_path / "kept").open("w+") as output:
        assert start(OPEN + read, stdout=output).wait() == 0
        output.seek(0)
        *kept, integrity = output.read().split()
    print(f"{len(said)} commits in {time.monotonic() - began:.0f} s, {len(set(said) - set(map(int, kept)))} lost")
    assert (len(said), integrity, set(map(int, kept)) == set(said)) == (WRITERS * COMMITS, "ok", True)
