"""Fill an empty portal for a first look: accounts, both real plans, and an example year that says it is invented."""

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command

from indicators.management import example
from plans.management.commands.demo_plans import add_account, add_membership
from plans.models import Membership

Role = Membership.Role


class Command(BaseCommand):
    """Add what is missing, change nothing that is there."""

    help = "Încarcă planurile reale, conturile demonstrative și un an inventat, marcat ca exemplu; numai în dezvoltare."

    def handle(self, *args, **options):
        """Add the real plans and the accounts, then the example."""
        call_command("demo_plans", stdout=self.stdout)
        add_account("raportor-cj", Role.REPORTER, ["cj-cluj"], False)
        if not get_user_model().objects.filter(username="evaluator-ipj").exists():
            add_account("evaluator-ipj", Role.REVIEWER, ["atop-cluj"], True)
            add_membership(get_user_model().objects.get(username="evaluator-ipj"), Role.EDITOR, "ipj-cluj")
        self.stdout.write(f"  {'raportor-cj':<13} raportează indicatorii Consiliului Județean")
        self.stdout.write(f"  {'evaluator-ipj':<13} evaluează pentru ATOP; lucrează la IPJ Cluj: interes declarat")
        example.add()
