"""The limit on guessing holds across the server's processes and its restarts."""

import pytest

pytestmark = pytest.mark.any_database
# Each in a process of its own, which has nothing of the others but the database.
ENTER = """
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS.append("testserver")
answer = Client().post("/cont/intrare/", {{"username": "redactor", "password": "{}"}})
print(answer.status_code, "Prea multe încercări greșite. Încercați din nou peste" in answer.content.decode())
"""


def test_failures_are_remembered_by_all_processes_and_after_a_restart(installation):
    said = [installation.ask(ENTER.format(password)) for password in ["gresita"] * 5 + ["planuri-demo"]]
    assert said == ["200 False"] * 5 + ["200 True"]
