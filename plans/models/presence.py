"""Who is at a plan now."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from plans.models.element import Element
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
