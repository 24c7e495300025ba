"""The mails that wait, left, or could not leave."""

import uuid

from django.db import models
from django.db.models import Q
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult


class LetterQuerySet(models.QuerySet):
    """Letters by what became of them."""

    def waiting(self):
        """Return letters that are still to leave."""
        open_task = Q(task__status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
        return self.filter(open_task, sent_at=None, failed_at=None)

    def failed(self):
        """Return letters that did not leave and will not: refused, tried in vain, or their task broke."""
        return self.filter(sent_at=None).exclude(pk__in=self.waiting().values("pk"))


class Letter(models.Model):
    """One mail to one address; its text is closed with the portal's key, and goes once the mail has left."""

    id = models.UUIDField("numărul", primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField("către")
    subject = models.CharField("despre ce", max_length=300)
    sealed_body = models.TextField("textul, închis", blank=True)
    about = models.CharField("ce privește", max_length=100, blank=True)
    about_key = models.CharField("care anume", max_length=100, blank=True)
    created_at = models.DateTimeField("scris la", auto_now_add=True)
    attempts = models.PositiveSmallIntegerField("încercări", default=0)
    problem = models.TextField("ce s-a întâmplat", blank=True)
    sent_at = models.DateTimeField("plecat la", null=True, blank=True)
    failed_at = models.DateTimeField("renunțat la", null=True, blank=True)
    task = models.ForeignKey(DBTaskResult, on_delete=models.SET_NULL, null=True, verbose_name="lucrarea")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "scrisoare"
        verbose_name_plural = "scrisori"
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"{self.to}: {self.subject}"
