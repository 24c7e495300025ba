"""Fill an empty portal for a first look: accounts, both real plans, and an example year that says it is invented."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from cluj_plans import demo, example
from portal.chain.sealing import seal


class Command(BaseCommand):
    """Add what is missing, change nothing that is there."""

    help = "Încarcă planurile reale, conturile demonstrative și un an inventat, marcat ca exemplu; numai în dezvoltare."

    def handle(self, *args, **options):
        """Add the accounts and the real plans, say the accounts, then add the example."""
        if not settings.DEVELOPMENT:
            raise CommandError("Conturile demonstrative se creează numai cu PLANURI_ENV=development.")
        demo.add_accounts_and_plans()
        self.stdout.write(f"Conturi demonstrative, toate cu parola {demo.PASSWORD}:")
        for name, _roles, _staff, purpose in demo.ACCOUNTS:
            self.stdout.write(f"  {name:<13} {purpose}")
        example.add()
        seal()
