"""How the oversight body works: its sittings, what it recommends, what it adopts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from indicators.models.indicator import Indicator
from indicators.models.report import Report
from plans.models import Edition, Element, Institution, Membership, Plan
from portal import clock
from portal.display import first_sentence
from portal.fields import LineField, ProseField
from portal.versioning import Versioned


class Sitting(Versioned):
    """A meeting of the oversight body: who was there, what was examined, what was concluded."""

    class SittingKind(models.TextChoices):
        """How it was called."""

        ORDINARY = "ordinary", _("ordinară")
        EXTRAORDINARY = "extraordinary", _("extraordinară")

    body = models.ForeignKey(Institution, models.PROTECT, related_name="sittings", verbose_name="organismul")
    kind = models.CharField("felul ședinței", max_length=20, choices=SittingKind, default=SittingKind.ORDINARY)
    held_on = models.DateField("data", default=timezone.localdate)
    starts_at = models.TimeField("ora", null=True, blank=True)
    members_present = models.ManyToManyField(
        Membership, blank=True, related_name="sittings", verbose_name="membri prezenți"
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="sittings", verbose_name="ediția examinată"
    )
    period_start = models.DateField("începutul perioadei examinate", null=True, blank=True)
    period_end = models.DateField("sfârșitul perioadei examinate", null=True, blank=True)
    agenda = ProseField("ordinea de zi", blank=True)
    conclusions = ProseField("concluzii", blank=True)
    # Set with the adoption of a document of the sitting: what that document tells of the sitting stays as it is.
    frozen_at = models.DateTimeField("încheiată la", null=True, blank=True, editable=False)

    history = HistoricalRecords(
        excluded_fields=["version"], m2m_fields=[members_present], verbose_name="versiune anterioară"
    )

    class Meta:
        verbose_name = "ședință"
        verbose_name_plural = "ședințe"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(edition=None, period_start=None, period_end=None)
                | Q(
                    edition__isnull=False,
                    period_start__isnull=False,
                    # Without it the database would take an unknown end: a comparison with nothing is not false.
                    period_end__isnull=False,
                    period_end__gte=F("period_start"),
                ),
                name="sitting_examines_an_edition_in_a_period",
                violation_error_message="O ediție se examinează pe o perioadă: alegeți ediția și cele două date, în "
                "ordine, sau niciuna dintre ele.",
            ),
        ]

    def __str__(self):
        return f"Ședința {self.get_kind_display()} din {self.held_on:%d.%m.%Y}{hour_phrase(self.starts_at)}"

    @property
    def is_frozen(self):
        """Tell whether a document of the sitting was adopted; from then on the sitting does not change."""
        return self.frozen_at is not None

    @property
    def is_to_come(self):
        """Tell whether its day has not come: until then it is an invitation."""
        return self.held_on > timezone.localdate()


def hour_phrase(hour) -> str:
    """Return at which hour a sitting began, to stand after its day; nothing where it is not written down."""
    return f", ora {hour:%H:%M}" if hour else ""


class Recommendation(Versioned):
    """What the oversight body asks of an institution, with a deadline, the official answer and its closure."""

    class RecommendationState(models.TextChoices):
        """How far it is."""

        OPEN = "open", "fără răspuns"
        ANSWERED = "answered", "cu răspuns, de verificat"
        CLOSED = "closed", "închisă"
        UNANSWERED = "unanswered", "închisă fără răspuns"
        WITHDRAWN = "withdrawn", "retrasă"

    # Nothing more is expected of it.
    ENDED = ("closed", "unanswered", "withdrawn")

    body = models.ForeignKey(Institution, models.PROTECT, related_name="recommendations", verbose_name="cine recomandă")
    year = models.PositiveSmallIntegerField("anul", editable=False)
    number = models.PositiveIntegerField("numărul", editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="recommendations", verbose_name="planul")
    element = models.ForeignKey(
        Element, models.SET_NULL, null=True, blank=True, related_name="recommendations", verbose_name="elementul"
    )
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="recommendations", verbose_name="indicatorul"
    )
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name="raportarea"
    )
    about = LineField("despre", max_length=500, editable=False)
    sitting = models.ForeignKey(
        Sitting, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name="ședința"
    )
    addressed_to = models.ForeignKey(
        Institution, models.PROTECT, related_name="received_recommendations", verbose_name="cui i se adresează"
    )
    text = ProseField("recomandarea")
    issued_on = models.DateField("emisă la", default=timezone.localdate, editable=False)
    deadline = models.DateField("termenul răspunsului")
    state = models.CharField(
        "stadiu", max_length=20, choices=RecommendationState, default=RecommendationState.OPEN, editable=False
    )
    answer = ProseField("răspunsul", blank=True)
    answered_on = models.DateField("răspuns la", null=True, blank=True, editable=False)
    closed_on = models.DateField("închisă la", null=True, blank=True, editable=False)
    closing_note = ProseField("constatarea la închidere", blank=True)

    history = HistoricalRecords(excluded_fields=["version"], verbose_name="versiune anterioară")

    class Meta:
        verbose_name = "recomandare"
        verbose_name_plural = "recomandări"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="recommendation_number_once_a_year"),
            models.CheckConstraint(
                condition=Q(deadline__gte=F("issued_on")),
                name="recommendation_deadline_after_issue",
                violation_error_message="Termenul nu poate fi înaintea datei recomandării.",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None, closing_note="")
                | (Q(state="answered", answered_on__isnull=False, closed_on=None, closing_note="") & ~Q(answer=""))
                | (Q(state__in=["closed", "unanswered", "withdrawn"], closed_on__isnull=False) & ~Q(closing_note="")),
                name="recommendation_state_fits",
            ),
            models.CheckConstraint(
                condition=~Q(addressed_to=F("body")),
                name="recommendation_to_another",
                violation_error_message="Un organism nu își face recomandări sieși: alegeți altă instituție.",
            ),
        ]

    def __str__(self):
        return f"Recomandarea nr. {self.reference}"

    @property
    def is_ended(self):
        """Tell whether nothing more is expected of it."""
        return self.state in self.ENDED

    @property
    def title(self):
        """Return what is asked, as lists and headings name it."""
        return first_sentence(self.text)

    @property
    def reference(self):
        """Return the number and the year: 3/2026."""
        return f"{self.number}/{self.year}"

    @property
    def is_late(self):
        """Tell whether it is unanswered after its deadline."""
        return self.state == self.RecommendationState.OPEN and self.deadline < timezone.localdate()


class RecommendationStep(models.Model):
    """Something that was done about a recommendation, by whom and when."""

    class RecommendationStepKind(models.TextChoices):
        """What was done."""

        ISSUED = "issued", "emisă"
        ANSWERED = "answered", "răspuns trimis"
        SENT_BACK = "sent_back", "răspuns întors"
        EXTENDED = "extended", "termen prelungit"
        PASSED_ON = "passed_on", "trecută la succesor"
        CLOSED = "closed", "închisă"
        UNANSWERED = "unanswered", "închisă fără răspuns"
        WITHDRAWN = "withdrawn", "retrasă"

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="steps", verbose_name="recomandarea"
    )
    kind = models.CharField("pas", max_length=20, choices=RecommendationStepKind)
    at = models.DateTimeField("la", default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="de")
    note = ProseField("notă", blank=True)
    deadline = models.DateField("termenul de atunci", null=True, blank=True)
    passed_from = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="de la instituția"
    )

    class Meta:
        verbose_name = "pas al recomandării"
        verbose_name_plural = "pașii recomandării"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.recommendation}: {self.get_kind_display()}"


class Briefing(Versioned):
    """A quarterly briefing or a yearly report: drafted from the data, edited, then adopted and frozen."""

    class BriefingKind(models.TextChoices):
        """What it is."""

        QUARTERLY = "quarterly", "informare trimestrială"
        YEARLY = "yearly", "raport anual"

    kind = models.CharField("fel", max_length=20, choices=BriefingKind)
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="briefings", verbose_name="ședința")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="briefings", verbose_name="planul")
    # Whose document it is and of which period, as the sitting said when it was drafted: there is one of each kind.
    body = models.ForeignKey(
        Institution, models.PROTECT, related_name="briefings", verbose_name="organismul", editable=False
    )
    period_start = models.DateField("începutul perioadei", editable=False)
    period_end = models.DateField("sfârșitul perioadei", editable=False)
    title = LineField("titlul", max_length=300)
    # The briefing as canonical JSON: of the draft while it is edited, of the adopted text afterwards.
    content = models.TextField("conținutul", editable=False)
    checksum = models.CharField("sumă de control SHA-256", max_length=64, blank=True, editable=False)
    number = LineField("numărul hotărârii", max_length=40, blank=True)
    adopted_on = models.DateField("adoptat la", null=True, blank=True)
    # The year of its adoption, in which the number is used once.
    year = models.PositiveSmallIntegerField("anul hotărârii", null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="înregistrat de",
        editable=False,
    )
    adopted_at = models.DateTimeField("înregistrat la", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "informare sau raport"
        verbose_name_plural = "informări și rapoarte"
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(adopted_on=None, adopted_by=None, number="", checksum="", year=None))
                | (
                    Q(adopted_on__isnull=False, adopted_by__isnull=False, year__isnull=False)
                    & ~Q(number="")
                    & ~Q(checksum="")
                ),
                name="briefing_adoption_is_whole_or_absent",
            ),
            models.UniqueConstraint(
                fields=["body", "kind", "period_start", "period_end"],
                name="briefing_once_per_body_and_period",
                violation_error_message="Organismul are deja un document de acest fel despre această perioadă.",
            ),
            models.UniqueConstraint(
                fields=["body", "year", "number"],
                condition=~Q(number=""),
                name="briefing_number_once_a_year",
                violation_error_message="Organismul a adoptat deja, în acest an, un document cu acest număr de "
                "hotărâre.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_adopted(self):
        """Tell whether it was adopted; from then on it does not change."""
        return self.adopted_on is not None
