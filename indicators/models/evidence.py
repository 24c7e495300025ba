"""What a report or an answer rests on."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from indicators.models.oversight import Recommendation
from indicators.models.report import Report
from portal.fields import LineField


def evidence_file_name(evidence, _name):
    """Return where the file is kept: under a random name that says nothing and opens as nothing."""
    return f"dovezi/{evidence.pk.hex[:2]}/{evidence.pk.hex}"


class Evidence(models.Model):
    """A file or a link behind a report or behind the answer to a recommendation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name="raportarea"
    )
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name="recomandarea"
    )
    title = LineField("titlul", max_length=200)
    file = models.FileField("fișierul", upload_to=evidence_file_name, max_length=100, blank=True)
    name = LineField("numele fișierului", max_length=150, blank=True)
    size = models.PositiveIntegerField("mărimea în octeți", default=0)
    checksum = models.CharField("sumă de control SHA-256", max_length=64, blank=True)
    url = models.URLField("adresa", max_length=500, blank=True)
    is_public = models.BooleanField("publică", default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="adăugată de")
    added_at = models.DateTimeField("adăugată la", default=timezone.now)

    class Meta:
        verbose_name = "dovadă"
        verbose_name_plural = "dovezi"
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, recommendation=None) | Q(report=None, recommendation__isnull=False),
                name="evidence_of_one_thing",
            ),
            models.CheckConstraint(
                condition=(~Q(file="") & Q(url="") & ~Q(name="") & ~Q(checksum="")) | (Q(file="") & ~Q(url="")),
                name="evidence_is_a_file_or_a_link",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def extension(self):
        """Return the extension of the file, in small letters."""
        return Path(self.name).suffix.lower().lstrip(".")
