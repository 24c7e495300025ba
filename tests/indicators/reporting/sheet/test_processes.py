"""An import of reports that dies in the middle."""

import signal

import pytest

from tests.indicators.reporting_portal import ASK

IMPORT = """
import os, signal
from django.contrib.auth import get_user_model
from indicators.reporting.sheet.resource import ReportResource
from plans.exchange.sheets.formats import dataset_of
from plans.exchange.imports.outcome import run_import
from plans.exchange.sheets.sheet import Sheet
headings = ["Plan", "Indicator nr.", "Perioada de la", "Perioada până la", "De ce nu există date"]
rows = [(n + 1, ["atop-2024", n, "01.01.2024", "31.12.2024", "Registrul lipsește."]) for n in range(1, 14)]
def resource():
    return ReportResource(user=get_user_model().objects.get(username="raportor"))
seen = run_import(resource(), dataset_of(Sheet(headings, rows)))
dying = resource()
store = dying.store
def store_or_die(instance, is_create):
    if instance.indicator.number == {last}:
        os.kill(os.getpid(), signal.SIGKILL)
    store(instance, is_create)
dying.store = store_or_die
run_import(dying, dataset_of(Sheet(headings, rows)), only_if=seen.digest)
"""
COUNT = """
from indicators.models import Report, ReportStep
rows = Report.objects.filter(indicator__plan__slug="atop-2024")
print(rows.exclude(state="due").count(), ReportStep.objects.filter(report__in=rows).count())
"""


@pytest.mark.drill
def test_an_import_that_is_killed_saves_all_of_it_or_nothing(installation):
    installation.ask(ASK)
    for last in (1, 7, 13):
        process = installation.start(IMPORT.format(last=last))
        assert (process.wait(timeout=180), process.stdout.read(), process.stderr.read()) == (-signal.SIGKILL, "", "")
        assert installation.ask(COUNT) == "0 0"
    installation.ask(IMPORT.format(last=0))
    assert installation.ask(COUNT) == "13 13"
