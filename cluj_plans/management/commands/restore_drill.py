"""Try whether the newest backup can be restored."""

from django.core.management import BaseCommand, CommandError

from cluj_plans.backups.drills import run_drill
from cluj_plans.backups.problems import BackupProblem


class Command(BaseCommand):
    """Restore the newest backup into an empty place, compare, keep and mail what was found."""

    help = (
        "Restaurează de probă copia cea mai nouă, într-un loc gol, o compară și trimite rezultatul administratorilor."
    )

    def handle(self, *args, **options):
        """Say what was compared; fail where anything was not as it should be."""
        try:
            record = run_drill()
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Copia {record.archive or '–'}, în {record.seconds:.1f} secunde:")
        for line in record.compared:
            self.stdout.write(f"  {line}")
        if record.problems:
            raise CommandError(f"Exercițiul nu a reușit: {'; '.join(record.problems)}.")
        self.stdout.write("Copia se poate restaura.")
