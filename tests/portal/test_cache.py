"""What could not be written to the cache is an error, not somebody else's key."""

import pytest
from django.db import OperationalError, connection

from portal.cache import StrictDatabaseCache

pytestmark = pytest.mark.both

FULL = """
from django.core.cache import cache
from django.db import OperationalError, connection
cache.set("inainte", "x" * 100)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA max_page_count = 1")
refused = set()
for write in (cache.add, cache.set):
    for number in range(200):
        try:
            write(f"{write.__name__} {number}", "x" * 4000)
        except OperationalError as error:
            refused.add((write.__name__, str(error)))
print(sorted(refused), cache.get("inainte") == "x" * 100)
"""


@pytest.fixture
def strict(db):
    return StrictDatabaseCache("accounts_cacheentry", {})


def test_a_key_that_is_there_is_not_added_again(strict):
    assert [strict.add("cheie", 1), strict.add("cheie", 2), strict.get("cheie")] == [True, False, 1]


def test_a_key_that_is_not_there_cannot_be_touched(strict):
    assert (strict.touch("nimic"), strict.set("ceva", 1), strict.touch("ceva")) == (False, None, True)


def test_a_key_that_somebody_adds_meanwhile_is_theirs(strict):
    """The row appears between the look and the insert."""

    def add_first(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            execute(sql, params, many, context)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(add_first):
        assert strict.add("cheie", 1) is False


def test_a_full_disk_is_said(installation):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite can be told how large it may be")
    assert installation.ask(FULL) == "[('add', 'database or disk is full'), ('set', 'database or disk is full')] True"


def test_a_database_that_is_busy_is_said(strict):
    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "SAVEPOINT")):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    for write in (strict.add, strict.set):
        with connection.execute_wrapper(refuse), pytest.raises(OperationalError):
            write("cheie", 1)
