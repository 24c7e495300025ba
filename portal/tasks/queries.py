"""What the administrators' page asks of the queue."""

import datetime

from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.tasks.models import Job, TaskWorker
from portal.tasks.queue import lease


def waiting_count() -> int:
    """Return how many tasks may be done now and are not; those put off to a later hour do not count."""
    return DBTaskResult.objects.ready().count()


def running_count() -> int:
    """Return how many tasks are being done."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count()


def failed_count(*, since: datetime.datetime) -> int:
    """Return how many tasks failed since a moment; what people called off did not fail."""
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=since)
    return failed.exclude(job__cancelled_at__isnull=False).count()


def oldest_waiting() -> datetime.datetime | None:
    """Return since when the task waits that has waited the longest, None where none waits."""
    return DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()


def last_seen_worker() -> datetime.datetime | None:
    """Return when a worker last gave a sign of life, None where none ever did."""
    return TaskWorker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def is_worker_alive() -> bool:
    """Tell whether a worker gave a sign of life within the lease."""
    seen = last_seen_worker()
    return seen is not None and seen > timezone.now() - lease()


def waiting_before(job: Job) -> int:
    """Return how many tasks are done before a job that waits."""
    earlier = Q(priority=job.task.priority, enqueued_at__lt=job.task.enqueued_at)
    return DBTaskResult.objects.ready().filter(Q(priority__gt=job.task.priority) | earlier).count()
