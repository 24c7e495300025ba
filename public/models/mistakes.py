"""The mistakes that readers report, and what they are answered."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.models import Edition, Plan
from portal.clock import today
from portal.fields import LineField, ProseField
from portal.languages import LANGUAGES, ROMANIAN
from portal.versioning import Versioned

# By when a report is answered (OG 27/2002, art. 8): so many days after it came.
DAYS_TO_ANSWER = 30


def answer_day() -> datetime.date:
    """Return by when what comes today is to be answered."""
    return today() + datetime.timedelta(days=DAYS_TO_ANSWER)


class MistakeReport(Versioned):
    """What a reader says is wrong on a public page; who wrote it knows the secret whose digest is the row's key.

    Its place is named as the page named it: by words of an edition, where it shows one, which are public for as long
    as it is. The writer's name, address and texts go when they are no longer needed; the rest is counted.
    """

    class MistakeState(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("așteaptă răspuns")
        CONFIRMED = "confirmed", _("confirmată, se corectează")
        CORRECTED = "corrected", _("corectată")
        NO_MISTAKE = "no_mistake", _("nu este o greșeală")
        OTHER = "other", _("nu privește pagina")
        WITHDRAWN = "withdrawn", _("retrasă de cine a scris")

    key_digest = models.CharField("amprenta adresei de urmărire", max_length=64, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="mistake_reports", verbose_name="planul")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+", verbose_name="ediția")
    element_uid = models.CharField("elementul", max_length=36, blank=True, db_index=True)
    path = LineField("pagina", max_length=300)
    place = LineField("locul", max_length=300)
    text = ProseField("ce este greșit", blank=True)
    proposal = ProseField("cum ar trebui să fie", blank=True)
    name = LineField("numele", max_length=150, blank=True)
    email = models.EmailField("adresa de e-mail", blank=True)
    language = models.CharField("limba", max_length=2, choices=LANGUAGES, default=ROMANIAN)
    state = models.CharField("starea", max_length=20, choices=MistakeState, default=MistakeState.OPEN)
    received_at = models.DateTimeField("primită la", default=timezone.now)
    due_on = models.DateField("de răspuns până la", default=answer_day)
    answered_on = models.DateField("primul răspuns la", null=True)
    closed_on = models.DateField("încheiată la", null=True)
    erased_on = models.DateField("datele personale șterse la", null=True)

    class Meta:
        verbose_name = "greșeală semnalată"
        verbose_name_plural = "greșeli semnalate"
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(text="", proposal="", name="", email=""),
                name="mistake_erased_is_empty",
            )
        ]
        indexes = [
            models.Index(fields=["plan", "-received_at"], name="mistake_by_plan"),
            models.Index(fields=["closed_on"], condition=Q(erased_on=None), name="mistake_to_erase"),
        ]

    def __str__(self):
        return f"Sesizarea nr. {self.pk}"

    @property
    def received_on(self) -> datetime.date:
        """Return the day on which it came, in the county."""
        return timezone.localdate(self.received_at)

    @property
    def is_answerable(self) -> bool:
        """Tell whether it waits for an answer, or for the mistake that was confirmed to be mended."""
        return self.state in (self.MistakeState.OPEN, self.MistakeState.CONFIRMED)

    @property
    def is_place_public(self) -> bool:
        """Tell whether the words that name its place are still public."""
        return self.edition is None or not hasattr(self.edition, "withdrawal")


class MistakeAnswer(models.Model):
    """One answer to a report: what was found, in words to who wrote; the last one holds."""

    report = models.ForeignKey(MistakeReport, models.CASCADE, related_name="answers", verbose_name="sesizarea")
    state = models.CharField("ce s-a constatat", max_length=20, choices=MistakeReport.MistakeState)
    text = ProseField("răspunsul", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mistake_answers", verbose_name="cine a răspuns"
    )
    at = models.DateTimeField("când", default=timezone.now)

    class Meta:
        verbose_name = "răspuns la o greșeală semnalată"
        verbose_name_plural = "răspunsuri la greșeli semnalate"
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_state_display()
