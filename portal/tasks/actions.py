"""What people do with tasks: start them, call them off; and what is left of them goes after some days."""

import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.tasks import folders
from portal.tasks.models import Job, TaskWorker
from portal.tasks.problems import Cancelled

KEPT_FOR = datetime.timedelta(days=7)
# What failed by itself is not tried at every reader's asking.
AFTER_FAILURE = datetime.timedelta(hours=1)
OPEN = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@transaction.atomic
def start_job(task, *arguments, by, title: str, key: str, back: str) -> Job:
    """Let a task be done for a person; asked for again while it is open, it is the same one.

    `key` tells the person's own tasks apart; `back` is the page that the person comes from.
    """
    # Who presses twice asks twice at once: the second waits here and finds the first.
    get_user_model().objects.select_for_update().get(pk=by.pk)
    open_one = Job.objects.select_related("task").filter(owner=by, key=key, task__status__in=OPEN).first()
    if open_one is not None:
        return open_one
    result = task.enqueue(*arguments)
    return Job.objects.create(task=result.db_result, owner=by, title=title[:300], key=key, back=back)


def enqueue_once(task, *arguments) -> None:
    """Let a task be done that nobody waits for by name, unless it waits already or failed in the last hour."""
    same = DBTaskResult.objects.filter(task_path=task.module_path, args_kwargs={"args": list(arguments), "kwargs": {}})
    recent = timezone.now() - AFTER_FAILURE
    if not same.filter(Q(status__in=OPEN) | Q(status=TaskResultStatus.FAILED, finished_at__gt=recent)).exists():
        task.enqueue(*arguments)


def cancel_job(job: Job, *, by) -> None:
    """Call a job off: what waits is not done, what is being done is broken off; what is over stays as it is."""
    if by.pk != job.owner_id and not by.is_superuser:
        raise PermissionDenied
    if not job.is_open:
        return
    # The worker reads this first: the task may hold the database that the rest of this waits for.
    folders.mark_cancelled(job.pk)
    end_cancelled(job.pk)


@transaction.atomic
def end_cancelled(key) -> None:
    """Write down that a task was called off, unless it is over already."""
    row = DBTaskResult.objects.select_for_update().filter(pk=key).first()
    if row is None or row.status not in OPEN:
        return
    row.set_failed(Cancelled("Lucrarea a fost anulată."))
    Job.objects.filter(pk=key).update(cancelled_at=timezone.now())


def prune_tasks(*, now: datetime.datetime | None = None) -> int:
    """Delete tasks that ended a week ago, with their files, and workers that are gone; return how many tasks."""
    before = (now or timezone.now()) - KEPT_FOR
    over = DBTaskResult.objects.finished().filter(finished_at__lt=before)
    keys = list(over.values_list("pk", flat=True))
    over.delete()
    TaskWorker.objects.filter(seen_at__lt=before).delete()
    for key in keys:
        folders.remove(key)
    return len(keys)
