"""The databases that tests start from, made once in a run: each process of the run begins with a copy."""

import fcntl
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.test.utils import setup_databases

from tests.installation import SERVER, Installation, copy_database, server


@contextmanager
def alone(folder: Path, name: str):
    """Do something while no other process of the run does it; the others wait for it, however long it takes."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def database(folder: Path, fill):
    """Make the database of this process; return what takes it away.

    The first process migrates and fills it, and leaves two copies for the others: as migrated, and as filled.
    """
    with alone(folder, "database"):
        filled = Copy(folder, "filled")
        if filled.is_there():
            with filled.given():
                return setup_databases(verbosity=0, interactive=False)
        made = setup_databases(verbosity=0, interactive=False)
        Copy(folder, "migrated").keep()
        fill()
        filled.keep()
        return made


def static_files(folder: Path) -> Path:
    """Return the folder of the collected static files, which the first process makes in the folder that is shared."""
    with alone(folder, "static"):
        if not (folder / "static").exists():
            Installation(folder).call_command("collectstatic", "--noinput", "-v0")
    return folder / "static"


class Copy:
    """A copy of the database of the tests: a file on SQLite, a database on PostgreSQL."""

    def __init__(self, folder: Path, name: str):
        self.path = folder / f"{name}.sqlite3"
        self.database = f"{name}_tests"

    def is_there(self) -> bool:
        """Whether it was kept."""
        return self.path.exists()

    def keep(self) -> None:
        """Copy the database as it now is."""
        if SERVER:
            # A database that is being used cannot be copied.
            connection.close()
            server(f'DROP DATABASE IF EXISTS "{self.database}"')
            copy_database(connection.settings_dict["NAME"], self.database)
            self.path.touch()
        else:
            with closing(sqlite3.connect(self.path)) as file:
                connection.connection.backup(file)

    @contextmanager
    def given(self):
        """Let Django find it where it makes the database of the tests; no migration is then left to do."""
        if SERVER:
            connection.settings_dict["TEST"]["TEMPLATE"] = self.database
            yield
            return
        # The database lives in memory, as long as anything is connected to it.
        memory = connection.creation._get_test_db_name()
        with closing(sqlite3.connect(memory, uri=True)) as there, closing(sqlite3.connect(self.path)) as file:
            file.backup(there)
            yield
