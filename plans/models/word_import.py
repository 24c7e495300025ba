"""Documents from which plans came: what was uploaded, how it was understood, where each element stood in it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from plans.models.element import Element
from plans.models.plan import Plan


class WordImport(models.Model):
    """An uploaded document: on its way to a plan, until it has one; its original is kept byte for byte."""

    name = models.CharField("numele fișierului", max_length=150)
    size = models.PositiveBigIntegerField("mărimea")
    checksum = models.CharField("SHA-256", max_length=64, db_index=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="încărcat de")
    added_at = models.DateTimeField("încărcat la", default=timezone.now)
    mapping = models.JSONField("cum se înțelege", default=dict, blank=True)
    plan = models.OneToOneField(
        Plan, models.CASCADE, null=True, blank=True, related_name="word_import", verbose_name="planul"
    )
    continues = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="planul pe care îl continuă"
    )
    # What people said of single elements: the uid of what each continues, by its key in the document.
    pairs = models.JSONField("ce continuă ce", default=dict, blank=True)
    # What the plan was when it came: as long as it still is that, the import can be taken back.
    fingerprint = models.CharField("amprenta planului adus", max_length=64, blank=True)

    class Meta:
        verbose_name = "document adus din Word"
        verbose_name_plural = "documente aduse din Word"
        ordering = ["-added_at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Return the address where it is corrected and made a plan."""
        return reverse("plans:word_document", args=[self.pk])


class ImportedElement(models.Model):
    """Where an element stood in the document that its plan came from."""

    element = models.OneToOneField(
        Element, models.CASCADE, primary_key=True, related_name="imported_from", verbose_name="elementul"
    )
    word_import = models.ForeignKey(WordImport, models.CASCADE, related_name="elements", verbose_name="documentul")
    place = models.CharField("locul în document", max_length=120)

    class Meta:
        verbose_name = "element adus din Word"
        verbose_name_plural = "elemente aduse din Word"

    def __str__(self):
        return self.place
