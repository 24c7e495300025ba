"""The reminders that were written."""

from django.db import models
from django.utils import timezone


class Reminder(models.Model):
    """One reminder to one address on one day; its row is saved with the mail, so that none is written twice."""

    email = models.EmailField("adresa")
    day = models.DateField("ziua", default=timezone.localdate)

    class Meta:
        verbose_name = "reamintire"
        verbose_name_plural = "reamintiri"
        ordering = ["-day", "email"]
        constraints = [models.UniqueConstraint(fields=["email", "day"], name="reminder_once_a_day")]

    def __str__(self):
        return f"{self.email}, {self.day}"
