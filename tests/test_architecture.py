"""Who may import whom: the order that keeps data moving one way."""

import ast
import io
import subprocess
import sys
from pathlib import Path

from django.core.management import call_command
from django.utils.translation import override

from ops.rooms import house_table, violations

ROOT = Path(__file__).resolve().parents[1]


# What lies at the top: the rooms of the house come from its table.
AT_THE_TOP = {
    *(".ci", ".gitignore", ".oxfmtrc.json", "Makefile", "manage.py", "pyproject.toml"),
    *("requirements.txt", "requirements.lock", "requirements-dev.txt", "requirements-dev.lock"),
    *("README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"),
    *("bench", "docs", "fixtures", "locale", "ops", "static", "templates", "tests"),
}


def test_what_a_run_leaves_is_not_kept():
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rooms = {room.split("/")[0] for room in house_table(ROOT)["rooms"]}
    assert {path.split("/")[0] for path in kept.splitlines()} - rooms == AT_THE_TOP


def test_what_is_rendered_and_served_to_the_public_reads_editions_only():
    views = ROOT / "public" / "views.py"
    tree = ast.parse(views.read_text(encoding="utf-8"))
    from_models = [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "plans.models"
        for alias in node.names
    ]
    assert from_models == ["Edition"]


def test_a_document_needs_only_the_standard_library():
    names = set()
    for path in (ROOT / "plans" / "document").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} - {*sys.stdlib_module_names, "plans"} == set()


def test_every_import_follows_the_order_of_the_house():
    assert violations(ROOT, house_table(ROOT)) == []


def test_no_module_is_named_for_nothing():
    junk = {"utils.py", "helpers.py", "services.py", "common.py", "misc.py"}
    rooms = house_table(ROOT)["rooms"]
    assert [str(path) for room in rooms for path in (ROOT / room).rglob("*.py") if path.name in junk] == []


def test_no_migration_is_missing(db):
    printed = io.StringIO()
    with override(None):
        call_command("makemigrations", "--check", "--dry-run", stdout=printed)
    assert printed.getvalue() == "No changes detected\n"
