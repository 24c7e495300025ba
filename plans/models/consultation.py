"""Drafts put to public consultation: the frozen draft, what people propose, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.document import Document, checksum_of, from_json, to_json
from plans.models.plan import Plan
from portal.fields import LineField, ProseField
from portal.languages import LANGUAGES, ROMANIAN
from portal.versioning import Versioned


class FrozenConsultation(Exception):
    """What was announced never changes; what happens to a consultation later is a row of its own."""


class BridgeDay(models.Model):
    """A day that the Government declared free, which no calendar computes."""

    day = models.DateField("ziua liberă", unique=True, error_messages={"unique": "Ziua este deja în listă."})
    act = LineField("actul care o stabilește", max_length=150, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="adăugată de")
    added_at = models.DateTimeField("adăugată la", default=timezone.now)

    class Meta:
        verbose_name = "zi liberă stabilită de Guvern"
        verbose_name_plural = "zile libere stabilite de Guvern"
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day:%d.%m.%Y}"


class ConsultationQuerySet(models.QuerySet):
    """Consultations, by whether they are over."""

    def running(self):
        """Keep those that were neither ended nor stopped."""
        return self.filter(closing=None)

    def receiving(self, day):
        """Keep those to which proposals may be sent on a day."""
        return self.running().filter(proposals_until__gte=day)

    def readable(self):
        """Keep those whose draft is public: that were not stopped."""
        return self.exclude(closing__is_stopped=True)


class Consultation(models.Model):
    """A draft plan put to consultation: its announcement and its own document, both as they were on opening.

    The draft is no edition and has no edition's number. Proposals are received until the end of `proposals_until`; the
    draft is not submitted for endorsement before `endorsement_from`.
    """

    number = models.PositiveIntegerField("numărul", unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="consultations", verbose_name="plan")
    # What lists show of the draft, which they do not read.
    title = models.TextField("titlu")
    owner_name = models.TextField("instituția")
    is_invented = models.BooleanField("este un exemplu", default=False)
    document = models.TextField("proiectul")
    checksum = models.CharField("sumă de control SHA-256", max_length=64)
    opened_at = models.DateTimeField("deschisă la", default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="deschisă de"
    )
    opened_on = models.DateField("anunțul a fost afișat la")
    proposals_until = models.DateField("propunerile se primesc până la")
    endorsement_from = models.DateField("proiectul se trimite spre avizare cel mai devreme la")
    substantiation = ProseField("de ce este nevoie de plan")
    sending = ProseField("cum se trimit propunerile")

    objects = ConsultationQuerySet.as_manager()
    _content: Document | None = None

    class Meta:
        verbose_name = "consultare publică"
        verbose_name_plural = "consultări publice"
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="consultation_number_from_one"),
            models.CheckConstraint(
                condition=Q(proposals_until__gt=models.F("opened_on"))
                & Q(endorsement_from__gt=models.F("proposals_until")),
                name="consultation_days_in_order",
            ),
        ]

    def __str__(self):
        return f"Consultarea nr. {self.number}"

    def save(self, *args, **kwargs):
        """Save a new consultation; raise FrozenConsultation for one that exists."""
        if not self._state.adding:
            raise FrozenConsultation
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: what was announced stays."""
        raise FrozenConsultation

    def keep(self, content: Document) -> None:
        """Take a document as the draft of a new consultation."""
        self.document = to_json(content)
        self.checksum = checksum_of(self.document)
        self._content = content
        self.title, self.owner_name = content.short_title, content.owner.name
        self.is_invented = content.is_invented

    def read(self) -> Document:
        """Return the draft; raise CorruptDocument when it is not what was announced."""
        if self._content is None:
            self._content = from_json(self.document, checksum=self.checksum)
        return self._content


