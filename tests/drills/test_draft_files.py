"""The PDF of a long plan takes its time in the worker; meanwhile a reader gets a page within a second."""

import time

import pytest

from tests.portal.gateway.test_slow_clients import slowest_page

ELEMENTS = 867
BEGIN = """
from django.contrib.auth import get_user_model
from bench.outline import big_plan
from plans.approval.tasks import make_draft_file
from plans.models import Element
from portal.tasks.actions import start_job
by, plan = get_user_model().objects.get(username="admin"), big_plan({elements})
for key in ("unu", "doi"):
    start_job(make_draft_file, plan.pk, by.pk, "plan.pdf", by=by, title="PDF", key=key, back="/")
print(Element.objects.filter(level__plan=plan).count())
"""
STATES = """
from portal.models import Job
from portal.tasks import folders
jobs = Job.objects.select_related("task").filter(key__in=("unu", "doi"))
made = [folders.result_path(job.pk, job.task.return_value["file"]).read_bytes() for job in jobs if job.state == "ready"]
print(*(job.state for job in jobs), *(file[:5].decode() + file[-6:].decode().strip() for file in made))
"""


@pytest.mark.drill
def test_readers_get_pages_within_a_second_while_two_long_files_are_made(installation):
    assert installation.ask(BEGIN.format(elements=ELEMENTS)) == str(ELEMENTS)
    with installation.serving(workers=1) as address, installation.working():
        began, waited, states = time.monotonic(), [], []
        while states[-1:] != ["ready ready"] and time.monotonic() - began < 900:
            waited.append(slowest_page(address, seconds=2))
            states.append(" ".join(installation.ask(STATES).split()[:2]))
    print(f"\ntwo files of {ELEMENTS} elements in {time.monotonic() - began:.0f} s; slowest page {max(waited):.2f} s")
    assert installation.ask(STATES) == "ready ready %PDF-%%EOF %PDF-%%EOF"
    assert any("running" in state for state in states)
    assert max(waited) < 1
