"""What was published: editions that never change, and their withdrawal."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from plans.document import Document, checksum_of, from_json, to_json
from plans.models.plan import Plan
from portal.fields import ProseField


class FrozenEdition(Exception):
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

    def current_of(self, slug):
        """Return a plan's edition in force, with its plan; none for a plan that is unknown, a draft or withdrawn."""
        return self.current().select_related("plan__owner").filter(plan__slug=slug).first()

    def update(self, **kwargs):
        """Refuse: editions are frozen."""
        raise FrozenEdition

    def delete(self):
        """Refuse: editions are frozen."""
        raise FrozenEdition


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
    _content: Document | None = None

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
        """Save a new edition; raise FrozenEdition for one that exists."""
        if not self._state.adding:
            raise FrozenEdition
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: editions are frozen."""
        raise FrozenEdition

    def keep(self, content: Document) -> None:
        """Take a document as what a new edition says."""
        self.document = to_json(content)
        self.checksum = checksum_of(self.document)
        self._content = content

    def read(self) -> Document:
        """Return the document, read once a row in memory; raise CorruptDocument when it is not what was published."""
        if self._content is None:
            self._content = from_json(self.document, checksum=self.checksum)
        return self._content


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
