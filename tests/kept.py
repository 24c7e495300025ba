"""Work that many tests begin with, done once in a run: what it changed in the database is then changed row by row."""

from collections.abc import Callable

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection

# The rows of each table, each with its key before it.
Rows = dict[str, frozenset[tuple]]
# What tells the logged in from the others, differently each time; no work that is kept depends on it.
LOGINS = {"auth_user", "django_session", "usersessions_usersession"}
_done: dict[tuple, tuple[Rows, Rows]] = {}


def once(name: str, work: Callable[[], object]) -> None:
    """Do some work; when it was done before, to a database with the very same rows, change what it changed.

    The name says which work it is, with all that it was given besides the database.
    """
    before = _rows()
    key = _key(name, before)
    if key in _done:
        _change(*_done[key])
        return
    work()
    after = _rows()
    _done[key] = (_less(before, after), _less(after, before))


def _key(name: str, rows: Rows) -> tuple:
    """Return what a work is known by: its name and the database it finds, but for who is logged in."""
    users = get_user_model().objects.values_list("pk", "username", "is_active", "is_staff", "is_superuser")
    others = {table: found for table, found in rows.items() if table not in LOGINS}
    return name, hash(frozenset(users)), hash(frozenset(others.items()))


def _change(gone: Rows, come: Rows) -> None:
    with connection.cursor() as cursor:
        for table, rows in gone.items():
            cursor.executemany(f'DELETE FROM "{table}" WHERE "{_tables()[table]}" = %s', [row[:1] for row in rows])
        for table, rows in come.items():
            places = ", ".join(["%s"] * (len(next(iter(rows))) - 1))
            cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', [row[1:] for row in rows])


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
