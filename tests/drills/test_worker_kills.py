"""The worker is killed again and again while it imports, makes files and sends mails: nothing is lost, nothing twice.

One thing may come twice: a mail whose server had taken it when the worker died before it could say so. It then has the
same Message-ID; how often that was is printed.
"""

import email
import json
import random
import signal
import time
from collections import Counter
from itertools import cycle, islice

import pytest

from tests.installation import PATIENCE, wait_until
from tests.mail_server import mail_server

KILLS = 50
ROWS = 300
# How many notices of each of two kinds a round of letters tells; the one kind is switched off before the mails leave.
NOTICES = 3
# What the worker is killed at, and for how many seconds at most it has been at it.
KINDS = {"letters": ("deliver_letter", 1.5), "import": ("apply_import", 1.5), "pdf": ("make_draft_file", 2.5)}
ROUND = """
from django.contrib.auth import get_user_model
from plans.approval.tasks import make_draft_file
from plans.exchange.imports import tasks, waiting_files
from plans.exchange.imports.outcome import run_import
from plans.exchange.imports.pages import find_page
from plans.exchange.imports.forms import read
from plans.models import Plan
from plans.approval.notices import PLAN_RETURNED, PUBLICATION_STOPPED
from portal.notices.actions import notify
from portal.notices.models import NoticePreference
from portal.outbox.actions import write_letter
from portal.tasks.actions import start_job
from portal.uploads import FileUpload
by = get_user_model().objects.get(username="redactor")
kind, number = "{kind}", {number}
if kind == "letters":
    for n in range(6):
        write_letter(f"{{number}}.{{n}}@example.org", subject="Probă", body="Text.", about="accounts.account")
    # Of what is told, the one kind is wanted when the mail leaves, the other was switched off since.
    plan = Plan.objects.get(slug="atop-2024")
    NoticePreference.objects.all().delete()
    for n in range({notices}):
        for kind_told in (PLAN_RETURNED, PUBLICATION_STOPPED):
            notify([by], by=None, kind=kind_told, key=f"{{number}}.{{n}}", about=plan.pk, title=kind_told.code, path="/")
    NoticePreference.objects.create(person=by, kind=PUBLICATION_STOPPED.code, way="off")
elif kind == "pdf":
    # Of the plan into which nothing is imported: it stays as short as it is.
    plan = Plan.objects.get(slug="atop-2024")
    start_job(make_draft_file, plan.pk, by.pk, 'plan.pdf', by=by, title="p", key=f"p{{number}}", back="/")
else:
    lines = ["Plan;Nivel;Cod;Sub;Poziție;Titlu"]
    lines += [f"informatizare-2019;m;{{number}}.{{n}};ax-4;{{1000 * number + n}};Măsura {{n}} a foii {{number}}" for n in range({rows})]
    upload = FileUpload(f"foaia-{{number}}.csv", "\\n".join(lines).encode())
    seen = run_import(find_page("plans.Measure").resource(user=by), read(upload))
    ticket = waiting_files.Ticket(waiting_files.keep(upload), upload.name, by.pk, "plans.Measure", seen.digest, True)
    start_job(tasks.apply_import, "plans.Measure", waiting_files.sign(ticket), by.pk, by=by, title="i", key=f"i{{number}}", back="/")
print(kind)
"""
OPEN = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).count())
"""
BUSY = """
from django_tasks_db.models import DBTaskResult
used = DBTaskResult.objects.exclude(status="READY").filter(task_path__endswith=".{task}")
print(any("-{pid}-" in worker for row in used for worker in row.worker_ids))
"""
# What the worker that was killed had begun and not ended.
INTERRUPTED = """
from django_tasks_db.models import DBTaskResult
under_way = DBTaskResult.objects.filter(status="RUNNING")
print(*(row.task_path for row in under_way if "-{pid}-" in row.worker_ids[-1]))
"""
# Nothing is put off any more; where an import holds the database, the next time.
HURRY = """
from contextlib import suppress
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
with suppress(OperationalError):
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
"""
FOUND = """
import json
from collections import Counter
from django_tasks_db.models import DBTaskResult
from plans.models import Element
from portal.models import Job, Letter, Notice
from portal.tasks import folders
jobs = list(Job.objects.select_related("task"))
rows = Element.objects.filter(level__plan__slug="informatizare-2019", code__regex=r"^[0-9]{3}\\.")
print(json.dumps({
    "states": Counter(job.state for job in jobs),
    "reasons": sorted({job.reason for job in jobs} - {""}),
    "rows": Counter(row.code.split(".")[0] for row in rows),
    "history": Element.history.filter(code__regex=r"^[0-9]{3}\\.").count(),
    "imported": [job.key[1:] for job in jobs if job.key[0] == "i" and job.state == "ready"],
    "files": [folders.result_path(job.pk, job.task.return_value["file"]).read_bytes()[-6:].decode().strip()
              for job in jobs if job.key[0] == "p" and job.state == "ready"],
    "notices": Notice.objects.filter(key__regex=r"^[0-9]{3}[.]").count(),
    "letters": Letter.objects.exclude(sent_at=None).count(),
    "unsent": Letter.objects.filter(sent_at=None).count(),
    "tasks": Counter(DBTaskResult.objects.values_list("status", flat=True)),
    "crashed": DBTaskResult.objects.filter(exception_class_path__contains="TooManyCrashes").count(),
}))
"""


@pytest.mark.drill
def test_a_worker_that_is_killed_loses_nothing_and_does_nothing_twice(installation):
    chance = random.Random(2026)
    rounds, hit = Counter(), Counter()
    with mail_server() as post:
        post.pause = 0.03
        variables = {"EMAIL_URL": f"smtp://127.0.0.1:{post.port}"}
        for kind in islice(cycle(KINDS), KILLS):
            # Letters of before go first: the kill waits for what it is meant for, and comes sooner or later in its work.
            task, seconds = KINDS[kind]
            rounds[kind] += 1
            assert (
                installation.ask(ROUND.format(number=99 + rounds.total(), kind=kind, rows=ROWS, notices=NOTICES))
                == kind
            )
            worker = installation.start_worker(**variables)
            busy = BUSY.format(pid=worker.pid, task=task)
            wait_until(lambda busy=busy: installation.ask(busy) == "True")
            time.sleep(chance.uniform(0, seconds))
            worker.send_signal(signal.SIGKILL)
            worker.wait(timeout=PATIENCE)
            hit.update(path.rpartition(".")[2] for path in installation.ask(INTERRUPTED.format(pid=worker.pid)).split())
        with installation.working(**variables):
            wait_until_all_is_done(installation)
        print(f"{KILLS} kills, under way then: {dict(hit)}")
        check(json.loads(installation.ask(FOUND)), post, rounds)
    assert set(hit) == {"deliver_letter", "make_draft_file", "apply_import"}


def wait_until_all_is_done(installation):
    """Wait as long as it takes, on a busy machine too, while one task after another is done."""
    left = int(installation.ask(HURRY + OPEN))
    while left:
        before = left
        wait_until(lambda before=before: int(installation.ask(HURRY + OPEN)) < before, seconds=2 * PATIENCE)
        left = int(installation.ask(OPEN))


def check(found, post, rounds):
    copies = Counter(email.message_from_bytes(content)["Message-ID"] for _to, content in post.taken)
    print(found, f"{dict(rounds)}, {len(copies)} mails, {sum(copies.values()) - len(copies)} of them a second time")
    assert "RUNNING" not in found["tasks"]
    # A task that three killed workers had in turn is given up and says so: it is not lost, and it did nothing.
    failed = found["states"].get("failed", 0)
    assert failed <= found["crashed"]
    assert found["rows"] == dict.fromkeys(found["imported"], ROWS)
    assert found["history"] == ROWS * len(found["imported"])
    assert set(found["files"]) <= {"%%EOF"}
    assert len(found["imported"]) + len(found["files"]) + failed == rounds["import"] + rounds["pdf"]
    assert found["letters"] + found["unsent"] == (6 + NOTICES) * rounds["letters"]
    # What was switched off before it left never left, and is no letter any more; its notice stands in the portal.
    mails = [email.message_from_bytes(content) for _to, content in post.taken]
    told = [mail for mail in mails if mail["List-Unsubscribe"]]
    assert [mail["Subject"] for mail in told if "publication_stopped" in mail["Subject"]] == []
    assert len({mail["Message-ID"] for mail in told}) == NOTICES * rounds["letters"]
    assert found["notices"] == 2 * NOTICES * rounds["letters"]
    assert len(copies) >= found["letters"]
    assert sum(copies.values()) - len(copies) <= KILLS
