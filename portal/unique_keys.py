"""The unique keys of a table on SQLite: Django does not say under what condition one holds."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class UniqueKey:
    """Columns that no two rows share, of those for which the condition holds, if there is one."""

    columns: tuple[str, ...]
    condition: str = ""

    def condition_of(self, row: str) -> str:
        """Return the condition with a row's name before each column."""
        condition = re.sub(r'"(\w+)"', rf'{row}."\1"', self.condition)
        return f"({condition})"


def sqlite_unique_keys(connection, table: str) -> list[UniqueKey]:
    """Return the unique keys of a table, its primary key first."""
    with connection.cursor() as cursor:
        cursor.execute(f'PRAGMA table_info("{table}")')
        keys = [UniqueKey(tuple(row[1] for row in cursor.fetchall() if row[5]))]
        cursor.execute(f'PRAGMA index_list("{table}")')
        names = [row[1] for row in cursor.fetchall() if row[2] and row[3] != "pk"]
        for name in sorted(names):
            cursor.execute(f'PRAGMA index_info("{name}")')
            columns = tuple(row[2] for row in cursor.fetchall())
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
            _, _, condition = (cursor.fetchone()[0] or "").partition(" WHERE ")
            keys.append(UniqueKey(columns, condition))
    return keys
