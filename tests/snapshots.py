"""Work that many tests begin with, done once in a run: what it changed in the database is then changed row by row.

The process that needs it first does it, and leaves in a file what changed; the others wait for that.

What the database holds is known at the beginning of each test, and after each work that is kept, until anything else
writes to it.
"""

import hashlib
import pickle
import re
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection

from tests import prepared

# The rows of each table, each with its key before it.
Rows = dict[str, frozenset[tuple]]
READS = re.compile(r"SELECT|SAVEPOINT|RELEASE|PRAGMA|EXPLAIN|BEGIN|SET CONSTRAINTS")
# Who logs in changes these; no work that is kept depends on it.
LOGINS = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM) "(django_session|usersessions_usersession|portal_securityevent)"|UPDATE "auth_user" SET "last_login" ='
)
_done: dict[tuple[str, ...], tuple[Rows, Rows]] = {}
# The works that made what the database holds; none where something else wrote to it, too.
_works: tuple[str, ...] | None = ()
# Set by `begin`: a work before it would leave its file wherever the run was started.
_folder: Path | None = None


def begin(folder: Path) -> None:
    """Begin a test, with the database as it was made; the folder is the one that all processes of the run share."""
    global _folder, _works
    _folder, _works = folder, ()
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)


def once(name: str, work: Callable[[], object]) -> None:
    """Do some work; when it was done before, after the very same works, change what it changed.

    The name says which work it is, with all that it was given besides the database.
    """
    global _works
    if _works is None:
        work()
        return
    # Stored pages say the portal's address.
    works = (*_works, f"{name} at {settings.SITE_URL}")
    if works not in _done:
        name = hashlib.sha256(repr(works).encode()).hexdigest()
        with prepared.alone(_folder, name):
            file = _folder / f"{name}.rows"
            if not file.exists():
                _done[works] = _changed_by(work)
                file.write_bytes(pickle.dumps(_done[works]))
                _works = works
                return
            _done[works] = pickle.loads(file.read_bytes())
    _change(*_done[works])
    _works = works


def _changed_by(work: Callable[[], object]) -> tuple[Rows, Rows]:
    """Do some work; return the rows that went and those that came."""
    before = _rows()
    work()
    after = _rows()
    return _less(before, after), _less(after, before)


def _watch(execute, sql, params, many, context):
    global _works
    if not READS.match(sql) and not LOGINS.match(sql):
        _works = None
    return execute(sql, params, many, context)


def _change(gone: Rows, come: Rows) -> None:
    with connection.cursor() as cursor:
        for table, rows in gone.items():
            cursor.executemany(f'DELETE FROM "{table}" WHERE "{_tables()[table]}" = %s', [row[:1] for row in rows])
        for table, rows in come.items():
            places = ", ".join(["%s"] * (len(next(iter(rows))) - 1))
            cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', [row[1:] for row in rows])
        # Another process may have counted these rows; only PostgreSQL does not see from them how far.
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in come]
        for count_on in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(count_on)


def _tables() -> dict[str, str]:
    """Return the column of the key of each table."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._meta.pk.column for model in models}


def _rows() -> Rows:
    """Return all that the database holds."""
    found = {}
    with connection.cursor() as cursor:
        for table, key in _tables().items():
            cursor.execute(f'SELECT "{key}", * FROM "{table}"')
            found[table] = frozenset(tuple(map(_plain, row)) for row in cursor.fetchall())
    return found


def _plain(value):
    """Return a value that can be compared: PostgreSQL gives bytes as a place in memory."""
    return bytes(value) if isinstance(value, memoryview) else value


def _less(some: Rows, others: Rows) -> Rows:
    """Return the rows that only the first have."""
    return {table: only for table in some if (only := some[table] - others[table])}
