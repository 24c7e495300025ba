"""Backups while people write, and kills in the middle: always whole or nothing.

Each drill prints what it counted.
"""

import json
import random
import shutil
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from cluj_plans.backups.archive import unpack
from tests.cluj_plans.backups.empty_places import ask_with, empty_place
from tests.cluj_plans.backups.test_backup import CONTENTS, archives, leftovers
from tests.installation import PATIENCE, ROOT, SERVER, wait_until

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
KILLS = 60
# Each row comes with its file; every fifth goes again, its file after it.
WRITE = """
import hashlib, sys, time
from django.contrib.auth import get_user_model
from indicators.models import Evidence, Report
from indicators.reporting.evidence.actions import evidence_path
from portal.storage import write_once
report, user, number = Report.objects.filter(state="accepted").first(), get_user_model().objects.first(), 0
while True:
    data = f"{writer} {number}".encode() * 500
    row = Evidence(report=report, title=f"{writer} {number}", name="a.txt", size=len(data), added_by=user)
    row.file, row.checksum = f"dovezi/{writer}/{number}", hashlib.sha256(data).hexdigest()
    write_once(evidence_path(row.file.name), lambda: data)
    row.save()
    print(number, flush=True)
    if number % 5 == 4:
        row.delete()
        evidence_path(row.file.name).unlink()
    number += 1
    time.sleep(0.002)
"""
WRITERS = 3
HELD = """
import json
from indicators.models import Evidence
print(json.dumps(list(Evidence.objects.filter(file__startswith="dovezi/w").values_list("title", flat=True))))
"""


class Writer:
    """A process that commits rows and says which."""

    def __init__(self, installation, name, folder):
        self.name, self.log = name, folder / f"{name}.log"
        with self.log.open("w") as log:
            command = [sys.executable, "-c", f"import django; django.setup()\nwriter = {name!r}\n{WRITE}"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=installation.environment, stdout=log)

    @property
    def committed(self):
        """The number of the last row that is surely in the database."""
        lines = self.log.read_text().split("\n")[:-1]
        return int(lines[-1]) if lines else -1

    def end(self):
        self.process.kill()
        self.process.wait(timeout=PATIENCE)


def stays(number):
    return number % 5 != 4


def restored_rows(archive, folder, ask):
    with empty_place(folder) as place:
        place.manage("restore", str(archive))
        return ask_with(place, ask)


def test_a_backup_made_while_people_write_holds_all_that_was_committed_before(installation, tmp_path):
    writers = [Writer(installation, f"w{number}", tmp_path) for number in range(WRITERS)]
    found = []
    try:
        wait_until(lambda: all(writer.committed > 20 for writer in writers))
        for _ in range(6):
            before = {writer.name: writer.committed for writer in writers}
            shutil.rmtree(installation.folder / "backups", ignore_errors=True)
            said = installation.manage("backup")
            archive = archives(installation.folder)[0]
            kept = archive.rename(tmp_path / archive.name)
            found.append((before, kept, said))
            time.sleep(1.1)
    finally:
        for writer in writers:
            writer.end()
    for before, archive, _said in found:
        titles = [title.split() for title in json.loads(restored_rows(archive, tmp_path, HELD))]
        for name, last in before.items():
            numbers = {int(number) for owner, number in titles if owner == name}
            assert {number for number in range(last + 1) if stays(number)} <= numbers
            # What was committed later is there up to one moment, without holes.
            assert {number for number in range(max(numbers) + 1) if stays(number)} <= numbers
    print(
        f"\n{len(found)} backups, {sum(writer.committed + 1 for writer in writers)} rows committed meanwhile, none lost"
    )


@pytest.mark.skipif(bool(SERVER), reason="a file is copied")
def test_a_plain_copy_of_the_file_loses_rows(installation, tmp_path):
    writers = [Writer(installation, f"w{number}", tmp_path) for number in range(WRITERS)]
    lost = 0
    try:
        wait_until(lambda: all(writer.committed > 20 for writer in writers))
        for number in range(5):
            before = sum(len([n for n in range(writer.committed + 1) if stays(n)]) for writer in writers)
            copy = tmp_path / f"{number}.sqlite3"
            subprocess.run(["cp", installation.file, copy], check=True)
            query = "SELECT count(*) FROM indicators_evidence WHERE file LIKE 'dovezi/w%'"
            said = subprocess.run(["sqlite3", copy, query], capture_output=True, text=True)
            lost = max(lost, before - int(said.stdout)) if said.returncode == 0 else before
            time.sleep(0.3)
    finally:
        for writer in writers:
            writer.end()
    print(f"\ncp lost up to {lost} rows")
    assert lost > 0


def killed_after(installation, seconds, *arguments, **variables):
    """Run a command and kill it after some time; return how long it took where it had ended by itself."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**installation.environment, **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=seconds)
    took = None if process.poll() is None else time.monotonic() - began
    process.kill()
    process.wait(timeout=PATIENCE)
    return took


def duration(work):
    began = time.monotonic()
    work()
    return time.monotonic() - began


def test_a_backup_that_is_killed_is_none(installation, tmp_path):
    whole = duration(lambda: installation.manage("backup"))
    landed = 0
    for number in range(KILLS):
        took = killed_after(installation, whole * random.uniform(0.6, 1.0), "backup")
        # What else the machine does changes how long it takes.
        landed, whole = landed + (took is None), took or whole
        for archive in archives(installation.folder):
            unpack(archive, "", tmp_path / str(number) / archive.name)
        assert archives(installation.folder)
        shutil.rmtree(tmp_path / str(number))
    installation.manage("backup")
    assert leftovers(installation.folder) == []
    assert landed > KILLS / 2
    print(f"\n{landed} of {KILLS} kills landed in a backup, no archive was half")


def state_of(place, expected):
    """What a place is after a kill: nothing, or the whole portal."""
    return ask_with(
        place,
        "from cluj_plans.backups import databases\n"
        "if databases.is_database_empty('default'): print('gol')\n"
        f"else:\n{''.join(f'    {line}' for line in CONTENTS.strip().splitlines(keepends=True))}\n",
    ).replace(expected, "întreg")


def test_a_restore_that_is_killed_made_all_or_nothing(installation, tmp_path):
    installation.manage("backup")
    archive, expected = str(archives(installation.folder)[0]), ask_with(installation, CONTENTS)
    with empty_place(tmp_path) as place:
        whole = duration(lambda: place.manage("restore", archive))
    landed, states = 0, []
    while len(states) < KILLS:
        with empty_place(tmp_path) as place:
            # Again in the same place, with what was left in it, until a portal is there.
            tries = []
            while len(tries) < 8 and tries[-1:] != ["întreg"]:
                took = killed_after(place, whole * random.uniform(0.6, 1.0), "restore", archive)
                landed, whole = landed + (took is None), took or whole
                tries.append(state_of(place, expected))
            if tries[-1] == "gol":
                place.manage("restore", archive)
                assert state_of(place, expected) == "întreg"
            states += tries
    assert set(states) <= {"gol", "întreg"}
    assert landed > KILLS / 2
    print(
        f"\n{landed} kills landed in a restore: {states.count('gol')} left nothing, {states.count('întreg')} a portal"
    )
