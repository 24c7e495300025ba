"""From draft to edition: what editors ask to be published, what is said about it, and the signed acts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from plans.models.edition import Edition
from plans.models.element import Element
from plans.models.plan import AdoptionAct, Plan
from portal.fields import LineField, ProseField


class SubmissionQuerySet(models.QuerySet):
    """Submissions, by what has become of them."""

    def open(self):
        """Keep those that are not decided for good: waiting for a publisher, or for their hour."""
        return self.filter(state__in=Submission.OPEN)


class Submission(models.Model):
    """A plan that its editors ask to be published; a publisher publishes, schedules or returns it.

    A scheduled one keeps the fingerprint of what was approved: at its hour nothing else is published.
    """

    class SubmissionState(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", "așteaptă aprobarea"
        SCHEDULED = "scheduled", "aprobat, se publică la data stabilită"
        RETURNED = "returned", "întors cu observații"
        PUBLISHED = "published", "publicat"
        RECALLED = "recalled", "retras de cine l-a trimis"

    OPEN = (SubmissionState.WAITING, SubmissionState.SCHEDULED)

    # A plan that was ever submitted is kept.
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="submissions", verbose_name="plan")
    state = models.CharField("stare", max_length=20, choices=SubmissionState, default=SubmissionState.WAITING)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="trimis de")
    sent_at = models.DateTimeField("trimis la", default=timezone.now)
    note = ProseField("nota redactorului", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hotărât de"
    )
    decided_at = models.DateTimeField("hotărât la", null=True, blank=True)
    answer = ProseField("răspunsul aprobatorului", blank=True)
    publish_at = models.DateTimeField("se publică la", null=True, blank=True)
    public_note = ProseField("ce s-a schimbat", blank=True)
    fingerprint = models.CharField("amprenta a ce s-a aprobat", max_length=64, blank=True)
    # Since when the plan is no longer what is scheduled; told once, and taken back where the plan is changed back.
    changed_at = models.DateTimeField("schimbat după aprobare la", null=True, blank=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ediția publicată"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "trimitere spre aprobare"
        verbose_name_plural = "trimiteri spre aprobare"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=["waiting", "scheduled"]),
                name="submission_one_open_per_plan",
                violation_error_message="Planul este deja trimis spre aprobare.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="submission_decided_together",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | (Q(publish_at__isnull=False) & ~Q(fingerprint="")),
                name="submission_scheduled_has_hour_and_fingerprint",
            ),
        ]

    def __str__(self):
        return f"{self.plan}: {self.get_state_display()}"


class Thread(models.Model):
    """A discussion on a plan or on one of its elements, open until somebody resolves it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="threads", verbose_name="plan")
    element = models.ForeignKey(
        Element, models.SET_NULL, null=True, blank=True, related_name="threads", verbose_name="element"
    )
    about = LineField("despre", max_length=150, blank=True)
    opened_at = models.DateTimeField("deschisă la", default=timezone.now)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rezolvată de"
    )
    resolved_at = models.DateTimeField("rezolvată la", null=True, blank=True)

    class Meta:
        verbose_name = "discuție"
        verbose_name_plural = "discuții"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="thread_resolved_together",
            ),
        ]

    def __str__(self):
        return self.about or str(self.plan)


class Comment(models.Model):
    """What somebody wrote in a discussion; it stays as it was written."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments", verbose_name="discuție")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="scris de")
    text = ProseField("text")
    written_at = models.DateTimeField("scris la", default=timezone.now)

    class Meta:
        verbose_name = "observație"
        verbose_name_plural = "observații"
        ordering = ["written_at", "pk"]

    def __str__(self):
        return Truncator(self.text).chars(80)


class Mention(models.Model):
    """A person who is named in what somebody wrote, and with which words; the page shows the name of today."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions", verbose_name="observația")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="numit")
    words = models.CharField("cum este scris", max_length=200)

    class Meta:
        verbose_name = "numire într-o discuție"
        verbose_name_plural = "numiri în discuții"
        constraints = [models.UniqueConstraint(fields=["comment", "words"], name="mention_words_once")]

    def __str__(self):
        return f"@{self.words}"


class SignedOriginal(models.Model):
    """The signed act as a PDF, kept byte for byte under its SHA-256; the newest of an act is the one that counts."""

    act = models.ForeignKey(AdoptionAct, models.CASCADE, related_name="originals", verbose_name="act de adoptare")
    name = LineField("numele fișierului", max_length=150)
    size = models.PositiveIntegerField("mărimea")
    checksum = models.CharField("sumă de control SHA-256", max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="adăugat de")
    added_at = models.DateTimeField("adăugat la", default=timezone.now)

    class Meta:
        verbose_name = "original semnat"
        verbose_name_plural = "originale semnate"
        ordering = ["-added_at", "-pk"]

    def __str__(self):
        return self.name
