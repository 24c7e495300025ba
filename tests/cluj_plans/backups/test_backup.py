"""Real portals, copied, restored and tried: what other programs find in the archive, and what comes back from it."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from uuid import uuid4

import pytest
from pyrage import x25519

from tests.cluj_plans.backups.empty_places import ask_with, empty_place
from tests.installation import ROOT, SERVER

KEY = str(x25519.Identity.generate())
OTHER = {"BACKUP_KEY": KEY, "SECRET_KEY": "o-alta-cheie-cu-totul-a-altui-portal"}
# Runs a command and prints why it failed.
CALL = """
from django.core.management import CommandError, call_command
def call(*arguments):
    try:
        call_command(*arguments)
    except CommandError as problem:
        print(problem)
"""
DO_WHAT_WAITS = """
from portal.tasks.queue import run_waiting_tasks
run_waiting_tasks()
"""
PRINT = """
from plans.editions.files import PDF, make_file
from plans.models import Edition
make_file(Edition.objects.get(plan__slug="atop-2024", number=1), PDF)
"""
BACKUP = f"{CALL}call('backup')\n"
CONTENTS = """
import json
from cluj_plans.backups.contents import table_contents
from cluj_plans.backups.files import kept_files
files = {one: (settings.MEDIA_ROOT / one).read_bytes().hex() for one in kept_files(settings.MEDIA_ROOT)}
print(json.dumps([table_contents("default"), files], sort_keys=True))
"""


def archives(folder):
    return sorted((folder / "backups").glob("planuri-*"))


def leftovers(folder):
    return [
        *folder.glob("**/*.part"),
        *folder.glob(".copie-*"),
        *folder.glob(".exercitiu-*"),
        *folder.glob(".restaurare"),
    ]


@pytest.fixture(scope="module")
def backed_up(base_installation, tmp_path_factory):
    """A portal with one encrypted backup, for tests that only look at it."""
    copy = base_installation.copy_to(tmp_path_factory.mktemp("portal") / f"copiat_{uuid4().hex[:8]}")
    ask_with(copy, PRINT + BACKUP, BACKUP_KEY=KEY)
    yield copy
    copy.remove()


@pytest.fixture
def archive(backed_up):
    return archives(backed_up.folder)[0]


def test_other_programs_find_the_database_and_the_files(backed_up, archive, tmp_path):
    (tmp_path / "cheie").write_text(KEY)
    subprocess.run(f"age -d -i {tmp_path}/cheie {archive} | tar -xzf - -C {tmp_path}", shell=True, check=True)
    if SERVER:
        listed = subprocess.run(["pg_restore", "--list", tmp_path / "database"], capture_output=True, text=True)
        assert "TABLE DATA public plans_edition" in listed.stdout
    else:
        with closing(sqlite3.connect(tmp_path / "database")) as copy:
            assert copy.execute("SELECT count(*) FROM plans_edition").fetchone() == (4,)
            assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert json.loads((tmp_path / "manifest.json").read_text())["contents"]["plans_edition"]["rows"] == 4
    names = {path.relative_to(tmp_path / "files").as_posix() for path in tmp_path.glob("files/**/*") if path.is_file()}
    media = backed_up.folder / "media"
    assert names == {
        path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file() and path.suffix != ".lock"
    }
    assert "editii/atop-2024/1/plan.pdf" in names
    assert json.loads((tmp_path / "keys.json").read_text())["SECRET_KEY"].startswith("development-only")
    assert [path.stat().st_mode & 0o777 for path in (archive, archive.parent)] == [0o600, 0o700]


def test_what_is_restored_is_what_was_copied_and_only_an_empty_place_takes_it(backed_up, archive, tmp_path):
    with empty_place(tmp_path) as place:
        (place.folder / ".restaurare").mkdir(parents=True)
        # A restore that was killed had put its files there.
        (place.folder / ".restaurare" / "incepute").touch()
        (place.folder / "media" / "ramas").mkdir(parents=True)
        restore = f"{CALL}call('restore', {str(archive)!r})\n"
        *said, again, contents = ask_with(place, restore + restore + CONTENTS, **OTHER).splitlines()
        assert said[0].startswith(f"S-a restaurat {archive.name}, din 2026-")
        assert said[1].startswith("Copia e făcută cu altă SECRET_KEY")
        assert again.startswith("Aici este deja un portal")
        found = place.folder / "chei-din-copie.env"
        assert found.read_text().startswith("SECRET_KEY=development-only-key")
        assert (found.stat().st_mode & 0o777, leftovers(place.folder)) == (0o600, [])
    assert contents == ask_with(backed_up, CONTENTS)


def test_a_full_disk_files_in_the_way_and_a_newer_backup_are_refused(archive, tmp_path):
    attempt = f"""{CALL}
