"""All that a portal for a first look needs before it is served, in one process."""

from django.core.management import BaseCommand, call_command
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
        call_command("demo", stdout=self.stdout)
        for warning in check_sqlite(None):
            self.stderr.write(f"{warning.msg} {warning.hint}")
        if sqlite_version():
            self.stdout.write(f"SQLite {sqlite_version()}")
        refresh_stale_plans()
        store_common_pages()
