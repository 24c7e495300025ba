"""Who on the machine may read what the portal writes."""

import os
import stat
import subprocess
import sys

import pytest

from portal.file_modes import close_to_others, make_folder
from tests.installation import PATIENCE, ROOT, SERVER


def mode(path):
    return oct(stat.S_IMODE(path.stat().st_mode))


@pytest.mark.parametrize(("before", "after"), [(0o755, "0o750"), (0o700, "0o700"), (0o1777, "0o1777")])
def test_a_folder_is_closed_to_the_world_unless_everybody_shares_it(tmp_path, before, after):
    tmp_path.chmod(before)
    close_to_others(tmp_path)
    assert mode(tmp_path) == after


def test_a_file_is_the_portal_s_alone_and_one_that_is_not_there_is_no_matter(tmp_path):
    file = tmp_path / "db.sqlite3"
    close_to_others(file)
    file.write_text("")
    file.chmod(0o644)
    close_to_others(file)
    assert mode(file) == "0o600"


def test_every_folder_that_is_made_is_for_the_group(tmp_path):
    make_folder(tmp_path / "a" / "b")
    assert [mode(tmp_path / "a"), mode(tmp_path / "a" / "b")] == ["0o750", "0o750"]


@pytest.mark.skipif(bool(SERVER), reason="the database is a server's")
def test_a_new_portal_and_an_open_one_are_closed_by_the_next_process(tmp_path):
    new, old = tmp_path / "nou", tmp_path / "vechi"
    old.mkdir(mode=0o755)
    (old / "db.sqlite3").touch(mode=0o644)
    old.chmod(0o755), (old / "db.sqlite3").chmod(0o644)
    code = "from django.db import connection; connection.cursor().execute('CREATE TABLE t(x)')"
    for folder in (new, old):
        environment = {**os.environ, "PLANURI_ENV": "development", "DATA_DIR": str(folder)}
        environment["DJANGO_SETTINGS_MODULE"] = "cluj_plans.settings"
        command = ["sh", "-c", 'umask 022; exec "$0" -c "$1"', sys.executable, code]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=PATIENCE)
    assert [mode(one) for one in (new, new / "db.sqlite3")] == ["0o700", "0o600"]
    assert [mode(one) for one in (old, old / "db.sqlite3")] == ["0o750", "0o600"]
