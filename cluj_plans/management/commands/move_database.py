"""Move the portal's database from SQLite to PostgreSQL."""

from django.core.management import BaseCommand, CommandError

from cluj_plans.backups.moving import move_database
from cluj_plans.backups.problems import BackupProblem
from portal.romanian import count


class Command(BaseCommand):
    """Copy every row into an empty database and compare both."""

    help = "Mută baza de date într-una goală de pe PostgreSQL; la urmă schimbați DATABASE_URL."

    def add_arguments(self, parser):
        """Take the address of the new database."""
        parser.add_argument("--to", required=True, help="baza nouă: postgres://rol:parola@server:5432/baza")

    def handle(self, *args, **options):
        """Say what was moved and what is left to do."""
        try:
            contents = move_database(options["to"])
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        rows = count(sum(table["rows"] for table in contents.values()), "rând", "rânduri")
        tables = count(len(contents), "tabel", "tabele")
        self.stdout.write(f"S-au mutat {tables}, cu {rows}; fiecare are aceleași rânduri ca înainte.")
        self.stdout.write("Puneți adresa nouă în DATABASE_URL și porniți portalul; fișierele rămân în DATA_DIR.")
