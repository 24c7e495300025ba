"""Tables whose rows stay as they were written: the database itself refuses, whoever asks it.

What is refused: to change a row, to delete it, to put another one in its place (on SQLite `INSERT OR REPLACE` deletes
without any delete trigger, by each unique key), and on PostgreSQL to empty the table. A migration freezes tables with
`freeze()`; one that makes a table anew on SQLite must freeze it again.
"""

from dataclasses import dataclass

from django.db import migrations

from portal.unique_keys import sqlite_unique_keys


@dataclass(frozen=True, kw_only=True)
class FrozenOwner:
    """The row of another table with which rows are frozen: its table, the column that names it, and when it is.

    The condition is SQL with `{row}` before each column.
    """

    table: str
    column: str
    frozen_when: str


@dataclass(frozen=True, kw_only=True)
class FrozenTable:
    """A table that is only added to, and what may still happen to its rows.

    `frozen_when` is the condition under which a row is frozen, in SQL with `{row}` before each column; without it every
    row is. Of a frozen row, `free` columns may change, `once` columns may be filled in where they are empty, `erasable`
    columns may be blanked. A row whose `moment` is more than `kept_days` ago may be deleted. Rows with an `owner` are
    frozen with it: while it is, none is added, changed or deleted.
    """

    name: str
    frozen_when: str = ""
    free: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    erasable: tuple[str, ...] = ()
    moment: str = ""
    kept_days: int = 0
    owner: FrozenOwner | None = None

    @property
    def refusal(self) -> str:
        """Return what the database says when it refuses."""
        return f"{self.name} is append-only"

    def is_frozen(self, row: str) -> str:
        """Return the condition that a row, by its name in SQL, is frozen."""
        return f"({self.frozen_when.format(row=row)})" if self.frozen_when else "(1=1)"


def freeze(*tables: FrozenTable):
    """Return the operation of a migration that makes the database refuse to change these tables' rows."""

    def create(apps, schema_editor):
        for table in tables:
            _thaw(schema_editor, table)
            for statement in trigger_statements(schema_editor.connection, table).values():
                # No parameters: a per cent sign in a statement is one.
                schema_editor.execute(statement, params=None)

    def drop(apps, schema_editor):
        for table in tables:
            _thaw(schema_editor, table)

    return migrations.RunPython(create, drop)


def trigger_statements(connection, table: FrozenTable) -> dict[str, str]:
    """Return the statements that freeze a table, by the names of what they create, in their order."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table.name)]
    build = _sqlite_statements if connection.vendor == "sqlite" else _postgresql_statements
    return build(connection, table, columns)


def missing_triggers(connection, table: FrozenTable) -> list[str]:
    """Return the names of the triggers of a frozen table that are gone, switched off, or not what they should be."""
    wanted = trigger_statements(connection, table)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table.name])
            found = dict(cursor.fetchall())
            return [name for name, statement in wanted.items() if found.get(name, "").strip() != statement.strip()]
        cursor.execute(POSTGRESQL_TRIGGERS, [table.name])
        refusals = {REFUSE, REFUSE_WITH_OWNER}
        active = {name for name, mode, source in cursor.fetchall() if mode in "OA" and source.strip() in refusals}
    return [name for name in wanted if name not in (FUNCTION, OWNER_FUNCTION) and name not in active]


def _thaw(schema_editor, table: FrozenTable) -> None:
    on_table = "" if schema_editor.connection.vendor == "sqlite" else f' ON "{table.name}"'
    for what in ("update", "delete", "insert", "replace", "truncate"):
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "{table.name}_frozen_{what}"{on_table}')


def _changes(table: FrozenTable, columns: list[str], is_same: str) -> str:
    """Return the condition that an update changes what it may not."""
    kept = [f'NEW."{name}" {is_same} OLD."{name}"' for name in columns if name not in table.free]
    for number, name in enumerate(name for name in columns if name not in table.free):
        if name in table.once:
            kept[number] += f' OR OLD."{name}" IS NULL'
        if name in table.erasable:
            kept[number] += f' OR NEW."{name}" IS NULL OR CAST(NEW."{name}" AS text) = \'\''
    return "NOT (" + " AND ".join(f"({one})" for one in kept) + ")"


def _is_kept(table: FrozenTable, limit: str) -> str:
    """Return the rest of a condition: that the row is not older than the limit, where the table has one."""
    return f' AND NOT OLD."{table.moment}" < {limit}' if table.moment else ""


# SQLite


def _sqlite_statements(connection, table: FrozenTable, columns: list[str]) -> dict[str, str]:
    def trigger(what: str, verb: str, condition: str) -> tuple[str, str]:
        name = f"{table.name}_frozen_{what}"
        return name, (
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table.name}" WHEN {condition}\n'
            f"BEGIN SELECT RAISE(ABORT, '{table.refusal}'); END"
        )

    if table.owner:
        events = {"update": ("OLD", "NEW"), "delete": ("OLD",), "insert": ("NEW",)}
        return dict(
            trigger(what, what.upper(), " OR ".join(_owner_is_frozen(table.owner, row) for row in rows))
            for what, rows in events.items()
        )
    frozen = table.is_frozen("OLD")
    taken = _taken_keys(connection, table)
    statements = [
        trigger("update", "UPDATE", f"{frozen} AND {_changes(table, columns, 'IS')}"),
        trigger("delete", "DELETE", frozen + _is_kept(table, f"datetime('now', '-{table.kept_days} days')")),
        trigger("insert", "INSERT", " OR ".join(taken)),
    ]
    if table.frozen_when:
        # UPDATE OR REPLACE of a row that is not frozen deletes the frozen one whose key it takes.
        statements.append(trigger("replace", "UPDATE", " OR ".join(one[:-1] + OTHER_ROW for one in taken)))
    return dict(statements)


def _owner_is_frozen(owner: FrozenOwner, row: str) -> str:
    """Return the condition that the owner of a row is frozen."""
    same = f'owner."id" = {row}."{owner.column}"'
    return f'EXISTS (SELECT 1 FROM "{owner.table}" AS owner WHERE {same} AND {owner.frozen_when.format(row="owner")})'  # noqa: S608


OTHER_ROW = " AND kept.rowid IS NOT OLD.rowid)"


def _taken_keys(connection, table: FrozenTable) -> list[str]:
    """Return, for each unique key, the condition that a frozen row has the key of the new one."""
    conditions = []
    for key in sqlite_unique_keys(connection, table.name):
        same = [f'kept."{name}" = NEW."{name}"' for name in key.columns]
        same += [key.condition_of("kept"), key.condition_of("NEW")] if key.condition else []
        conditions.append(
            f'EXISTS (SELECT 1 FROM "{table.name}" AS kept WHERE {" AND ".join(same)} AND {table.is_frozen("kept")})'  # noqa: S608
        )
    return conditions


# PostgreSQL

REFUSE = "BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END"
FUNCTION = "portal_refuse_change"
OWNER_FUNCTION = "portal_refuse_with_owner"
# The owner is looked up by a function: PostgreSQL takes no subquery in the condition of a trigger.
REFUSE_WITH_OWNER = """
DECLARE is_frozen boolean; keys text[] := ARRAY[]::text[];
BEGIN
    IF TG_OP <> 'INSERT' THEN keys := keys || (to_jsonb(OLD) ->> TG_ARGV[2]); END IF;
    IF TG_OP <> 'DELETE' THEN keys := keys || (to_jsonb(NEW) ->> TG_ARGV[2]); END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I AS owner WHERE id::text = ANY ($1) AND %s)', TG_ARGV[1], TG_ARGV[3])
    INTO is_frozen USING keys;
    IF is_frozen THEN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END
