"""A database at one moment, as a file, and a database made from such a file; other databases than the portal's own."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

from django.core.management import call_command
from django.db import ProgrammingError, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from cluj_plans.backups.problems import BackupProblem

# What pg_dump and pg_restore are told of the way to the server, and how they call it.
PROCESS_VARIABLES = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
}
# A copy takes as long as it takes.
NO_LIMITS = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
# What the name of the database of a drill ends with.
DRILL = "_exercitiu"
Migrations = list[list[str]]


@contextmanager
def connect(**changes) -> Iterator[str]:
    """Yield the alias of one more database: the portal's own settings, without their limits of time, with changes."""
    alias = f"other_{uuid4().hex}"
    own = connections["default"].settings_dict
    connections.databases[alias] = {**own, "OPTIONS": {}, "CONN_MAX_AGE": 0, "ATOMIC_REQUESTS": False, **changes}
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


@contextmanager
def snapshot(path: Path) -> Iterator[str]:
    """Write the portal's database to a file, as it is at one moment; yield an alias that shows that moment.

    Nobody waits for it: on SQLite a reader of the log, on PostgreSQL a transaction that sees the state it began in.
    """
    if connections["default"].vendor == "sqlite":
        copy_sqlite(connections["default"].settings_dict["NAME"], path)
        with connect(NAME=str(path)) as alias:
            yield alias
    else:
        with transaction.atomic(durable=True), connections["default"].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(NO_LIMITS)
            cursor.execute("SELECT pg_export_snapshot()")
            moment = cursor.fetchone()[0]
            run_postgresql("default", "pg_dump", "-Fc", "-Z0", "-O", "-x", f"--snapshot={moment}", f"--file={path}")
            yield "default"


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Yield the alias of an empty database, a file in the folder or one more on the server; it goes afterwards."""
    if connections["default"].vendor == "sqlite":
        with connect(NAME=str(folder / "db.sqlite3")) as alias:
            yield alias
        return
    name = connections["default"].ops.quote_name(f"{connections['default'].settings_dict['NAME']}{DRILL}")
    _run_on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _run_on_server(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        with connect(NAME=name.strip('"')) as alias:
            yield alias
    finally:
        _run_on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _run_on_server(statement: str) -> None:
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute(statement)
    except ProgrammingError as error:
        raise BackupProblem(
            f"Serverul PostgreSQL nu lasă să se facă o bază de date de probă ({str(error).strip()}). Dați rolului "
            "dreptul: ALTER ROLE … CREATEDB."
        ) from error
    finally:
        connections["default"].close()


def copy_sqlite(source: Path | str, path: Path) -> None:
    """Copy a SQLite database with its own call, log included, and look the copy through.

    A copy of the file alone would leave out what is still in the log.
    """
    try:
        with closing(sqlite3.connect(source, timeout=60)) as live, closing(sqlite3.connect(path)) as copy:
            live.backup(copy)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            said = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
    except sqlite3.Error as error:
        raise BackupProblem(f"Baza de date nu s-a putut copia: {error}. Copiile de dinainte au rămas.") from error
    if said != ["ok"]:
        raise BackupProblem(f"Baza de date este stricată, deci nu s-a copiat: {'; '.join(said)}.")


def load(path: Path, alias: str) -> None:
    """Fill an empty PostgreSQL database from a file: all of it or nothing."""
    name = connections[alias].settings_dict["NAME"]
    run_postgresql(alias, "pg_restore", "-1", "-e", "-O", "-x", f"--dbname={name}", str(path))


def run_postgresql(alias: str, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a database; raise BackupProblem with what it said.

    It ends when this process is killed: nothing is loaded behind the back of whoever tries again.
    """
    if not shutil.which(program):
        raise BackupProblem(f"Lipsește programul {program}: instalați pachetul postgresql-client.")
    given = connections[alias].get_connection_params()
    way = {PROCESS_VARIABLES[name]: str(value) for name, value in given.items() if name in PROCESS_VARIABLES}
    call = ["setpriv", "--pdeathsig", "KILL", program, *arguments]
    done = subprocess.run(call, env={**os.environ, **way}, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupProblem(f"{program} nu a reușit: {done.stderr.strip()}")


def is_database_empty(alias: str) -> bool:
    """Tell whether a database has no tables; the file of a SQLite database need not be there, and is not made."""
    settings_dict = connections[alias].settings_dict
    if connections[alias].vendor == "sqlite" and not Path(settings_dict["NAME"]).exists():
        return True
    with connections[alias].cursor() as cursor:
        return not connections[alias].introspection.table_names(cursor)


def known_migrations() -> Migrations:
    """Return the migrations that this portal has."""
    return sorted([*node] for node in MigrationLoader(None).disk_migrations)


def applied_migrations(alias: str) -> Migrations:
    """Return the migrations that made a database."""
    return sorted([*node] for node in MigrationRecorder(connections[alias]).applied_migrations())


def migrate_forward(alias: str) -> int:
    """Apply the migrations that a database lacks; return how many they were."""
    missing = [one for one in known_migrations() if one not in applied_migrations(alias)]
    if missing:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    return len(missing)
