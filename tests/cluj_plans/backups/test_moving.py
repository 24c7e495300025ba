"""From SQLite to PostgreSQL: where the tests run on SQLite, there is no server to move to."""

import json
import re

import pytest

from tests.cluj_plans.backups.empty_places import ask_with, empty_place
from tests.installation import SERVER, Installation

FILL = """
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from indicators.models import Sitting
from plans.editions.publishing import publish
from plans.models import Institution, Membership, Plan
call_command("migrate", verbosity=0)
call_command("loaddata", "institutions", "plan_atop_2024", verbosity=0)
user = get_user_model().objects.create_user("redactor", "r@example.org", "o-parola-lunga")
plan = Plan.objects.get()
Membership.objects.create(user=user, institution=plan.owner, role="publisher")
plan.title += ", schimbat"
plan.save()
publish(plan, by=user, note="Prima ediție.")
sitting = Sitting.objects.create(body=plan.owner)
sitting.members_present.add(Membership.objects.get())
Sitting.objects.update(frozen_at=timezone.now())
"""
MOVE = """
from django.core.management import CommandError, call_command
try:
    call_command("move_database", to={!r})
except CommandError as problem:
    print(problem)
"""
CONTENTS = """
import json
from cluj_plans.backups.contents import model_contents
print(json.dumps(model_contents("default"), sort_keys=True))
"""
REFUSED = """
from django.db import DatabaseError, connection
from plans.models import Edition, Institution
for statement in ("UPDATE plans_edition SET note = 'alta'", "DELETE FROM plans_edition"):
    try:
        connection.cursor().execute(statement)
    except DatabaseError as problem:
        print(str(problem).splitlines()[0])
newest = Institution.objects.latest("pk").pk
print(Institution.objects.create(code="nou", name="Nou", short_name="Nou").pk == newest + 1)
edition = Edition.objects.get()
edition.read()
print(edition.checksum)
"""


CHECKSUM = "from plans.models import Edition; print(Edition.objects.get().checksum)"


class SqliteInstallation(Installation):
    """A portal on SQLite, whatever the tests run on."""

    @property
    def environment(self):
        return {name: value for name, value in super().environment.items() if name != "DATABASE_URL"}


@pytest.fixture
def old(base_installation, tmp_path):
    made = SqliteInstallation(tmp_path / "vechi")
    made.folder.mkdir()
    (made.folder / "static").symlink_to(base_installation.folder / "static")
    return made


@pytest.mark.skipif(not SERVER, reason="there is no PostgreSQL server")
def test_every_row_is_moved_the_triggers_hold_and_new_rows_find_room(old, tmp_path):
    with empty_place(tmp_path) as new:
        move = MOVE.format(new.url)
        done, _, contents, again = ask_with(old, FILL + move + CONTENTS + move).splitlines()[-4:]
        assert re.fullmatch(
            r"S-au mutat \d+ (?:de )?tabele, cu [\d.]+ (?:de )?rânduri; fiecare are aceleași rânduri ca înainte\.", done
        )
        assert again == "Baza de date nouă nu este goală: se mută numai într-una fără tabele."
        assert (new.ask(CONTENTS), json.loads(contents)["plans_edition"]["rows"]) == (contents, 1)
        assert new.ask(REFUSED).splitlines() == [
            *["plans_edition is append-only"] * 2,
            "True",
            old.ask(CHECKSUM),
        ]


def test_a_move_to_something_else_is_refused(installation):
    said = ask_with(installation, MOVE.format("sqlite:///alta.sqlite3"))
    assert said == "Se mută numai pe PostgreSQL: scrieți postgres://rol:parola@server:5432/baza."
