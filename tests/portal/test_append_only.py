import datetime

import pytest
from django.db import DatabaseError, connection, transaction

import indicators.frozen_tables
import plans.frozen_tables
from plans.models import Edition
from portal.append_only import FrozenTable, missing_triggers, trigger_statements
from tests.installation import SERVER

pytestmark = pytest.mark.both

TABLES = (*plans.frozen_tables.FROZEN_TABLES, *indicators.frozen_tables.FROZEN_TABLES)
# One row is done and frozen, the other is not.
THINGS = FrozenTable(
    name="things",
    frozen_when="{row}.state = 'done'",
    free=("seen",),
    once=("closed",),
    erasable=("person",),
    moment="at",
    kept_days=30,
)
on_sqlite = pytest.mark.skipif(bool(SERVER), reason="only SQLite replaces a row without deleting it")


def run(statement, values=None):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def days_ago(days):
    return str(datetime.datetime.now(datetime.UTC).replace(tzinfo=None) - datetime.timedelta(days=days))


@pytest.fixture
def things(db):
    run(
        "CREATE TABLE things (id integer PRIMARY KEY, state varchar(10), code integer UNIQUE, area integer, "
        "seen integer, closed integer, person varchar(50), at {moment})".format(
            moment="timestamptz" if SERVER else "datetime"
        )
    )
    run('CREATE UNIQUE INDEX things_area ON things ("area") WHERE "state" = \'done\' OR "state" = \'gone\'')
    run(
        "INSERT INTO things VALUES (1, 'done', 10, 5, 0, NULL, 'Ana', %s), (2, 'open', 20, 6, 0, NULL, 'Ion', %s)",
        [days_ago(29)] * 2,
    )
    for statement in trigger_statements(connection, THINGS).values():
        with connection.cursor() as cursor:
            cursor.execute(statement)


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, state, code, area, seen, closed, person FROM things ORDER BY id")
        return cursor.fetchall()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE things SET state = 'open'",
        "UPDATE things SET code = 11 WHERE id = 1",
        "UPDATE things SET code = NULL WHERE id = 1",
        "UPDATE things SET id = 3 WHERE id = 1",
        "UPDATE things SET person = 'Maria' WHERE id = 1",
        "UPDATE things SET seen = 1, code = 11 WHERE id = 1",
        "DELETE FROM things",
        "DELETE FROM things WHERE id = 1",
        pytest.param("INSERT OR REPLACE INTO things (id, code) VALUES (1, 12)", marks=on_sqlite),
        pytest.param("INSERT OR REPLACE INTO things (id, code) VALUES (3, 10)", marks=on_sqlite),
        pytest.param("REPLACE INTO things (id, area, state) VALUES (3, 5, 'gone')", marks=on_sqlite),
        pytest.param("UPDATE OR REPLACE things SET id = 1 WHERE id = 2", marks=on_sqlite),
        pytest.param("UPDATE OR REPLACE things SET code = 10 WHERE id = 2", marks=on_sqlite),
        pytest.param("UPDATE OR REPLACE things SET area = 5, state = 'gone' WHERE id = 2", marks=on_sqlite),
        pytest.param("TRUNCATE things", marks=pytest.mark.skipif(not SERVER, reason="SQLite has none")),
    ],
)
def test_a_frozen_row_is_not_changed_deleted_or_replaced(things, statement):
    before = rows()
    with pytest.raises(DatabaseError, match="things is append-only"):
        run(statement)
    assert rows() == before


@pytest.mark.parametrize(
    ("statement", "frozen", "other"),
    [
        ("UPDATE things SET seen = 7", (1, "done", 10, 5, 7, None, "Ana"), (2, "open", 20, 6, 7, None, "Ion")),
        ("UPDATE things SET closed = 8", (1, "done", 10, 5, 0, 8, "Ana"), (2, "open", 20, 6, 0, 8, "Ion")),
        ("UPDATE things SET person = ''", (1, "done", 10, 5, 0, None, ""), (2, "open", 20, 6, 0, None, "")),
        (
            "UPDATE things SET area = 5, code = 21 WHERE id = 2",
            (1, "done", 10, 5, 0, None, "Ana"),
            (2, "open", 21, 5, 0, None, "Ion"),
        ),
    ],
)
def test_what_may_happen_to_a_row_still_happens(things, statement, frozen, other):
    run(statement)
    assert rows() == [frozen, other]


def test_what_is_filled_in_once_is_not_filled_in_again(things):
    run("UPDATE things SET closed = 8")
    with pytest.raises(DatabaseError, match="append-only"):
        run("UPDATE things SET closed = 9 WHERE id = 1")


def test_a_row_that_is_not_frozen_is_deleted(things):
    run("DELETE FROM things WHERE id = 2")
    assert [row[0] for row in rows()] == [1]


def test_a_row_is_deleted_once_it_was_kept_long_enough(things):
    run("INSERT INTO things (id, state, at) VALUES (3, 'done', %s)", [days_ago(31)])
    run("DELETE FROM things WHERE id = 3")
    assert [row[0] for row in rows()] == [1, 2]


def test_every_frozen_table_has_its_triggers(db):
    assert {table.name: missing_triggers(connection, table) for table in TABLES} == {table.name: [] for table in TABLES}


def test_every_history_is_frozen(db):
    tables = set(connection.introspection.table_names())
    assert {name for name in tables if "_historical" in name} <= {table.name for table in TABLES}


def test_a_trigger_that_is_gone_is_named(db):
    name = "plans_edition_frozen_delete"
    run(f"DROP TRIGGER {name}" + (" ON plans_edition" if SERVER else ""))
    assert missing_triggers(connection, plans.frozen_tables.FROZEN_TABLES[0]) == [name]


@pytest.mark.skipif(not SERVER, reason="SQLite's triggers can only be dropped")
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE plans_edition DISABLE TRIGGER plans_edition_frozen_update",
        "CREATE OR REPLACE FUNCTION portal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RETURN OLD; END$$",
    ],
)
def test_a_trigger_that_does_nothing_is_named(db, statement):
    run(statement)
    assert "plans_edition_frozen_update" in missing_triggers(connection, plans.frozen_tables.FROZEN_TABLES[0])


@on_sqlite
def test_an_edition_is_not_replaced_under_another_key(editions):
    with pytest.raises(DatabaseError, match="append-only"):
        run(
            "INSERT OR REPLACE INTO plans_edition (id, plan_id, number, document, checksum, published_at, "
            "published_by_id, note) SELECT 9999, plan_id, number, document, checksum, published_at, published_by_id, "
            "'x' FROM plans_edition"
        )
    assert Edition.objects.filter(note="x").count() == 0
