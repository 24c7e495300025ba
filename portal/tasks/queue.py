"""The queue: a task is taken by one worker, given back, or ended; each in a transaction that sees who has it now."""

import datetime
import logging

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.tasks.models import Job, TaskWorker
from portal.tasks.problems import LeaseLost, RetryLater, TaskRefused, TooManyCrashes
from portal.tasks.running import CURRENT, RunningTask

log = logging.getLogger(__name__)
# How often a task may end its own process, and how often its worker may be gone: killed, or the machine with it.
MAX_CRASHES, MAX_LOSSES = 3, 10
# In how many seconds a task is tried again that found the database locked or away.
BUSY_DELAY = 2
UNEXPECTED = "Ceva nu a mers, din vina noastră. Eroarea a fost înregistrată. Încercați din nou peste câteva minute."
CRASHED = "Lucrarea s-a întrerupt de mai multe ori și nu se mai încearcă. Anunțați administratorul portalului."


def claim(worker_id: str) -> DBTaskResult | None:
    """Take the first task that waits, for this worker alone; None where nothing waits."""
    if not DBTaskResult.objects.ready().exists():
        return None
    with transaction.atomic():
        row = DBTaskResult.objects.ready().get_locked()
        if row is not None:
            row.claim(worker_id)
    return row


def perform(row: DBTaskResult, worker_id: str) -> None:
    """Do a task that this worker has, in this process, and write down how it ended."""
    running = RunningTask(str(row.pk), worker_id)
    token = CURRENT.set(running)
    try:
        value = row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        if not running.is_complete:
            with transaction.atomic():
                running.hold().set_successful(value)
    except LeaseLost:
        log.warning("The task %s was called off or is another worker's.", row.task_path)
    except RetryLater as later:
        log.warning("The task %s is tried again in %d s: %s", row.task_path, later.seconds, later)
        put_back(row, worker_id, seconds=later.seconds)
    except TaskRefused as refused:
        fail(row, worker_id, refused, reason=str(refused))
    except OperationalError as error:
        log.warning("The task %s found the database busy: %s", row.task_path, error)
        count_crash(row, worker_id, most=MAX_LOSSES, seconds=BUSY_DELAY)
    except Exception as error:
        log.exception("The task %s failed.", row.task_path)
        fail(row, worker_id, error, reason=UNEXPECTED)
    finally:
        CURRENT.reset(token)


def put_back(row: DBTaskResult, worker_id: str, *, seconds: float = 0) -> None:
    """Let a task that ended in order wait again; what crashed before does not count any more."""
    with transaction.atomic():
        held = _hold(row, worker_id)
        if held is not None:
            held.status, held.worker_ids = TaskResultStatus.READY, []
            held.run_after = timezone.now() + datetime.timedelta(seconds=seconds)
            held.save(update_fields=["status", "worker_ids", "run_after"])


def fail(row: DBTaskResult, worker_id: str, error: Exception, *, reason: str) -> None:
    """End a task that cannot be done, with the reason for whoever asked for it."""
    with transaction.atomic():
        held = _hold(row, worker_id)
        if held is not None:
            held.set_failed(error)
            Job.objects.filter(pk=row.pk).update(reason=reason)


def count_crash(row: DBTaskResult, worker_id: str, *, most: int = MAX_CRASHES, seconds: float = 0) -> None:
    """Let a task that broke off wait again; after so many times it has failed."""
    if len(row.worker_ids) >= most:
        fail(row, worker_id, TooManyCrashes(CRASHED), reason=CRASHED)
        return
    with transaction.atomic():
        held = _hold(row, worker_id)
        if held is not None:
            held.status, held.run_after = TaskResultStatus.READY, timezone.now() + datetime.timedelta(seconds=seconds)
            held.save(update_fields=["status", "run_after"])


def free_expired(own: str) -> None:
    """Let the tasks of workers that are gone wait again; `own` is the worker that asks and does none now."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    known = TaskWorker.objects.filter(seen_at__gt=timezone.now() - lease()).exclude(pk=own)
    rows = list(running)
    alive = set(known.values_list("pk", flat=True)) if rows else ()
    for row in rows:
        holder = row.worker_ids[-1] if row.worker_ids else ""
        if holder not in alive:
            log.warning("The worker of task %s is gone.", row.task_path)
            count_crash(row, holder, most=MAX_LOSSES)


def lease() -> datetime.timedelta:
    """Return for how long a worker that says nothing is believed to work."""
    return datetime.timedelta(seconds=settings.TASK_LEASE)


def run_waiting_tasks(worker_id: str = "in-process") -> int:
    """Do everything that waits now, in this process; return how many tasks that was."""
    done = 0
    while (row := claim(worker_id)) is not None:
        perform(row, worker_id)
        done += 1
    return done


def _hold(row: DBTaskResult, worker_id: str) -> DBTaskResult | None:
    """Hold a task's row for the rest of the transaction; None where it is not the worker's any more."""
    try:
        return RunningTask(str(row.pk), worker_id).hold()
    except LeaseLost:
        return None
