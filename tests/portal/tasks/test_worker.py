"""The worker as a process: killed, told to stop, called off, it loses no task and does none twice at once."""

import signal
import time

import pytest

from portal.tasks import queue
from tests.installation import PATIENCE, wait_until
from tests.portal.test_failures import locked

START = """
from django.contrib.auth import get_user_model
from portal.tasks.actions import start_job
from tests.portal.tasks import sample_tasks
by = get_user_model().objects.get(username="redactor")
print(start_job(sample_tasks.{name}, *{arguments}, by=by, title="Probă", key="{key}", back="/").pk)
"""
STATE = """
from portal.models import Job
job = Job.objects.select_related("task").get(pk="{key}")
print(job.state, len(job.task.worker_ids), job.reason)
"""
CANCEL = """
from portal.models import Job
from portal.tasks.actions import cancel_job
job = Job.objects.select_related("task", "owner").get(pk="{key}")
cancel_job(job, by=job.owner)
"""

WORK = """
from django.conf import settings
from django.core.management import call_command
options = settings.DATABASES["default"]["OPTIONS"]
if "timeout" in options:
    options["timeout"] = 0.2
call_command("work")
"""


@pytest.fixture
def start(installation):
    # What the demonstration left to do is done first, and is not of the test.
    installation.ask("from django_tasks_db.models import DBTaskResult; DBTaskResult.objects.all().delete()")
    return lambda name, *arguments, key="k": installation.ask(
        START.format(name=name, arguments=[str(one) for one in arguments], key=key)
    )


@pytest.fixture
def start_worker(installation):
    started = []
    yield lambda: started.append(installation.start(WORK)) or started[-1]
    for worker in started:
        if not worker.ended.exists():
            worker.send_signal(signal.SIGKILL)


def state(installation, key):
    return installation.ask(STATE.format(key=key)).split(" ", 2)


def lines(path):
    return path.read_text().split("\n")[:-1] if path.exists() else []


@pytest.mark.kill
def test_a_worker_that_is_killed_or_stopped_takes_its_task_along_and_the_next_one_does_it(
    installation, start, start_worker, tmp_path
):
    said = tmp_path / "said"
    key = start("append_slowly", said, "unu")
    killed = start_worker()
    wait_until(lambda: lines(said))
    killed.send_signal(signal.SIGKILL)
    killed.wait(timeout=PATIENCE)
    assert state(installation, key)[:2] == ["running", "1"]
    stopped = start_worker()
    wait_until(lambda: len(lines(said)) == 2)
    stopped.send_signal(signal.SIGTERM)
    assert stopped.wait(timeout=PATIENCE) == 0
    assert state(installation, key)[:2] == ["waiting", "0"]
    # Neither is missed for as long as the lease lasts.
    assert installation.ask("from portal.models import TaskWorker; print(TaskWorker.objects.count())") == "1"
    (tmp_path / "said.go").touch()
    installation.call_command("work", "--once")
    assert state(installation, key)[0] == "ready"
    # The processes of the others ended with them: none of them ever says that it is done.
    assert lines(said) == ["începe unu"] * 3 + ["gata unu"]


@pytest.mark.kill
def test_a_worker_outlives_a_task_that_kills_its_process_one_that_hangs_and_a_locked_database(
    installation, start, start_worker, tmp_path
):
    dying, said, last = start("die", key="unu"), tmp_path / "said", tmp_path / "last"
    hanging, waiting = start("append_slowly", said, "doi", key="doi"), start("append_slowly", last, "trei", key="trei")
    worker = start_worker()
    wait_until(lambda: lines(said))
    installation.ask(CANCEL.format(key=hanging))
    wait_until(lambda: lines(last))
    with locked(installation):
        (tmp_path / "last.go").touch()
        wait_until(lambda: "gata trei" in lines(last))
        time.sleep(1)
    wait_until(lambda: state(installation, waiting)[0] == "ready")
    assert not worker.ended.exists()
    assert state(installation, dying) == ["failed", "3", queue.CRASHED]
    assert (state(installation, hanging)[0], lines(said)) == ("cancelled", ["începe doi"])