import resource
from cluj_plans.backups import databases
call("backup")
# A disk with room for little: nothing is left of a restore that did not fit, and the next one finds an empty place.
most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, most[1]))
call("restore", {str(archive)!r})
resource.setrlimit(resource.RLIMIT_FSIZE, most)
print(sorted(path.name for path in settings.DATA_DIR.iterdir()), databases.is_database_empty("default"))
(settings.MEDIA_ROOT / "acte").mkdir(parents=True)
call("restore", {str(archive)!r})
(settings.MEDIA_ROOT / "acte").rmdir()
known = databases.known_migrations()
databases.known_migrations = lambda: [one for one in known if one[0] != "public"]
call("restore", {str(archive)!r})
print(sorted(path.name for path in settings.DATA_DIR.iterdir()), databases.is_database_empty("default"))
"""
    with empty_place(tmp_path) as place:
        said = ask_with(place, attempt, BACKUP_KEY=KEY).splitlines()
    assert said[0].startswith("Baza de date este goală: nu este nimic de copiat.")
    assert said[1:3] == ["Nu s-a restaurat nimic: [Errno 27] File too large.", "['backups', 'restaurare.lock'] True"]
    assert "sunt deja fișiere" in said[3]
    assert "a unei versiuni mai noi" in said[4]
    assert said[5:] == ["['backups', 'media', 'restaurare.lock'] True"]


BEFORE_PUBLIC = """
from django.core.management import call_command
call_command("migrate", "public", "zero", verbosity=0)
"""


def test_a_backup_of_an_older_portal_is_brought_up_to_date(installation, tmp_path):
    ask_with(installation, BEFORE_PUBLIC + BACKUP)
    restore = f"{CALL}call('restore', {str(archives(installation.folder)[0])!r})\n"
    count = "from public.models import StoredPage; print(StoredPage.objects.count())"
    with empty_place(tmp_path) as place:
        said = ask_with(place, restore + count)
    assert ("s-a adus la zi cu 2 migrări" in said, said.splitlines()[-1]) == (True, "0")


MISSING = """
from django.contrib.auth import get_user_model
from indicators.models import Evidence, Report
Evidence.objects.create(
    report=Report.objects.filter(state="accepted").first(), title="Lista", file="dovezi/lipsa.pdf", name="lista.pdf",
    size=4, checksum="0" * 64, added_by=get_user_model().objects.first(),
)
from cluj_plans.backups import making
making.ATTEMPTS = 1
"""


def test_a_file_that_is_missing_is_said_and_takes_no_backup_away(installation):
    (installation.folder / "backups").mkdir()
    old = [installation.folder / "backups" / f"planuri-20200101T00000{number}Z.tar.gz" for number in (1, 2)]
    for path in (*old, installation.folder / "backups" / ".ramas.part"):
        path.touch()
    (installation.folder / ".copie-ramas").mkdir()
    said = ask_with(installation, MISSING + BACKUP)
    assert said.endswith("numește: dovezi/lipsa.pdf. Luați-le dintr-o copie mai veche.")
    assert (archives(installation.folder)[:2], len(archives(installation.folder))) == (old, 3)
    assert leftovers(installation.folder) == []
    made = "from indicators.models import Evidence; Evidence.objects.all().delete()\n"
    assert "S-a șters copia veche planuri-20200101T000001Z.tar.gz." in ask_with(installation, made + BACKUP)


def test_a_disk_that_is_full_leaves_the_backups_of_before(installation):
    (installation.folder / "backups").mkdir()
    old = installation.folder / "backups" / "planuri-20200101T000000Z.tar.gz"
    old.touch()
    full = f"ulimit -f 200; exec {sys.executable} manage.py backup"
    done = subprocess.run(full, shell=True, cwd=ROOT, env=installation.environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n"), done.stderr.startswith("CommandError: ")) == (1, 1, True), (
        done.stderr
    )
    assert (archives(installation.folder), leftovers(installation.folder)) == ([old], [])


DROP = "DROP TRIGGER plans_edition_frozen_update" + (" ON plans_edition" if SERVER else "")
DRILLS = f"""{CALL}
import shutil
from django.core import mail
from django.db import connection
settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
mail.outbox = []
{PRINT}
call("backup")
call("restore_drill")
connection.cursor().execute("{DROP}")
connection.cursor().execute("UPDATE plans_edition SET document = '{{}}' WHERE number = 2")
(settings.MEDIA_ROOT / "editii" / "atop-2024" / "1" / "plan.pdf").write_bytes(b"%PDF altul")
call("restore_drill")
shutil.rmtree(settings.BACKUP_DIR)
call("restore_drill")
{DO_WHAT_WAITS}
for one in mail.outbox:
    print(one.to, one.subject)
"""


def test_a_drill_compares_with_the_backup_and_with_what_may_not_change_and_tells(installation):
    said = ask_with(installation, DRILLS).splitlines()
    assert "  4 ediții: față de suma lor de control și de portalul de acum" in said
    assert said[6] == "Copia se poate restaura."
    found = said[-6]
    assert "ediția 2: în portalul de acum lipsește sau este alta" in found
    assert "fișierul editii/atop-2024/1/plan.pdf: în portalul de acum este altul" in found
    assert said[-4:] == [
        "Exercițiul nu a reușit: nu este nicio copie de siguranță.",
        "['admin@example.org'] Planurile județului Cluj: exercițiul de restaurare a reușit",
        *["['admin@example.org'] Planurile județului Cluj: exercițiul de restaurare NU a reușit"] * 2,
    ]
    records = sorted((installation.folder / "backups" / "drills").iterdir())
    assert [json.loads(one.read_text())["problems"] for one in records] == [["nu este nicio copie de siguranță"]]
    assert leftovers(installation.folder) == []
