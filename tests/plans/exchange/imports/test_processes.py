"""An import that dies in the middle."""

import signal

import pytest

IMPORT = """
import os, signal
from django.contrib.auth import get_user_model
from plans.exchange.sheets.formats import dataset_of
from plans.exchange.imports.outcome import run_import
from plans.exchange.sheets.sheet import Sheet
from plans.exchange.elements import ElementResource
headings = ["Plan", "Nivel", "Cod", "Sub", "Poziție", "Titlu", "Instituții"]
rows = [(n, ["informatizare-2019", "m", f"9.{{n}}", "ax-4", n, "Măsură", "cj-cluj"]) for n in range(2, 62)]
def resource():
    return ElementResource(user=get_user_model().objects.get(username="redactor"))
seen = run_import(resource(), dataset_of(Sheet(headings, rows)))
dying = resource()
store = dying.store
def store_or_die(instance, is_create):
    if instance.code == "{last}":
        os.kill(os.getpid(), signal.SIGKILL)
    store(instance, is_create)
dying.store = store_or_die
run_import(dying, dataset_of(Sheet(headings, rows)), only_if=seen.digest)
"""
COUNT = """
from plans.models import Element
print(Element.objects.filter(code__startswith="9.").count(), Element.history.filter(code__startswith="9.").count())
"""


@pytest.mark.kill
def test_an_import_that_is_killed_saves_all_of_it_or_nothing(installation):
    for last in ("9.2", "9.30", "9.61"):
        process = installation.start(IMPORT.format(last=last))
        assert (process.wait(timeout=180), process.stdout.read(), process.stderr.read()) == (-signal.SIGKILL, "", "")
        assert installation.ask(COUNT) == "0 0"
    installation.ask(IMPORT.format(last="nobody"))
    assert installation.ask(COUNT).split()[0] == "60"
