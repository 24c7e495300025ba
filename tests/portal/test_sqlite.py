"""The SQLite that runs keeps what was committed; production takes no other."""

import os
import subprocess
import sys

import pytest

from portal import sqlite
from tests.installation import ROOT

WITHOUT_PACKAGE = "import sys; sys.modules['pysqlite3'] = None; "


def run(code, folder, environment="production"):
    settings = {"DATA_DIR": str(folder), "SECRET_KEY": "k" * 50, "ALLOWED_HOSTS": "planuri.test"}
    settings |= {"PLANURI_ENV": environment, "DJANGO_SETTINGS_MODULE": "cluj_plans.settings"}
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=kept | settings, capture_output=True, text=True)


def test_the_sqlite_of_the_tests_is_the_one_that_the_package_brings():
    assert sqlite.sqlite3.sqlite_version_info >= sqlite.FIRST_SAFE


def test_the_server_and_the_commands_run_the_one_that_the_package_brings(tmp_path):
    say = "from django.db.backends.sqlite3.base import Database; print(Database.sqlite_version)"
    command = "import runpy, sys; sys.argv = ['manage.py', 'version']; runpy.run_path('manage.py', run_name='__main__')"
    # And production waits until a commit is on the disk (2 is FULL).
    ask = (
        "from django.db import connection as c; x = c.cursor(); x.execute('PRAGMA synchronous'); print(x.fetchone()[0])"
    )
    done = [run(f"{start}; {say}; {ask}", tmp_path) for start in ("import cluj_plans.rsgi", command)]
    assert [each.stdout.split()[-2:] for each in done] == [[sqlite.sqlite3.sqlite_version, "2"]] * 2


def test_production_refuses_one_that_may_lose_writes(tmp_path):
    if sys.version_info >= (3, 14):
        pytest.skip("this Python's own SQLite may be safe")
    refused = run(WITHOUT_PACKAGE + "import cluj_plans.settings", tmp_path)
    assert (refused.returncode, "can lose committed writes" in refused.stderr) == (1, True)
    assert run(WITHOUT_PACKAGE + "import cluj_plans.settings", tmp_path, "development").returncode == 0
    postgres = (
        f"import os; os.environ['DATABASE_URL'] = 'postgres://a@b/c'; {WITHOUT_PACKAGE}import cluj_plans.settings"
    )
    assert run(postgres, tmp_path).returncode == 0


def test_development_warns_of_one_that_may_lose_writes(monkeypatch):
    assert sqlite.check_sqlite(None) == []
    monkeypatch.setattr(sqlite, "FIRST_SAFE", (4, 0, 0))
    warned = [warning.id for warning in sqlite.check_sqlite(None)]
    assert warned == (["portal.W001"] if sqlite.sqlite_version() else [])
