"""Check that every edition is still what was published."""

from django.core.management import BaseCommand, CommandError

from plans.document import CorruptDocument
from plans.models import Edition


class Command(BaseCommand):
    """Read every stored edition against its checksum; fail when one differs."""

    help = "Verifică suma de control a fiecărei ediții."

    def handle(self, *args, **options):
        """Say what was checked, or which editions differ."""
        broken, count = [], 0
        for edition in Edition.objects.select_related("plan").iterator(chunk_size=20):
            count += 1
            try:
                edition.read()
            except (CorruptDocument, ValueError):
                broken.append(str(edition))
        if broken:
            raise CommandError("Ediții schimbate față de ce s-a publicat: " + "; ".join(broken))
        self.stdout.write(f"Ediții verificate: {count}. Toate sunt cele publicate.")
