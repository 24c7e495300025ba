"""All that a portal for a first look needs before it is served, in one process."""

from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.sqlite import check_sqlite, sqlite_version
from public.common_pages import store_common_pages
from public.page_refresh import refresh_stale_plans


class Command(BaseCommand):
    """Bring the database up to date, add what is missing of the demonstration, make again what is stale."""

    help = "Aduce la zi baza de date, adaugă ce lipsește din demonstrație și reface paginile altei versiuni."
    # The database may not be there yet.
    requires_system_checks = ()

    def handle(self, *args, **options):
        """Do each only where there is something to do: a second start is short."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        self._require_columns()
        call_command("demo", stdout=self.stdout)
        for warning in check_sqlite(None):
            self.stderr.write(f"{warning.msg} {warning.hint}")
        if sqlite_version():
            self.stdout.write(f"SQLite {sqlite_version()}")
        refresh_stale_plans()
        store_common_pages()

    def _require_columns(self):
        """Refuse the database of a tree whose first migrations, which change until version 1, made other tables."""
        with connection.cursor() as cursor:
            known = {
                (table, column.name)
                for table in connection.introspection.table_names(cursor)
                for column in connection.introspection.get_table_description(cursor, table)
            }
        wanted = {
            (model._meta.db_table, field.column)
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.local_concrete_fields
            if model._meta.managed
        }
        if missing := sorted(wanted - known):
            names = ", ".join(".".join(one) for one in missing)
            raise CommandError(
                f"Baza de date este a unei versiuni de lucru mai vechi: lipsesc {names}. Mutați dosarul "
                f"{settings.DATA_DIR} în altă parte și porniți din nou; portalul face o bază de date nouă."
            )
