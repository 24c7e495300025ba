"""Write a copy of all that is public as plain files."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from portal.romanian import count
from portal.storage import AlreadyRunning
from public.archive.collecting import IncompleteCopy
from public.archive.writing import PlaceTaken, export_site


class Command(BaseCommand):
    """Write the public pages, files and data to a folder that needs no portal."""

    help = "Scrie tot ce este public (pagini, fișiere, date) într-un dosar care se citește fără portal."

    def add_arguments(self, parser):
        """Ask where to write."""
        parser.add_argument("dosar", type=Path, help="gol, sau cu o copie mai veche, care este înlocuită")

    def handle(self, *args, **options):
        """Write the copy, and say how many files it has."""
        folder = options["dosar"].absolute()
        try:
            number = export_site(folder)
        except (PlaceTaken, IncompleteCopy) as refused:
            raise CommandError(str(refused)) from refused
        except AlreadyRunning as running:
            raise CommandError("O altă rulare scrie acum copia; așteptați să se încheie.") from running
        self.stdout.write(f"Copia are {count(number, 'fișier', 'fișiere')}: {folder}")
