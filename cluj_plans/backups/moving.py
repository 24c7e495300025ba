"""The portal's database is moved to PostgreSQL: every row as it is, in one transaction, checked before it is kept."""

from collections.abc import Iterator
from itertools import islice

import dj_database_url
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import Error, connections, models, transaction

from cluj_plans.backups import databases
from cluj_plans.backups.contents import CHUNK, differences, model_contents, stored_models
from cluj_plans.backups.problems import BackupProblem
from plans.document import CorruptDocument
from plans.models import Edition
from portal.chain import records


def move_database(url: str) -> dict[str, dict]:
    """Copy the portal's database into an empty one; return what each table of it holds.

    Nobody writes to the portal meanwhile. Raises BackupProblem, with the other database left empty, where one row of it
    would not be the same.
    """
    if not url.startswith(("postgres://", "postgresql://")):
        raise BackupProblem("Se mută numai pe PostgreSQL: scrieți postgres://rol:parola@server:5432/baza.")
    with databases.connect(**dj_database_url.parse(url)) as alias:
        try:
            _refuse_unfit(alias)
            with transaction.atomic(durable=True), transaction.atomic(using=alias):
                return _move(alias)
        except Error as error:
            raise BackupProblem(f"Nu s-a mutat nimic: {str(error).strip()}") from error


def _refuse_unfit(alias: str) -> None:
    if not databases.is_database_empty(alias):
        raise BackupProblem("Baza de date nouă nu este goală: se mută numai într-una fără tabele.")
    if databases.applied_migrations("default") != databases.known_migrations():
        raise BackupProblem("Baza de date de acum nu este la zi: rulați întâi manage.py migrate.")


def _move(alias: str) -> dict[str, dict]:
    call_command("migrate", database=alias, verbosity=0, interactive=False)
    moved = stored_models()
    with connections[alias].cursor() as cursor:
        # A migration may have asked for some at once.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for model in reversed(moved):
        # The migrations filled some tables: those rows come from the old database, too.
        rows = model._base_manager.using(alias).all()
        if rows.exists():
            rows._raw_delete(alias)
    for model in _movable_order(moved):
        _copy_rows(model, alias)
    connection = connections[alias]
    # Rows point to one another in circles: only now can each be asked for what it points to.
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), moved):
            cursor.execute(statement)
    return _checked_contents(alias)


def _movable_order(moved: list[type[models.Model]]) -> list[type[models.Model]]:
    """Return what is frozen with its owner before all others: once a frozen owner is there, the database takes none."""
    owned = {table.name for table in records.FROZEN if table.owner}
    return sorted(moved, key=lambda model: model._meta.db_table not in owned)


def _copy_rows(model: type[models.Model], alias: str) -> None:
    """Insert the rows as they are: no date is made new, no history is written."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    for rows in _batches(model._base_manager.order_by("pk").iterator(chunk_size=CHUNK)):
        try:
            model._base_manager.using(alias)._insert(rows, fields=fields, using=alias, raw=True)
        except (Error, ValueError) as error:
            raise BackupProblem(f"Nu s-a mutat nimic: {model._meta.db_table}: {str(error).strip()}") from error


def _batches(rows: Iterator[models.Model]) -> Iterator[list[models.Model]]:
    while batch := list(islice(rows, CHUNK)):
        yield batch


def _checked_contents(alias: str) -> dict[str, dict]:
    contents = model_contents(alias)
    wrong = differences(model_contents("default"), contents)
    for edition in Edition.objects.using(alias).select_related("plan").iterator(chunk_size=1):
        try:
            edition.read()
        except (CorruptDocument, ValueError):
            wrong.append(f"{edition}: nu este ce s-a publicat")
    if wrong:
        raise BackupProblem(f"Nu s-a mutat nimic, pentru că nu ar fi fost la fel: {'; '.join(wrong)}.")
    return contents
