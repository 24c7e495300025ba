"""What is owed of an indicator for a period, what was reported, and how it was judged."""

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from simple_history.models import HistoricalRecords

from indicators.models.indicator import Indicator
from indicators.progress.vocabulary import judgement
from plans.models import Institution
from portal import clock
from portal.fields import ProseField
from portal.versioning import Versioned

EMPTY_ANSWER = Q(value=None, numerator=None, denominator=None, text="")
ANY_ANSWER = Q(value__isnull=False) | Q(numerator__isnull=False, denominator__isnull=False) | ~Q(text="")


class ReportQuerySet(models.QuerySet):
    """Reports, by what has become of them."""

    def in_force(self):
        """Keep the accepted reports that no correction has superseded."""
        return self.filter(state=Report.State.ACCEPTED, superseded_at=None)

    def with_first_sending(self):
        """Add the moment when each was first sent, whatever was given back since."""
        steps = ReportStep.objects.filter(report=OuterRef("pk"), kind=ReportStep.Kind.SUBMITTED).order_by("at", "pk")
        return self.annotate(first_sent_at=Subquery(steps.values("at")[:1]))

    def overdue(self, today=None):
        """Keep what was due before today and was never sent; a correction has no day of its own."""
        return self.filter(state__in=Report.UNSENT, corrects=None, due_on__lt=today or timezone.localdate())


