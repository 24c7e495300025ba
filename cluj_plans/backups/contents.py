"""What a database holds, in one number a table: two databases with equal numbers hold the same rows."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.apps import apps
from django.db import connections, models

from portal.romanian import count

# As many rows as are read at once.
CHUNK = 500


def table_contents(alias: str) -> dict[str, dict]:
    """Return the number of rows and the digest of each table, whatever the version of the portal that made them."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return {name: _summary(_plain_rows(alias, name)) for name in sorted(names)}


def model_contents(alias: str) -> dict[str, dict]:
    """Return the same of each model: equal on SQLite and on PostgreSQL, which keep dates and numbers differently."""
    return {model._meta.db_table: _summary(_model_rows(alias, model)) for model in stored_models()}


def stored_models() -> list[type[models.Model]]:
    """Return the models that have a table of their own."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def differences(expected: dict[str, dict], found: dict[str, dict]) -> list[str]:
    """Return, in words, the tables that do not hold what they should."""
    said = []
    for name in sorted({*expected, *found}):
        before, after = expected.get(name, {}).get("rows"), found.get(name, {}).get("rows")
        if before != after:
            said.append(f"{name}: {_in_words(after)} în loc de {_in_words(before)}")
        elif expected[name]["digest"] != found[name]["digest"]:
            said.append(f"{name}: {_in_words(before)}, dar nu aceleași")
    return said


def _in_words(rows: int | None) -> str:
    return "niciun tabel" if rows is None else count(rows, "rând", "rânduri")


def _summary(rows: Iterable[Iterable]) -> dict:
    """Return how many rows there are and the sum of their digests, which does not depend on their order."""
    number, total = 0, 0
    for row in rows:
        text = json.dumps([_canonical(value) for value in row], ensure_ascii=True, sort_keys=True)
        total += int.from_bytes(hashlib.sha256(text.encode()).digest())
        number += 1
    return {"rows": number, "digest": f"{total % 2**256:064x}"}


def _plain_rows(alias: str, table: str) -> Iterator[tuple]:
    with connections[alias].chunked_cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(table)}")  # noqa: S608 - a table's own name
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _model_rows(alias: str, model: type[models.Model]) -> Iterator[tuple]:
    names = [field.attname for field in model._meta.local_concrete_fields]
    yield from model._base_manager.using(alias).order_by().values_list(*names).iterator(chunk_size=CHUNK)


def _canonical(value):
    """Return a value as JSON has it, the same from every database."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (bytes, memoryview)):
        return {"bytes": hashlib.sha256(bytes(value)).hexdigest()}
    if isinstance(value, Decimal):
        return {"number": str(value.normalize() + 0)}
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return value.astimezone(datetime.UTC).isoformat()
    if value is None or isinstance(value, (str, int, float, dict, list)):
        return value
    return str(value)
