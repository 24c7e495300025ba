"""The public pages, made from editions and accepted reports."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from plans.models import Edition, Plan
from portal.fields import LineField
from public.mistake_models import MistakeAnswer, MistakeReport

__all__ = ["MistakeAnswer", "MistakeReport", "PlanSummary", "PublicAddress", "StoredPage"]


class StoredPage(models.Model):
    """A public page, compressed and ready to send; it can always be made again from the editions."""

    path = LineField("adresa", max_length=300, primary_key=True)
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="pages", verbose_name="plan")
    etag = models.CharField("etichetă", max_length=64)
    # What made it: the page is stale once the portal is another one.
    portal_version = models.CharField("versiunea portalului", max_length=64)
    # The first day on which the page would say something else; no day for what time does not change.
    expires_on = models.DateField("valabilă până la", null=True)
    gzip = models.BinaryField("comprimată gzip")
    brotli = models.BinaryField("comprimată brotli")

    class Meta:
        verbose_name = "pagină publică"
        verbose_name_plural = "pagini publice"

    def __str__(self):
        return self.path


class PublicAddress(models.Model):
    """What an address of a plan stood for, and the newest edition that says so; the editions can always tell it again.

    `address` is the part after the plan's own, without the last slash; `uid` is an element's or an indicator's.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="public_addresses", verbose_name="plan")
    address = LineField("adresa", max_length=120)
    uid = models.CharField("identificator", max_length=36)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="ediția")
    label = models.TextField("ce era la ea")

    class Meta:
        verbose_name = "adresă publică"
        verbose_name_plural = "adrese publice"
        constraints = [models.UniqueConstraint(fields=["plan", "address", "uid"], name="address_once_per_holder")]

    def __str__(self):
        return f"{self.plan_id}/{self.address}"


class PlanSummaryQuerySet(models.QuerySet):
    """Published plans, by whether they are real: an example stands in no list of real things."""

    def real(self):
        """Keep the plans that are no example."""
        return self.filter(is_invented=False)

    def naming(self, *codes: str):
        """Keep the plans that name one of some institutions: as theirs, or as one that answers for something."""
        return self.filter(reduce(or_, (Q(institution_codes__contains=f" {code} ") for code in codes)))

    def invented(self):
        """Keep the examples."""
        return self.filter(is_invented=True)


class PlanSummary(models.Model):
    """What the list of plans shows of a plan's current edition; it can always be made again from the edition.

    `title_key` orders titles as Romanian does, `search_text` is the folded text in which words are looked for,
    `institution_codes` has a space before and after each code.
    """

    plan = models.OneToOneField(
        Plan, models.CASCADE, primary_key=True, related_name="public_summary", verbose_name="plan"
    )
    slug = models.SlugField("adresă", db_index=False)
    short_title = models.TextField("titlu scurt")
    title = models.TextField("titlu")
    subtitle = models.TextField("subtitlu")
    owner_name = models.TextField("instituția care îl întocmește")
    period_start = models.DateField("începutul perioadei")
    period_end = models.DateField("sfârșitul perioadei")
    number = models.PositiveIntegerField("ediția")
    published_at = models.DateTimeField("publicată la")
    counts = models.JSONField("ce cuprinde")
    is_invented = models.BooleanField("este un exemplu", default=False)
    institution_codes = models.TextField("codurile instituțiilor numite")
    title_key = models.TextField("cheia titlului")
    search_text = models.TextField("textul în care se caută")

    objects = PlanSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = "rezumatul unui plan publicat"
        verbose_name_plural = "rezumatele planurilor publicate"
        indexes = [
            models.Index(fields=["-period_start", "-slug"], name="summary_by_period"),
            models.Index(fields=["title_key", "-period_start", "-slug"], name="summary_by_title"),
        ]

    def __str__(self):
        return self.short_title
