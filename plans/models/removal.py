"""What was removed from a plan and can be put back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models.plan import Plan
from portal.fields import LineField


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
