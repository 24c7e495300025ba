"""What a task may ask and say while it runs; done at once, without a worker, it asks and says the same in vain."""

import time
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import transaction
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.tasks import folders
from portal.tasks.problems import LeaseLost

PROGRESS_EVERY = 0.5
# What goes before what: mails, which take a moment, then what a person waits for, then the rest.
QUICK, AWAITED = 10, 5


@dataclass
class RunningTask:
    """The task that this process does, and as which worker."""

    key: str
    worker_id: str
    is_complete: bool = False
    said_at: float = 0.0

    def hold(self) -> DBTaskResult:
        """Hold the task's row for the rest of the transaction; raise LeaseLost where it is another worker's."""
        row = DBTaskResult.objects.select_for_update().get(pk=self.key)
        if row.status != TaskResultStatus.RUNNING or row.worker_ids[-1:] != [self.worker_id]:
            raise LeaseLost
        return row


CURRENT: ContextVar[RunningTask | None] = ContextVar("portal_running_task", default=None)


def complete(value=None) -> None:
    """Say, in the transaction of the work itself, that the task is done: both are kept, or neither.

    Raises LeaseLost where another worker has the task meanwhile; the transaction is then rolled back.
    """
    running = CURRENT.get()
    if running is None:
        return
    with transaction.atomic():
        running.hold().set_successful(value)
    running.is_complete = True


def report_progress(done: int, total: int, noun: str) -> None:
    """Say how far the task is, twice a second at most."""
    running = CURRENT.get()
    if running is None or (done < total and time.monotonic() - running.said_at < PROGRESS_EVERY):
        return
    running.said_at = time.monotonic()
    folders.write_progress(running.key, folders.TaskProgress(done, total, noun))


def keep_file(content: bytes, *, name: str, content_type: str) -> dict:
    """Keep a file for whoever asked for it; return what the task is to return."""
    folders.write_result(CURRENT.get().key, name, content)
    return {"file": name, "content_type": content_type}
