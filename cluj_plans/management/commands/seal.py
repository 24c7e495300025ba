"""Sealing what was written since the last time, from cron or the worker."""

from django.core.management import BaseCommand

from portal.chain import sealing
from portal.romanian import count


class Command(BaseCommand):
    """Append to the chain what is not in it yet."""

    help = "Sigilează în lanț înregistrările noi. Se rulează la câteva minute; ce rămâne, sigilează rularea următoare."

    def handle(self, *args, **options):
        """Seal, and say how much."""
        self.stdout.write(f"Sigilate: {count(sealing.seal(), 'înregistrare', 'înregistrări')}.")
