"""Make a backup."""

from django.core.management import BaseCommand, CommandError

from cluj_plans.backups.making import make_backup
from cluj_plans.backups.problems import BackupProblem
from portal.romanian import count


class Command(BaseCommand):
    """Keep a copy of the database, the files and, encrypted, the keys; take away those that are old by rule."""

    help = "Face o copie de siguranță în BACKUP_DIR (încuiată cu BACKUP_KEY, dacă există) și le șterge pe cele vechi."
    # What is wrong with the portal must not keep it from being copied.
    requires_system_checks = ()

    def handle(self, *args, **options):
        """Say what was copied; fail where nothing was, or where a file that the database needs was not there."""
        try:
            made = make_backup()
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        rows, files = count(made.rows, "rând", "rânduri"), count(made.files, "fișier", "fișiere")
        self.stdout.write(f"Copia este în {made.path}: {rows}, {files}.")
        for old in made.removed:
            self.stdout.write(f"S-a șters copia veche {old.path.name}.")
        if made.missing:
            raise CommandError(
                "Copia s-a făcut, dar din portal lipsesc, sau sunt schimbate, fișiere pe care baza de date le numește: "
                f"{'; '.join(made.missing)}. Luați-le dintr-o copie mai veche."
            )
