"""Fill an empty portal for a first look: both real plans, published, and one account a role."""

import datetime
import io

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import transaction
from django.utils import timezone

from plans.models import Institution, Membership, Plan
from plans.publishing import publish

PASSWORD = "planuri-demo"  # noqa: S105 - a demo account's password is public
FIXTURES = {"atop-2024": "plan_atop_2024", "informatizare-2019": "plan_it_2019"}
# Name, role, institutions, may enter the back office, what for.
ACCOUNTS = [
    ("redactor", Membership.Role.EDITOR, ["cj-cluj", "atop-cluj"], True, "scrie planurile"),
    ("aprobator", Membership.Role.PUBLISHER, ["cj-cluj", "atop-cluj"], True, "scrie și publică planurile"),
    ("raportor", Membership.Role.REPORTER, ["ipj-cluj"], False, "raportează indicatorii IPJ Cluj"),
    ("evaluator", Membership.Role.REVIEWER, ["atop-cluj"], True, "evaluează ce se raportează, pentru ATOP"),
    ("admin", None, [], True, "administrează totul"),
]


class Command(BaseCommand):
    """Add what is missing, change nothing that is there."""

    help = "Încarcă și publică planurile reale și creează conturile demonstrative; numai în dezvoltare."

    def handle(self, *args, **options):
        """Load, publish, create accounts; say the accounts."""
        if not settings.DEVELOPMENT:
            raise CommandError("Conturile demonstrative se creează numai cu PLANURI_ENV=development.")
        with transaction.atomic():
            if not Institution.objects.exists():
                call_command("loaddata", "institutions", verbosity=0)
            for account in ACCOUNTS:
                add_account(*account[:4])
            add_plans()
        self.stdout.write(f"Conturi demonstrative, toate cu parola {PASSWORD}:")
        for name, _role, _codes, _staff, purpose in ACCOUNTS:
            self.stdout.write(f"  {name:<13} {purpose}")


def add_plans():
    """Load and publish the plans that are missing."""
    missing = {slug: fixture for slug, fixture in FIXTURES.items() if not Plan.objects.filter(slug=slug).exists()}
    if not missing:
        return
    call_command("loaddata", *missing.values(), verbosity=0)
    # Fixtures write no history: without this, the first edit would have nothing to go back to.
    call_command("populate_history", auto=True, stdout=io.StringIO())
    publisher = get_user_model().objects.get(username="aprobator")
    for slug in missing:
        publish(Plan.objects.get(slug=slug), by=publisher, note="Prima ediție publicată în portal.")


def add_account(name, role, codes, is_staff):
    """Create an account with its memberships, unless it is there."""
    users = get_user_model().objects
    if users.filter(username=name).exists():
        return
    user = users.create_user(name, f"{name}@example.org", PASSWORD, is_staff=is_staff, is_superuser=role is None)
    for code in codes:
        add_membership(user, role, code)


def add_membership(user, role, code):
    """Give a person a role in an institution, held since the beginning of last year."""
    since = datetime.date(timezone.localdate().year - 1, 1, 1)
    institution = Institution.objects.get(code=code)
    Membership.objects.create(user=user, institution=institution, role=role, valid_from=since)
