"""What was published: editions that never change, and the pages made from them."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from plans.document import Document, from_json
from plans.models.fields import LineField, ProseField
from plans.models.plan import Plan


class Frozen(Exception):
    """An edition is never changed or deleted; what happens to it later is a row of its own."""


class EditionQuerySet(models.QuerySet):
    """Editions, as the public may see them."""

    def public(self):
        """Keep the editions that were not withdrawn."""
        return self.filter(withdrawal__isnull=True)

    def current(self):
        """Keep the newest public edition of each plan."""
        newer = self.model.objects.public().filter(plan=models.OuterRef("plan"), number__gt=models.OuterRef("number"))
        return self.public().filter(~models.Exists(newer))

    def update(self, **kwargs):
        """Refuse: editions are frozen."""
        raise Frozen

    def delete(self):
        """Refuse: editions are frozen."""
        raise Frozen


class Edition(models.Model):
    """A published plan: one self-contained document with its number, checksum, date, author and change note."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="editions", verbose_name="plan")
    number = models.PositiveIntegerField("ediția")
    document = models.TextField("document")
    checksum = models.CharField("sumă de control SHA-256", max_length=64)
    published_at = models.DateTimeField("publicată la", default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="publicată de"
    )
    note = ProseField("ce s-a schimbat")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "ediție"
        verbose_name_plural = "ediții"
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="edition_number_once_per_plan"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="edition_number_from_one"),
        ]

    def __str__(self):
        return f"{self.plan}, ediția {self.number}"

    def save(self, *args, **kwargs):
        """Save a new edition; raise Frozen for one that exists."""
        if not self._state.adding:
            raise Frozen
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: editions are frozen."""
        raise Frozen

    def read(self) -> Document:
        """Return the document; raise Corrupted when it is not what was published."""
        return from_json(self.document, checksum=self.checksum)


class Withdrawal(models.Model):
    """An edition taken out of public view, with the reason; the edition itself stays as it is."""

    edition = models.OneToOneField(Edition, models.PROTECT, verbose_name="ediția")
    withdrawn_at = models.DateTimeField("retrasă la", default=timezone.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="retrasă de"
    )
    reason = ProseField("motivul")

    class Meta:
        verbose_name = "retragere"
        verbose_name_plural = "retrageri"
        ordering = ["-withdrawn_at"]

    def __str__(self):
        return f"{self.edition}, retrasă"


class StoredPage(models.Model):
    """A public page, compressed and ready to send; it can always be made again from the editions."""

    path = LineField("adresa", max_length=300, primary_key=True)
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="pages", verbose_name="plan")
    etag = models.CharField("etichetă", max_length=64)
    # The first day on which the page would say something else; no day for what time does not change.
    expires_on = models.DateField("valabilă până la", null=True)
    gzip = models.BinaryField("comprimată gzip")
    brotli = models.BinaryField("comprimată brotli")

    class Meta:
        verbose_name = "pagină publică"
        verbose_name_plural = "pagini publice"

    def __str__(self):
        return self.path
