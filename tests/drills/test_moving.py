"""A whole portal moved from SQLite to PostgreSQL: what one row spoils, or a kill, leaves nothing behind."""

import random

import pytest

from tests.cluj_plans.backups.empty_places import ask_with, empty_place
from tests.cluj_plans.backups.test_moving import CONTENTS, MOVE, SqliteInstallation
from tests.drills.test_backups import duration, killed_after
from tests.installation import SERVER

pytestmark = [pytest.mark.drill, pytest.mark.django_db, pytest.mark.skipif(not SERVER, reason="there is no server")]
KILLS = 15
# SQLite keeps a text however long it is.
SPOIL = """
from plans.models import Institution
Institution.objects.filter(code="ipj-cluj").update(short_name="IPJ Cluj" * {})
"""
STATE = """
from cluj_plans.backups import databases
print("gol" if databases.is_database_empty("default") else "plin")
"""


@pytest.fixture
def old(base_installation, tmp_path):
    made = SqliteInstallation(tmp_path / "vechi")
    made.folder.mkdir()
    (made.folder / "static").symlink_to(base_installation.folder / "static")
    made.manage("prepare")
    return made


def share_files(old, new):
    """Let the portal that a database is moved to have the files of the old one, as after a real move."""
    new.folder.mkdir()
    for place in old.folder.iterdir():
        if not place.name.startswith(old.file.name):
            (new.folder / place.name).symlink_to(place)


def test_all_of_a_portal_is_moved_or_nothing(old, tmp_path):
    with empty_place(tmp_path) as new:
        share_files(old, new)
        said = ask_with(old, SPOIL.format(40) + MOVE.format(new.url))
        assert said.startswith("Nu s-a mutat nimic: plans_institution: value too long")
        assert new.ask(STATE) == "gol"
        ask_with(old, SPOIL.format(1))
        whole = duration(lambda: old.manage("move_database", "--to", new.url))
        assert new.ask(CONTENTS) == old.ask(CONTENTS)
        assert "Tot ce s-a promis că rămâne este cum a fost." in new.manage("verify")
    landed, states = 0, []
    for _ in range(KILLS):
        with empty_place(tmp_path) as new:
            took = killed_after(old, whole * random.uniform(0.3, 1.0), "move_database", "--to", new.url)
            landed, whole = landed + (took is None), took or whole
            states.append(new.ask(STATE))
            if states[-1] == "plin":
                assert new.ask(CONTENTS) == old.ask(CONTENTS)
    assert landed > KILLS / 2
    print(
        f"\n{landed} of {KILLS} kills landed in a move: {states.count('gol')} left nothing, {states.count('plin')} all"
    )
