"""The worker: takes one task after another, each done by a process of its own that it watches.

A process that dies, hangs or takes all memory ends one task. A worker that dies takes its process along, and what it
did is done again when its lease is over; a task is ended only by the worker that has it.
"""

import ctypes
import logging
import os
import resource
import secrets
import select
import signal
import socket
import sys
import time
from contextlib import suppress

from django.db import DatabaseError, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.call_room import call_with_room
from portal.tasks import folders, queue
from portal.tasks.actions import end_cancelled
from portal.tasks.models import TaskWorker
from portal.tasks.problems import TaskRefused

log = logging.getLogger(__name__)
POLL, TICK, BEAT = 1.0, 0.2, 5.0
TIME_LIMIT = 15 * 60
# How many seconds a task may still take once the worker is told to stop.
GRACE = 3
MEMORY_LIMIT = 2 * 1024**3
TOO_LONG = "A durat peste un sfert de oră și s-a oprit. Anunțați administratorul portalului."
PR_SET_PDEATHSIG = 1


class Worker:
    """Does the tasks that wait, until it is told to stop."""

    def __init__(self):
        self.id = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.stop_at: float | None = None
        self.beat_at = float("-inf")

    def stop(self, *_signal) -> None:
        """Take no other task; the one that is being done may take a few seconds more."""
        if self.stop_at is None:
            self.stop_at = time.monotonic() + GRACE

    def run(self, *, is_once: bool = False) -> None:
        """Do what waits, then wait for more; `is_once` ends where nothing waits."""
        while self.stop_at is None:
            try:
                self.beat()
                queue.free_expired(self.id)
                row = queue.claim(self.id)
                if row is not None:
                    self._supervise(row)
                    continue
            except DatabaseError as error:
                log.warning("The database does not answer the worker: %s", error)
                connections.close_all()
            else:
                if is_once:
                    break
            time.sleep(POLL)
        with suppress(DatabaseError):
            TaskWorker.objects.filter(pk=self.id).delete()

    def beat(self) -> None:
        """Say that the worker lives, every few seconds."""
        if time.monotonic() - self.beat_at < min(BEAT, queue.lease().total_seconds() / 4):
            return
        TaskWorker.objects.update_or_create(pk=self.id, defaults={"seen_at": timezone.now()})
        self.beat_at = time.monotonic()

    def _supervise(self, row: DBTaskResult) -> None:
        """Let a process do the task, and watch it: it may be called off, take too long, or die."""
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            _work_as_child(row, self.id)
        end = os.pidfd_open(child)
        started = time.monotonic()
        try:
            while not select.select([end], [], [], TICK)[0]:
                if self._is_over(row, started):
                    os.kill(child, signal.SIGKILL)
                    break
        finally:
            os.close(end)
            os.waitpid(child, 0)
        self._settle(row, started)

    def _is_over(self, row: DBTaskResult, started: float) -> bool:
        """Tell whether the task is to be broken off; say meanwhile that the worker lives."""
        try:
            self.beat()
        except DatabaseError:
            # The task itself may hold the database; the next beat comes soon.
            connections.close_all()
        now = time.monotonic()
        is_late = now - started > TIME_LIMIT or (self.stop_at is not None and now > self.stop_at)
        return is_late or folders.is_cancelled(row.pk)

    def _settle(self, row: DBTaskResult, started: float) -> None:
        """Write down how a task ended whose process did not do it itself; else nothing changes."""
        if folders.is_cancelled(row.pk):
            end_cancelled(row.pk)
        elif time.monotonic() - started > TIME_LIMIT:
            queue.fail(row, self.id, TaskRefused(TOO_LONG), reason=TOO_LONG)
        elif self.stop_at is not None:
            queue.put_back(row, self.id)
        else:
            queue.count_crash(row, self.id)


def _work_as_child(row: DBTaskResult, worker_id: str) -> None:
    """Do a task as a process that ends with it, and with its worker."""
    status = 1
    try:
        end_with_parent(signal.SIGKILL)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        os.nice(5)
        call_with_room(queue.perform, row, worker_id)
        status = 0
    except BaseException:
        log.exception("The task %s broke off.", row.task_path)
    finally:
        connections.close_all()
        logging.shutdown()
        os._exit(status)


def end_with_parent(number: signal.Signals) -> None:
    """Get a signal when the process dies that began this one."""
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent or parent == 1:
        os.kill(os.getpid(), number)
