"""The chain: an entry for each record, which holds the one before it, and what was erased by right."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.fields import LineField


class ChainEntry(models.Model):
    """A record as it was when it was sealed: the digest of what it promises, and the hash of the entry before.

    `personal` holds a digest of each personal field, salted: who erases the field and the salt leaves nothing that the
    digest could be compared with, and the chain still holds.
    """

    sequence = models.BigIntegerField("numărul", primary_key=True)
    kind = models.CharField("fel", max_length=60)
    key = models.CharField("cheia", max_length=40)
    sealed_at = models.DateTimeField("sigilată la")
    digest = models.CharField("amprenta", max_length=64)
    personal = models.JSONField("amprentele datelor personale", default=dict)
    previous = models.CharField("amprenta celei dinainte", max_length=64)
    hash = models.CharField("amprenta verigii", max_length=64)

    class Meta:
        verbose_name = "verigă a lanțului"
        verbose_name_plural = "lanțul"
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="record_sealed_once")]

    def __str__(self):
        return f"{self.sequence}:{self.hash}"


class RecordSalt(models.Model):
    """What the personal fields of one record were salted with; it goes when they are erased."""

    entry = models.OneToOneField(ChainEntry, models.PROTECT, primary_key=True, related_name="salt")
    salt = models.CharField("sarea", max_length=64)

    class Meta:
        verbose_name = "sarea unei înregistrări"
        verbose_name_plural = "sarea înregistrărilor"

    def __str__(self):
        return f"sarea verigii {self.entry_id}"


class Erasure(models.Model):
    """That the personal fields of a record were erased: by whom, when, by what right."""

    kind = models.CharField("fel", max_length=60)
    key = models.CharField("cheia", max_length=40)
    at = models.DateTimeField("la", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="de")
    right = LineField("cu ce drept", max_length=300)

    class Meta:
        verbose_name = "ștergere de date personale"
        verbose_name_plural = "ștergeri de date personale"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["kind", "key"], name="erasure_by_record")]

    def __str__(self):
        return f"{self.kind} {self.key}"
