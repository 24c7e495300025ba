"""Fill an empty portal for a first look: accounts, both real plans, and an example year that says it is invented."""

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command

from indicators.management import example
from plans.management.commands.demo_plans import add_account, add_membership
from plans.models import Membership

Role = Membership.Role
PURPOSES = {
    "raportor-cj": "raportează indicatorii Consiliului Județean",
    "evaluator-ipj": "evaluează pentru ATOP; lucrează la IPJ Cluj: interes declarat",
}


class Command(BaseCommand):
    """Add what is missing, change nothing that is there."""

    help = "Încarcă planurile reale, conturile demonstrative și un an inventat, marcat ca exemplu; numai în dezvoltare."

    def handle(self, *args, **options):
        """Add the real plans and the accounts, then the example."""
        call_command("demo_plans", stdout=self.stdout)
        add_accounts()
        for name, purpose in PURPOSES.items():
            self.stdout.write(f"  {name:<13} {purpose}")
        example.add()


def add_accounts():
    """Create the accounts that only the example needs, unless they are there."""
    users = get_user_model().objects
    add_account("raportor-cj", Role.REPORTER, ["cj-cluj"], False)
    if not users.filter(username="evaluator-ipj").exists():
        add_account("evaluator-ipj", Role.REVIEWER, ["atop-cluj"], True)
        add_membership(users.get(username="evaluator-ipj"), Role.EDITOR, "ipj-cluj")
