"""The worker is killed over a long document and over a plan's workbook: what they bring comes whole, once, or not at all."""

import json
import random
import signal
import time
from collections import Counter
from itertools import cycle, islice

import pytest

from tests.installation import PATIENCE, wait_until
from tests.plans.exchange.word.handmade import docx, p, tbl

KILLS, MEASURES = 24, 400
KINDS = ("make", "read", "workbook")
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
# New elements, an indicator of each and another title of one that is there: three kinds of rows in one file.
START_WORKBOOK = """
from django.contrib.auth import get_user_model
from plans.exchange.imports import tasks, waiting_files
from plans.exchange.imports.pages import find_page
from plans.models import Element, Plan
from portal.data_files.formats import DATA_FORMATS
from portal.tasks.actions import start_job
from portal.uploads import FileUpload
from tests.plans.exchange.workbook.edited import EditedWorkbook
by, plan = get_user_model().objects.get(username="redactor"), Plan.objects.get(slug="informatizare-2019")
book = EditedWorkbook(plan, by)
first = Element.objects.filter(level__plan=plan, level__prefix="m", code__startswith="1.").order_by("pk")[{number} // 3]
book.element("m", first.code)["Titlu"] = "Titlul registrului {number}"
for n in range({measures}):
    book.add("Elemente", Nivel="m", Cod=f"w{number}.{{n}}", Sub="ax-4", Titlu=f"Măsura {{n}}")
    book.add("Indicatori", Element=f"m-w{number}.{{n}}", Indicator="Câte", Natura="număr", Minimal="nu")
upload = FileUpload("registru.xlsx", DATA_FORMATS["xlsx"].write(book.as_file()))
name = f"plans:workbook/{{plan.slug}}"
page = find_page(name)
seen = page.run(page.resource(user=by), page.read(upload))
assert seen.may_confirm, seen.problems
ticket = waiting_files.Ticket(waiting_files.keep(upload), upload.name, by.pk, name, seen.digest, True)
start_job(tasks.apply_import, name, waiting_files.sign(ticket), by.pk, by=by, title="r", key="workbook-{number}", back="/")
print("pus")
"""
BUSY = """
from django_tasks_db.models import DBTaskResult
used = DBTaskResult.objects.exclude(status="READY")
print(any("-{pid}-" in worker for row in used for worker in row.worker_ids))
"""
OPEN = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).count())
"""
FOUND = """
import json
from django_tasks_db.models import DBTaskResult
from indicators.models import Indicator
from plans.exchange.imports.tasks import CHANGED_MEANWHILE
from plans.models import Element, ImportedElement, Plan, WordImport
from portal.models import Job
plans = Plan.objects.filter(slug__startswith="word-")
def brought(number):
    code, title = f"w{number}.", f"Titlul registrului {number}"
    return [
        Element.objects.filter(code__startswith=code).count(), Element.history.filter(code__startswith=code).count(),
        Indicator.objects.filter(element__code__startswith=code).count(),
        Indicator.history.filter(element__in=Element.objects.filter(code__startswith=code)).count(),
        Element.objects.filter(title=title).count(), Element.history.filter(title=title).count(),
    ]
jobs = Job.objects.select_related("task").filter(key__regex="^(read|make|workbook)-")
print(json.dumps({
    "states": {job.key: job.state for job in jobs},
    "shown again": [job.key for job in jobs if (job.task.return_value or {}).get("said") == CHANGED_MEANWHILE],
    "elements": {plan.slug: Element.objects.filter(level__plan=plan).count() for plan in plans},
    "places": {plan.slug: ImportedElement.objects.filter(element__level__plan=plan).count() for plan in plans},
    "history": {plan.slug: Element.history.filter(level__plan=plan).count() for plan in plans},
    "rows": {row.name: bool(row.mapping) for row in WordImport.objects.all()},
    "crashed": DBTaskResult.objects.filter(exception_class_path__contains="TooManyCrashes").count(),
    "brought": {number: brought(number) for number in WORKBOOKS},
}))
"""
NOTHING, ALL = [0] * 6, [MEASURES] * 4 + [1, 1]


@pytest.mark.drill
def test_a_worker_killed_over_a_file_leaves_all_of_it_or_nothing(installation, tmp_path):
    document, chance, hit = tmp_path / "lung.docx", random.Random(2026), Counter()
    rows = [("", f"1.{n}. Măsura {n}", f"Numărul de lucruri {n}") for n in range(1, MEASURES)]
    rows = [("Obiective generale", "Măsuri", "Indicatori"), ("1. Unul", "1.0. Prima", ""), *rows]
    document.write_bytes(docx(p("Planul"), tbl(*rows)))
    of = {kind: [number for number, one in enumerate(islice(cycle(KINDS), KILLS)) if one == kind] for kind in KINDS}
    found_code = FOUND.replace("WORKBOOKS", str(of["workbook"]))
    for number, kind in enumerate(islice(cycle(KINDS), KILLS)):
        start = START_WORKBOOK if kind == "workbook" else START
        said = installation.ask(start.format(number=number, kind=kind, document=document, measures=MEASURES))
        assert said == "pus"
        worker = installation.start_worker()
        wait_until(lambda pid=worker.pid: installation.ask(BUSY.format(pid=pid)) == "True")
        time.sleep(chance.uniform(0, 1.5))
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=PATIENCE)
        hit[kind, "stopped" if installation.ask(OPEN) != "0" else "done"] += 1
        left = json.loads(installation.ask(found_code))
        assert set(left["elements"].values()) <= {MEASURES + 1}
        assert [counts for counts in left["brought"].values() if counts not in (NOTHING, ALL)] == []
    with installation.working():
        wait_until(lambda: installation.ask(OPEN) == "0", seconds=600)
    found = json.loads(installation.ask(found_code))
    # What three killed workers had in turn is given up and says so; it did nothing.
    done = {kind: [number for number in of[kind] if found["states"][f"{kind}-{number}"] == "ready"] for kind in KINDS}
    given_up = KILLS - sum(map(len, done.values()))
    # What a killed worker left to the next one changed the plan under what was seen of another workbook: that is shown
    # again, and did nothing.
    again = [number for number in done["workbook"] if f"workbook-{number}" in found["shown again"]]
    print(f"\n{KILLS} kills over documents and workbooks: {dict(hit)}; {given_up} given up, {len(again)} shown again")
    assert given_up == found["crashed"]
    made = {f"word-{number}": MEASURES + 1 for number in done["make"]}
    assert (found["elements"], found["places"], found["history"]) == (made, made, made)
    brought = set(done["workbook"]) - set(again)
    assert found["brought"] == {str(n): ALL if n in brought else NOTHING for n in of["workbook"]}
    read = done["read"] + of["make"]
    assert found["rows"] == {f"Plan {number}.docx": number in read for number in of["make"] + of["read"]}
