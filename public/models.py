"""The public pages, made from editions and accepted reports."""

from django.db import models

from plans.models import Plan
from portal.fields import LineField


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
