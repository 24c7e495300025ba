"""The worker as a process: killed, told to stop, called off, it loses no task and does none twice at once."""

import signal

import pytest

from portal.tasks import queue
from tests.installation import PATIENCE, wait_until

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


@pytest.fixture
def start(installation):
    # What the demonstration left to do is done first, and is not of the test.
    installation.ask("from django_tasks_db.models import DBTaskResult; DBTaskResult.objects.all().delete()")
    return lambda name, *arguments, key="k": installation.ask(
        START.format(name=name, arguments=[str(one) for one in arguments], key=key)
    )


def state(installation, key):
    return installation.ask(STATE.format(key=key)).split(" ", 2)


def lines(path):
    return path.read_text().split("\n")[:-1] if path.exists() else []


def test_a_killed_worker_takes_its_task_along_and_the_next_one_does_it(installation, start, tmp_path):
    said = tmp_path / "said"
    key = start("append_slowly", said, "unu")
    worker = installation.start_worker()
    wait_until(lambda: lines(said))
    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=PATIENCE)
    assert state(installation, key)[:2] == ["running", "1"]
    with installation.working():
        wait_until(lambda: len(lines(said)) == 2)
        (tmp_path / "said.go").touch()
        wait_until(lambda: state(installation, key)[0] == "ready")
    # The killed one's process ended with it: nobody else ever says that it is done.
    assert lines(said) == ["începe unu", "începe unu", "gata unu"]


def test_a_worker_that_is_told_to_stop_gives_its_task_back(installation, start, tmp_path):
    said = tmp_path / "said"
    key = start("append_slowly", said, "unu")
    with installation.working() as worker:
        wait_until(lambda: lines(said))
        worker.terminate()
        assert worker.wait(timeout=PATIENCE) == 0
    assert state(installation, key)[:2] == ["waiting", "0"]
    assert installation.ask("from portal.models import TaskWorker; print(TaskWorker.objects.count())") == "0"


def test_a_task_that_kills_its_process_fails_after_three_times_and_one_that_hangs_is_called_off(
    installation, start, tmp_path
):
    dying, said = start("die", key="unu"), tmp_path / "said"
    hanging = start("append_slowly", said, "doi", key="doi")
    with installation.working() as worker:
        wait_until(lambda: lines(said))
        installation.ask(CANCEL.format(key=hanging))
        wait_until(lambda: state(installation, dying)[0] == "failed")
        assert worker.poll() is None
    assert state(installation, dying) == ["failed", "3", queue.CRASHED]
    assert (state(installation, hanging)[0], lines(said)) == ("cancelled", ["începe doi"])