""".strip()
POSTGRESQL_TRIGGERS = """
SELECT tgname, tgenabled, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE tgrelid = %s::regclass AND NOT tgisinternal
"""


def _postgresql_statements(connection, table: FrozenTable, columns: list[str]) -> dict[str, str]:
    def trigger(what: str, rest: str) -> tuple[str, str]:
        name = f"{table.name}_frozen_{what}"
        return name, (
            f'CREATE TRIGGER "{name}" BEFORE {what.upper()} ON "{table.name}" {rest} '
            f"EXECUTE FUNCTION {FUNCTION}('{table.refusal}')"
        )

    if table.owner:
        return _postgresql_owner_statements(table)
    frozen = table.is_frozen("OLD")
    kept = _is_kept(table, f"now() - interval '{table.kept_days} days'")
    changes = _changes(table, columns, "IS NOT DISTINCT FROM")
    return {FUNCTION: _refusing_function()} | dict(
        [
            trigger("update", f"FOR EACH ROW WHEN ({frozen} AND {changes})"),
            trigger("delete", f"FOR EACH ROW WHEN ({frozen}{kept})"),
            trigger("truncate", "FOR EACH STATEMENT"),
        ]
    )


def _refusing_function() -> str:
    return f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${REFUSE}$$"


def _postgresql_owner_statements(table: FrozenTable) -> dict[str, str]:
    owner = table.owner
    arguments = [table.refusal, owner.table, owner.column, owner.frozen_when.format(row="owner")]
    said = ", ".join("'{}'".format(text.replace("'", "''")) for text in arguments)
    found = {
        FUNCTION: _refusing_function(),
        OWNER_FUNCTION: f"CREATE OR REPLACE FUNCTION {OWNER_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$${REFUSE_WITH_OWNER}$$",
    }
    for what in ("update", "delete", "insert"):
        name = f"{table.name}_frozen_{what}"
        found[name] = (
            f'CREATE TRIGGER "{name}" BEFORE {what.upper()} ON "{table.name}" FOR EACH ROW '
            f"EXECUTE FUNCTION {OWNER_FUNCTION}({said})"
        )
    name = f"{table.name}_frozen_truncate"
    found[name] = (
        f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{table.name}" FOR EACH STATEMENT '
        f"EXECUTE FUNCTION {FUNCTION}('{table.refusal}')"
    )
    return found
