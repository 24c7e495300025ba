"""docs/operare.md and README name commands, timers, services, settings and pages that there are, and all timers."""

import re
from pathlib import Path

from django.core.management import get_commands
from django.urls import resolve

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs/operare.md").read_text()
README = (ROOT / "README.md").read_text()
UNITS = ROOT / "ops/deploy/systemd"
TIMERS = {path.name for path in UNITS.glob("*.timer")}


def test_every_command_is_one():
    told = set(re.findall(r"(?:manage\.py|planuri) ([a-z]\w+)", GUIDE + README))
    assert told - set(get_commands()) == set()
    # What a timer runs is a command, too.
    assert {name.removeprefix("planuri-").removesuffix(".timer") for name in TIMERS} <= set(get_commands())


def test_every_unit_is_one_and_all_timers_start_again_after_a_restore():
    # nginx's file of where the portal listens is none.
    told = set(re.findall(r"planuri-(\w+)", GUIDE)) - {"upstream"}
    assert told - {re.split("[@.]", path.name.removeprefix("planuri-"))[0] for path in UNITS.iterdir()} == set()
    starts = re.findall(r"^systemctl start ((?:planuri-\w+\.timer[ \\\n]*)+)", GUIDE, re.MULTILINE)
    assert [set(one.split()) - {"\\"} for one in starts] == [TIMERS] * 2


def test_every_setting_script_and_page_is_one():
    settings = set(re.findall(r"`([A-Z]{3,}_[A-Z_]+)`", GUIDE))
    assert settings - set(re.findall(r"`([A-Z_]+)`", README)) == set()
    assert [one for one in set(re.findall(r"ops/deploy/[\w.]+\.sh", GUIDE + README)) if not (ROOT / one).exists()] == []
    for page in re.findall(r"`(/(?:administrare|cont)/\w+/)`", GUIDE):
        resolve(page)
