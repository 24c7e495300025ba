"""An empty portal filled for a first look: accounts and both real plans, published."""

import datetime
import io

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from plans.editions.publishing import publish
from plans.models import Institution, Membership, Plan

PASSWORD = "planuri-demo"  # noqa: S105 - a demo account's password is public
FIXTURES = {"atop-2024": "plan_atop_2024", "informatizare-2019": "plan_it_2019"}
Role = Membership.Role
# Name, its roles with their bodies (none for an administrator), may enter the back office, what for. Each is held in a
# real body of the county, so that the real plans can be worked on, and in the one that the example invents.
ACCOUNTS = [
    ("redactor", [(Role.EDITOR, "cj"), (Role.EDITOR, "atop")], True, "scrie planurile"),
    ("aprobator", [(Role.PUBLISHER, "cj"), (Role.PUBLISHER, "atop")], True, "scrie și publică planurile"),
    ("raportor", [(Role.REPORTER, "ipj")], False, "raportează indicatorii inspectoratului de poliție"),
    ("evaluator", [(Role.REVIEWER, "atop")], True, "evaluează ce se raportează, pentru ATOP"),
    ("admin", [], True, "administrează totul"),
    ("raportor-cj", [(Role.REPORTER, "cj")], False, "raportează indicatorii consiliului județean"),
    (
        "evaluator-ipj",
        [(Role.REVIEWER, "atop"), (Role.EDITOR, "ipj")],
        True,
        "evaluează pentru ATOP; lucrează la inspectoratul de poliție: interes declarat",
    ),
]
# Who is printed as present at a sitting has a name and an office, plainly invented.
MEMBERS = {
    "evaluator": ("Prima", "Persoană Inventată", "președinte (exemplu)"),
    "evaluator-ipj": ("A Doua", "Persoană Inventată", "membru (exemplu)"),
}


@transaction.atomic
def add_accounts_and_plans() -> None:
    """Add the institutions, the accounts and the real plans that are missing; change nothing that is there."""
    for fixture, is_invented in (("institutions", False), ("institutions_example", True)):
        if not Institution.objects.filter(is_invented=is_invented).exists():
            call_command("loaddata", fixture, verbosity=0)
    names = [name for name, *_rest in ACCOUNTS]
    known = set(get_user_model().objects.filter(username__in=names).values_list("username", flat=True))
    missing = [account for account in ACCOUNTS if account[0] not in known]
    # Slow on purpose: once is enough for one password.
    password = make_password(PASSWORD) if missing else ""
    for name, roles, is_staff, _purpose in missing:
        add_account(name, roles, is_staff, password)
    add_plans()


def add_plans() -> None:
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


def add_account(name: str, roles: list[tuple[str, str]], is_staff: bool, password: str) -> None:
    """Create an account with its password, hashed, and its roles, held since the beginning of last year."""
    first_name, last_name, office = MEMBERS.get(name, ("", "", ""))
    user = get_user_model().objects.create(
        username=name,
        email=f"{name}@example.org",
        password=password,
        is_staff=is_staff,
        is_superuser=not roles,
        first_name=first_name,
        last_name=last_name,
    )
    since = datetime.date(timezone.localdate().year - 1, 1, 1)
    for role, body in roles:
        held = office if role == Role.REVIEWER else ""
        for institution in Institution.objects.filter(code__in=[f"{body}-cluj", f"exemplu-{body}"]):
            Membership.objects.create(user=user, institution=institution, role=role, valid_from=since, office=held)
