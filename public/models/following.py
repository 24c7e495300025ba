"""What happened that the public can read, and who follows it by e-mail."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from portal.languages import LANGUAGES, ROMANIAN, is_english
from portal.notices.kinds import NoticeWay
from portal.outbox.models import Letter

TOPIC_LENGTH = 80


class PublicEvent(models.Model):
    """One thing that happened to a plan in public; it can always be made again from what is published.

    `key` names it for ever. `is_news` is what happened lately and was not said to have happened long ago: only that is
    mailed to those who follow.
    """

    class EventKind(models.TextChoices):
        """What happened."""

        EDITION = "edition", _("ediție publicată")
        CHANGE = "change", _("element schimbat")
        REPORT = "report", _("raportare acceptată")
        ADVICE = "advice", _("recomandare")
        BRIEFING = "briefing", _("document adoptat")

    key = models.CharField("identificator", max_length=80, unique=True)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="public_events", verbose_name="plan")
    kind = models.CharField("felul", max_length=20, choices=EventKind)
    title = models.TextField("pe scurt")
    text = models.TextField("textul", blank=True)
    # The plans' own words are marked in it.
    title_in_english = models.TextField("pe scurt, în engleză")
    text_in_english = models.TextField("textul în engleză", blank=True)
    path = models.CharField("pagina", max_length=300)
    at = models.DateTimeField("la")
    is_invented = models.BooleanField("exemplu", default=False)
    recorded_at = models.DateTimeField("scris la", auto_now_add=True)
    is_news = models.BooleanField("se anunță", default=False)

    class Meta:
        verbose_name = "fapt public"
        verbose_name_plural = "fapte publice"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["recorded_at"], condition=models.Q(is_news=True), name="event_news"),
        ]

    def __str__(self):
        return self.title

    @property
    def translated_title(self) -> str:
        """Return what happened in the language that is written now."""
        return self.title_in_english if is_english() else self.title

    @property
    def translated_text(self) -> str:
        """Return what it tells in the language that is written now."""
        return self.text_in_english if is_english() else self.text


class EventTopic(models.Model):
    """What can be followed that an event is about: `plan:5`, `element:<uid>`, `institution:<code>`, `advice:`."""

    event = models.ForeignKey(PublicEvent, models.CASCADE, related_name="topics", verbose_name="faptul")
    topic = models.CharField("subiectul", max_length=TOPIC_LENGTH)

    class Meta:
        verbose_name = "subiect al unui fapt"
        verbose_name_plural = "subiectele faptelor"
        constraints = [models.UniqueConstraint(fields=["topic", "event"], name="topic_once_per_event")]

    def __str__(self):
        return self.topic


class Follower(models.Model):
    """An e-mail address that follows something, when it is mailed, in which language; gone once it follows nothing."""

    WAYS = (NoticeWay.AT_ONCE, NoticeWay.DAILY)

    id = models.UUIDField("numărul", primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("adresa", unique=True)
    way = models.CharField(
        "când", max_length=20, choices=[(way.value, way.label) for way in WAYS], default=NoticeWay.AT_ONCE
    )
    language = models.CharField("limba", max_length=2, choices=LANGUAGES, default=ROMANIAN)

    class Meta:
        verbose_name = "cine urmărește"
        verbose_name_plural = "cine urmărește"

    def __str__(self):
        return self.email


class Following(models.Model):
    """One topic that an address follows, once whoever reads its mails has said so."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="followings", verbose_name="cine")
    topic = models.CharField("subiectul", max_length=TOPIC_LENGTH)
    asked_at = models.DateTimeField("cerută la")
    confirmed_at = models.DateTimeField("confirmată la", null=True)

    class Meta:
        verbose_name = "urmărire"
        verbose_name_plural = "urmăriri"
        constraints = [models.UniqueConstraint(fields=["follower", "topic"], name="topic_followed_once")]
        indexes = [models.Index(fields=["topic"], name="following_by_topic")]

    def __str__(self):
        return f"{self.follower}: {self.topic}"


class EventTold(models.Model):
    """An event that was mailed to a follower; the unique key of the row is what keeps it from being mailed twice."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="events_told", verbose_name="cui")
    event = models.ForeignKey(PublicEvent, models.CASCADE, related_name="+", verbose_name="faptul")
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="+", verbose_name="mesajul")

    class Meta:
        verbose_name = "fapt anunțat"
        verbose_name_plural = "fapte anunțate"
        constraints = [models.UniqueConstraint(fields=["follower", "event"], name="event_told_once")]

    def __str__(self):
        return f"{self.event_id} → {self.follower_id}"
