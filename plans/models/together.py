"""Working together on a plan: who is at it now, and what was removed from it and can be put back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models.element import Element
from plans.models.fields import LineField
from plans.models.plan import Plan


class Presence(models.Model):
    """A person who has a plan open, and where in it; it says nothing once it is not renewed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="present", verbose_name="plan")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="persoana")
    element = models.ForeignKey(
        Element, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="element"
    )
    seen_at = models.DateTimeField("văzut la", default=timezone.now)

    class Meta:
        verbose_name = "prezență"
        verbose_name_plural = "prezențe"
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="presence_once_per_plan")]

    def __str__(self):
        return f"{self.user} – {self.plan}"


class Removal(models.Model):
    """Rows removed from a plan together, kept whole as they were, so that they can be put back as they were."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="removals", verbose_name="plan")
    title = LineField("ce s-a șters", max_length=200)
    count = models.PositiveIntegerField("rânduri")
    rows = models.TextField("conținut")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="șters de")
    removed_at = models.DateTimeField("șters la", default=timezone.now)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pus la loc de"
    )
    restored_at = models.DateTimeField("pus la loc la", null=True, blank=True)

    class Meta:
        verbose_name = "ștergere"
        verbose_name_plural = "ștergeri"
        ordering = ["-removed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(restored_by=None, restored_at=None)
                | Q(restored_by__isnull=False, restored_at__isnull=False),
                name="removal_restored_together",
            ),
        ]

    def __str__(self):
        return self.title
