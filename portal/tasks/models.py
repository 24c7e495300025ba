"""What people asked to be done outside the request, and who does it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django_tasks_db.models import DBTaskResult


class Job(models.Model):
    """A task that a person started and waits for; its state and what came of it are the task's own."""

    class JobState(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting", "așteaptă la rând"
        RUNNING = "running", "în lucru"
        READY = "ready", "gata"
        FAILED = "failed", "nereușită"
        CANCELLED = "cancelled", "anulată"

    task = models.OneToOneField(
        DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="job", verbose_name="lucrarea"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs", verbose_name="cine a cerut-o"
    )
    title = models.CharField("ce este", max_length=300)
    key = models.CharField("ce o deosebește", max_length=200, db_index=True)
    back = models.CharField("pagina de unde s-a cerut", max_length=500)
    reason = models.TextField("de ce nu a reușit", blank=True)
    cancelled_at = models.DateTimeField("când s-a anulat", null=True, blank=True)

    class Meta:
        verbose_name = "lucrare"
        verbose_name_plural = "lucrări"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the address of the page on which the person waits for it."""
        return reverse("portal:job", args=[self.pk])

    @property
    def state(self) -> "Job.JobState":
        """Return where the job stands."""
        if self.cancelled_at:
            return self.JobState.CANCELLED
        return {
            "READY": self.JobState.WAITING,
            "RUNNING": self.JobState.RUNNING,
            "SUCCESSFUL": self.JobState.READY,
        }.get(self.task.status, self.JobState.FAILED)

    @property
    def is_open(self) -> bool:
        """Tell whether something of it is still to be done."""
        return self.state in (self.JobState.WAITING, self.JobState.RUNNING)


class TaskWorker(models.Model):
    """A process that does tasks; one that was not seen for as long as the lease is gone, and its task is free."""

    id = models.CharField("procesul", primary_key=True, max_length=64)
    started_at = models.DateTimeField("pornit la", auto_now_add=True)
    seen_at = models.DateTimeField("văzut la")

    class Meta:
        verbose_name = "proces de lucru"
        verbose_name_plural = "procese de lucru"

    def __str__(self):
        return self.id
