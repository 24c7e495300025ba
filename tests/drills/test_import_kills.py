"""The worker is killed while it reads a long document and while it writes its plan: whole, once, or not at all."""

import json
import random
import signal
import time
from collections import Counter

import pytest

from tests.installation import PATIENCE, wait_until
from tests.plans.exchange.word.handmade import docx, p, tbl

KILLS, MEASURES = 16, 400
START = """
from pathlib import Path
from django.contrib.auth import get_user_model
from plans.exchange.word import actions, tasks
from plans.models import Institution, Plan
from portal.tasks.actions import start_job
from portal.uploads import FileUpload
by = get_user_model().objects.get(username="redactor")
row = actions.upload(FileUpload("Plan {number}.docx", Path("{document}").read_bytes()), by=by)
if "{kind}" == "read":
    row.mapping = {{}}
    row.save()
    start_job(tasks.read_document, row.pk, by=by, title="c", key="read-{number}", back="/")
else:
    plan = Plan(slug="word-{number}", short_title="P {number}", title="P", owner=Institution.objects.get(code="cj-cluj"),
                period_start="2026-01-01", period_end="2026-12-31")
    plan.clean_fields()
    start_job(tasks.make_plan, row.pk, tasks.plan_values(plan), by.pk, by=by, title="s", key="make-{number}", back="/")
print("pus")
"""
BUSY = """
from django_tasks_db.models import DBTaskResult
used = DBTaskResult.objects.exclude(status="READY")
print(any("-{pid}-" in worker for row in used for worker in row.worker_ids))
"""
# What stands after the kill, before anybody goes on.
LEFT = """
from plans.models import Element, Plan
print(*sorted({{Element.objects.filter(level__plan=plan).count() for plan in Plan.objects.filter(slug__startswith="word-")}}))
"""
OPEN = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).count())
"""
FOUND = """
import json
from plans.models import Element, ImportedElement, Plan, WordImport
from portal.models import Job
plans = Plan.objects.filter(slug__startswith="word-")
print(json.dumps({
    "states": {job.key: job.state for job in Job.objects.select_related("task").filter(key__regex="^(read|make)-")},
    "elements": {plan.slug: Element.objects.filter(level__plan=plan).count() for plan in plans},
    "places": {plan.slug: ImportedElement.objects.filter(element__level__plan=plan).count() for plan in plans},
    "history": {plan.slug: Element.history.filter(level__plan=plan).count() for plan in plans},
    "rows": {row.name: bool(row.mapping) for row in WordImport.objects.all()},
}))
"""


@pytest.mark.drill
def test_a_worker_killed_over_a_document_leaves_all_of_its_plan_or_nothing(installation, tmp_path):
    document, chance, hit = tmp_path / "lung.docx", random.Random(2026), Counter()
    rows = [("", f"1.{n}. Măsura {n}", f"Numărul de lucruri {n}") for n in range(1, MEASURES)]
    rows = [("Obiective generale", "Măsuri", "Indicatori"), ("1. Unul", "1.0. Prima", ""), *rows]
    document.write_bytes(docx(p("Planul"), tbl(*rows)))
    for number in range(KILLS):
        kind = ("make", "read")[number % 2]
        assert installation.ask(START.format(number=number, kind=kind, document=document)) == "pus"
        worker = installation.start_worker()
        wait_until(lambda pid=worker.pid: installation.ask(BUSY.format(pid=pid)) == "True")
        time.sleep(chance.uniform(0, 1.5))
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=PATIENCE)
        hit[kind, installation.ask(OPEN) != "0"] += 1
        assert set(installation.ask(LEFT.format()).split()) <= {str(MEASURES + 1)}
    with installation.working():
        wait_until(lambda: installation.ask(OPEN) == "0", seconds=600)
    found = json.loads(installation.ask(FOUND))
    print(f"{KILLS} kills; (kind, whether something was left to do): {dict(hit)}")
    made = {f"word-{number}": MEASURES + 1 for number in range(0, KILLS, 2)}
    assert (found["elements"], found["places"], found["history"]) == (made, made, made)
    assert set(found["states"].values()) == {"ready"}
    assert found["rows"] == {f"Plan {number}.docx": True for number in range(KILLS)}