class Debate(Versioned):
    """A public debate of a draft: announced with its place and hour, then recorded with its minutes."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="debates", verbose_name="consultarea publică"
    )
    at = models.DateTimeField("data și ora")
    place = LineField("locul", max_length=200)
    asked_by = LineField("la cererea", max_length=200, blank=True)
    participants = models.PositiveIntegerField("participanți", null=True, blank=True)
    minutes = ProseField("minuta", blank=True)

    class Meta:
        verbose_name = "dezbatere publică"
        verbose_name_plural = "dezbateri publice"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(participants=None, minutes="") | (Q(participants__isnull=False) & ~Q(minutes="")),
                name="debate_recorded_together",
            )
        ]

    def __str__(self):
        return f"Dezbaterea din {timezone.localtime(self.at):%d.%m.%Y}"


class Proposal(Versioned):
    """What somebody proposes about a draft, with its number in the register.

    Only `shown_text`, the organisation and, where the author agreed, the name are public, and only once it is admitted.
    What its author takes back keeps its number and nothing else.
    """

    class ProposalWay(models.TextChoices):
        """How it came."""

        SITE = "site", "pe site"
        EMAIL = "email", "prin e-mail"
        PAPER = "paper", "pe hârtie"
        DEBATE = "debate", "la dezbaterea publică"

    class ProposalState(models.TextChoices):
        """Whether it stands in the public register."""

        WAITING = "waiting", _("se verifică înainte de publicare")
        ADMITTED = "admitted", _("publicată")
        HIDDEN = "hidden", _("nepublicată")
        TAKEN_BACK = "taken_back", _("retrasă de autor")

    class ProposalDecision(models.TextChoices):
        """What was answered."""

        ACCEPTED = "accepted", _("preluată")
        PARTLY = "partly", _("preluată în parte")
        REFUSED = "refused", _("nepreluată")

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="proposals", verbose_name="consultarea publică"
    )
    number = models.PositiveIntegerField("numărul din registru")
    # Empty for a proposal on the whole plan.
    element = models.CharField("elementul", max_length=36, blank=True)
    about = LineField("despre", max_length=300, blank=True)
    author = LineField("numele", max_length=120, blank=True)
    organisation = LineField("organizația", max_length=200, blank=True)
    email = models.EmailField("adresa de e-mail", blank=True)
    language = models.CharField("limba", max_length=2, choices=LANGUAGES, default=ROMANIAN)
    name_is_public = models.BooleanField("autorul este de acord ca numele să fie public", default=False)
    text = ProseField("propunerea", blank=True)
    # The part of the address that only the author was given.
    secret = models.CharField("cheia autorului", max_length=43, unique=True)
    way = models.CharField("cum a venit", max_length=20, choices=ProposalWay)
    received_at = models.DateTimeField("primită la", default=timezone.now)
    received_on = models.DateField("ziua primirii")
    state = models.CharField("starea", max_length=20, choices=ProposalState, default=ProposalState.WAITING)
    shown_text = ProseField("textul public", blank=True)
    hidden_reason = ProseField("de ce nu se publică", blank=True)
    decision = models.CharField("răspunsul", max_length=20, choices=ProposalDecision, blank=True)
    reason = ProseField("motivul", blank=True)
    decided_on = models.DateField("răspuns dat la", null=True, blank=True)

    class Meta:
        verbose_name = "propunere"
        verbose_name_plural = "propuneri"
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="proposal_number_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None) | (~Q(decision="") & Q(decided_on__isnull=False)),
                name="proposal_decided_together",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", "accepted"]) | ~Q(reason=""), name="proposal_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(hidden_reason=""), name="proposal_hidden_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="admitted") | Q(shown_text=""), name="proposal_shown_where_admitted"
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(state="admitted"), name="proposal_answered_where_admitted"
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_back") | Q(text="", author="", organisation="", email=""),
                name="proposal_taken_back_is_empty",
            ),
        ]

    def __str__(self):
        return f"Propunerea nr. {self.number}"


class ConsultationClosing(models.Model):
    """The end of a consultation: its report, frozen with all that is public; or that it was stopped, and why."""

    consultation = models.OneToOneField(
        Consultation, models.PROTECT, related_name="closing", verbose_name="consultarea publică"
    )
    closed_at = models.DateTimeField("încheiată la", default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="încheiată de"
    )
    is_stopped = models.BooleanField("oprită", default=False)
    note = ProseField("concluziile sau motivul")
    record = models.TextField("raportul")
    checksum = models.CharField("sumă de control SHA-256", max_length=64)

    class Meta:
        verbose_name = "încheierea unei consultări"
        verbose_name_plural = "încheieri ale consultărilor"

    def __str__(self):
        return f"{self.consultation}, {'oprită' if self.is_stopped else 'încheiată'}"


class ConsultationStep(models.Model):
    """One thing that was done in a consultation, by whom; nobody for an author. It never holds what authors wrote."""

    class StepKind(models.TextChoices):
        """What was done."""

        OPENED = "opened", "a deschis consultarea"
        DEBATE_ANNOUNCED = "debate_announced", "a anunțat o dezbatere"
        DEBATE_RECORDED = "debate_recorded", "a consemnat o dezbatere"
        RECEIVED = "received", "a trimis o propunere"
        REGISTERED = "registered", "a înregistrat o propunere venită altfel"
        ADMITTED = "admitted", "a publicat propunerea"
        HIDDEN = "hidden", "a hotărât că propunerea nu se publică"
        ANSWERED = "answered", "a răspuns propunerii"
        TAKEN_BACK = "taken_back", "și-a retras propunerea"
        STOPPED = "stopped", "a oprit consultarea"
        CLOSED = "closed", "a încheiat consultarea"

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="steps", verbose_name="consultarea publică"
    )
    kind = models.CharField("ce s-a făcut", max_length=20, choices=StepKind)
    proposal = models.PositiveIntegerField("numărul propunerii", null=True, blank=True)
    detail = LineField("ce anume", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="de"
    )
    at = models.DateTimeField("la", default=timezone.now)

    class Meta:
        verbose_name = "pas al unei consultări"
        verbose_name_plural = "pași ai consultărilor"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.get_kind_display()