class Report(Versioned):
    """One indicator in one period: it is there, due, before anyone reports.

    It belongs to the institution that owed it: who reports the indicator later has no part in it.

    A ratio and a change have a numerator and a denominator (for a change: this period's and the compared period's
    number), a milestone has the value 1 or 0. A report with a reason for no data has no value: that is not zero.
    """

    class State(models.TextChoices):
        """How far the report is."""

        DUE = "due", "de raportat"
        DRAFT = "draft", "ciornă"
        SUBMITTED = "submitted", "trimisă"
        RETURNED = "returned", "întoarsă"
        ACCEPTED = "accepted", "acceptată"

    class Verdict(models.TextChoices):
        """What the oversight body says of the result."""

        MET = "met", "îndeplinit"
        PARTLY = "partly", "îndeplinit parțial"
        NOT_MET = "not_met", "neîndeplinit"
        CANNOT_BE_JUDGED = "cannot_be_judged", "nu se poate aprecia"

    # What the reporting institution still has to send.
    OWED = (State.DUE, State.DRAFT, State.RETURNED)
    # What it never sent.
    UNSENT = (State.DUE, State.DRAFT)
    # What a reporter fills in.
    CONTENT = ("value", "numerator", "denominator", "text", "no_data_reason", "narrative")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="reports", verbose_name="indicator")
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="reports", verbose_name="instituția care raportează"
    )
    period_start = models.DateField("începutul perioadei")
    period_end = models.DateField("sfârșitul perioadei")
    due_on = models.DateField("termen")
    state = models.CharField("stadiu", max_length=20, choices=State, default=State.DUE)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="corectează"
    )
    superseded_at = models.DateTimeField("corectat la", null=True, blank=True)

    value = models.DecimalField("valoarea", max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField("numărătorul", max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField("numitorul", max_digits=20, decimal_places=6, null=True, blank=True)
    text = ProseField("răspunsul", blank=True)
    no_data_reason = ProseField("de ce nu există date", blank=True)
    narrative = ProseField("explicații", blank=True)
    # Why it is so, where figures are doubtful or the period has not ended; reviewers read it, the public does not.
    confirmation = ProseField("confirmarea", blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="raportat de"
    )
    reported_at = models.DateTimeField("raportat la", null=True, blank=True)

    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="evaluat de"
    )
    reviewed_at = models.DateTimeField("evaluat la", null=True, blank=True)
    proposed = models.CharField("propunerea formulei", max_length=20, blank=True)
    verdict = models.CharField("apreciere", max_length=20, choices=Verdict, blank=True)
    verdict_reason = ProseField("motivul aprecierii", blank=True)
    has_interest = models.BooleanField("interes declarat", default=False)
    # The indicator and its target as they were published when the report was accepted.
    definition = models.JSONField("definiția la acceptare", null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["version", "definition"], verbose_name="versiune anterioară")
    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "raportare"
        verbose_name_plural = "raportări"
        ordering = ["due_on", "indicator__number", "pk"]
        indexes = [
            models.Index(
                fields=["indicator", "-period_end", "value", "numerator", "denominator"],
                condition=Q(state="accepted", superseded_at=None),
                name="report_latest_accepted",
            ),
            models.Index(fields=["state", "due_on"], name="report_by_state_and_due_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_start", "period_end"],
                condition=Q(corrects=None),
                name="report_owed_once_per_period",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period_start", "period_end"],
                condition=Q(state="accepted", superseded_at=None),
                name="report_accepted_once_per_period",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=~Q(state="accepted"), name="report_corrected_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="report_period_in_order"),
            models.CheckConstraint(
                condition=~Q(state="due")
                | (EMPTY_ANSWER & Q(no_data_reason="", narrative="", confirmation="", reported_at=None)),
                name="report_due_is_empty",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["due", "draft", "returned"])
                | (Q(no_data_reason="") & ANY_ANSWER)
                | (~Q(no_data_reason="") & EMPTY_ANSWER),
                name="report_sent_says_a_value_or_why_none",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["due", "draft"], reported_by=None, reported_at=None)
                | Q(
                    state__in=["submitted", "returned", "accepted"],
                    reported_by__isnull=False,
                    reported_at__isnull=False,
                ),
                name="report_sent_by_someone",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        state="accepted",
                        reviewed_by__isnull=False,
                        reviewed_at__isnull=False,
                        definition__isnull=False,
                        verdict__in=["met", "partly", "not_met", "cannot_be_judged"],
                    )
                    & ~Q(verdict_reason="")
                    & ~Q(proposed="")
                )
                | (
                    ~Q(state="accepted")
                    & Q(reviewed_by=None, reviewed_at=None, definition__isnull=True, has_interest=False)
                    & Q(verdict="", verdict_reason="", proposed="", superseded_at=None)
                ),
                name="report_review_is_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("reported_by")),
                name="report_reviewer_is_not_the_reporter",
            ),
        ]

    def __str__(self):
        return f"{self.indicator} ({self.period_start:%d.%m.%Y}–{self.period_end:%d.%m.%Y})"

    @property
    def judgement(self):
        """Return what its verdict is told as; empty without one."""
        return judgement(self.verdict, self.proposed)

    @property
    def is_owed(self):
        """Tell whether the reporting institution still has to send it."""
        return self.state in self.OWED

    @property
    def is_overdue(self):
        """Tell whether its day has passed and it was never sent; a correction has no day of its own."""
        return self.state in self.UNSENT and self.corrects_id is None and self.due_on < timezone.localdate()

    @property
    def days_late(self):
        """Return by how many days it is overdue; negative while there is time."""
        return (timezone.localdate() - self.due_on).days


class ReportStep(models.Model):
    """Something that was done with a report, by whom and when; a report with a step is never deleted."""

    class Kind(models.TextChoices):
        """What was done."""

        STARTED = "started", "început"
        SUBMITTED = "submitted", "trimis"
        RETURNED = "returned", "întors"
        ACCEPTED = "accepted", "acceptat"
        SUPERSEDED = "superseded", "corectat"

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps", verbose_name="raportarea")
    kind = models.CharField("pas", max_length=20, choices=Kind)
    at = models.DateTimeField("la", default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="de")
    note = ProseField("notă", blank=True)

    class Meta:
        verbose_name = "pas al raportării"
        verbose_name_plural = "pașii raportării"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.report}: {self.get_kind_display()}"
