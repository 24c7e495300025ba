"""Make the portal again from a backup."""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from cluj_plans.backups.problems import BackupProblem
from cluj_plans.backups.restoring import Place, restore
from cluj_plans.backups.shelf import stored_backups
from portal.romanian import count


class Command(BaseCommand):
    """Restore the newest backup, or another one, into a place without a portal."""

    help = "Restaurează o copie de siguranță acolo unde DATA_DIR și DATABASE_URL sunt goale; altfel refuză."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Take the archive's name."""
        parser.add_argument("archive", nargs="?", type=Path, help="arhiva; altfel cea mai nouă din BACKUP_DIR")

    def handle(self, *args, **options):
        """Say what was restored and what is left to do."""
        try:
            archive = options["archive"] or newest_archive()
            made = restore(archive, Place("default", settings.DATA_DIR, settings.MEDIA_ROOT), settings.BACKUP_KEY)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        rows, files = count(made.rows, "rând", "rânduri"), count(made.files, "fișier", "fișiere")
        self.stdout.write(f"S-a restaurat {archive.name}, din {made.manifest['made_at']}: {rows}, {files}.")
        if made.migrations:
            done = count(made.migrations, "migrare", "migrări")
            self.stdout.write(f"Baza de date era mai veche decât portalul: s-a adus la zi cu {done}.")
        for name in made.manifest["missing"]:
            self.stdout.write(self.style.WARNING(f"Lipsea deja când s-a făcut copia: {name}."))
        if made.advice:
            self.stdout.write(self.style.WARNING(made.advice))
        self.stdout.write("Mai rulați: collectstatic --noinput, render_pages, verify; apoi porniți portalul.")


def newest_archive() -> Path:
    """Return the newest backup; raise BackupProblem where there is none."""
    rows = stored_backups()
    if not rows:
        raise BackupProblem(f"În {settings.BACKUP_DIR} nu este nicio copie de siguranță.")
    return rows[0].path
