"""The public pages, made from editions and accepted reports."""

import secrets

from django.db import models
from django.db.models import F

from plans.models import Edition, Plan
from portal import clock
from portal.fields import LineField
from portal.languages import is_english
from portal.own_words import own_words


class StoredPageQuerySet(models.QuerySet):
    """What is stored, by what it is."""

    def pages(self):
        """Keep what people read, without feeds, calendars and the cards in other sites' frames."""
        return self.filter(path__endswith="/").exclude(path__endswith="/card/")


class StoredPage(models.Model):
    """A public page, compressed and ready to send; it can always be made again from the editions."""

    path = LineField("adresa", max_length=300, primary_key=True)
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="pages", verbose_name="plan")
    etag = models.CharField("etichetă", max_length=64)
    # What made it: the page is stale once the portal is another one.
    portal_version = models.CharField("versiunea portalului", max_length=64)
    # The day on which it was made: as of then it says what it says.
    made_on = models.DateField("făcută la", default=clock.today)
    # The first day on which the page would say something else; no day for what time does not change.
    expires_on = models.DateField("valabilă până la", null=True)
    gzip = models.BinaryField("comprimată gzip")
    brotli = models.BinaryField("comprimată brotli")

    objects = StoredPageQuerySet.as_manager()

    class Meta:
        verbose_name = "pagină publică"
        verbose_name_plural = "pagini publice"

    def __str__(self):
        return self.path


class PublicAddressQuerySet(models.QuerySet):
    """Addresses, by whether a page of the public is there now."""

    def current(self):
        """Keep those at which the current editions of real plans have a page."""
        return self.filter(edition__number=F("plan__public_summary__number"), plan__public_summary__is_invented=False)


class PublicAddress(models.Model):
    """What an address of a plan stood for, and the newest edition that says so; the editions can always tell it again.

    `address` is the part after the plan's own, without the last slash; `uid` is an element's or an indicator's.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="public_addresses", verbose_name="plan")
    address = LineField("adresa", max_length=120)
    uid = models.CharField("identificator", max_length=36)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="ediția")
    label = models.TextField("ce era la ea")

    objects = PublicAddressQuerySet.as_manager()

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
        return self.filter(pk__in=InstitutionMention.objects.filter(code__in=codes).values("summary"))

    def invented(self):
        """Keep the examples."""
        return self.filter(is_invented=True)

    def newest_first(self):
        """Put the plans with the latest period first."""
        return self.order_by("-period_start", "-slug")

    def in_force(self, today):
        """Keep the plans whose period has begun and has not ended."""
        return self.filter(period_start__lte=today, period_end__gte=today)

    def ended(self, today):
        """Keep the plans whose period has ended."""
        return self.filter(period_end__lt=today)

    def to_come(self, today):
        """Keep the plans whose period has not begun."""
        return self.filter(period_start__gt=today)


class PlanSummary(models.Model):
    """What home and the list of plans show of a plan; it can always be made again from its edition and its reports.

    `title_key` orders titles as Romanian does, `search_text` is the folded text in which words are looked for,
    `promise` says in a sentence what the plan promises, `standing` what came of it.
    """

    plan = models.OneToOneField(
        Plan, models.CASCADE, primary_key=True, related_name="public_summary", verbose_name="plan"
    )
    slug = models.SlugField("adresă", db_index=False)
    short_title = models.TextField("titlu scurt")
    title = models.TextField("titlu")
    subtitle = models.TextField("subtitlu")
    owner_code = models.TextField("codul instituției care îl întocmește")
    owner_name = models.TextField("instituția care îl întocmește")
    period_start = models.DateField("începutul perioadei")
    period_end = models.DateField("sfârșitul perioadei")
    number = models.PositiveIntegerField("ediția")
    published_at = models.DateTimeField("publicată la")
    counts = models.JSONField("ce cuprinde")
    promise = models.TextField("ce promite")
    promise_in_english = models.TextField("ce promite, în engleză")
    standing = models.TextField("ce s-a făcut", default="")
    standing_in_english = models.TextField("ce s-a făcut, în engleză", default="")
    tables = models.JSONField("tabelele de date", default=list)
    originals = models.PositiveIntegerField("câte originale semnate")
    is_invented = models.BooleanField("este un exemplu", default=False)
    title_key = models.TextField("cheia titlului")
    search_text = models.TextField("textul în care se caută")

    objects = PlanSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = "rezumatul unui plan publicat"
        verbose_name_plural = "rezumatele planurilor publicate"
        indexes = [
            models.Index(fields=["-period_start", "-slug"], name="summary_by_period"),
            models.Index(fields=["title_key", "-period_start", "-slug"], name="summary_by_title"),
            models.Index(fields=["period_end"], name="summary_by_end"),
        ]

    def __str__(self):
        return self.short_title

    @property
    def promise_sentence(self) -> str:
        """What it promises, in the language of the page; its title where that cannot be counted."""
        return (self.promise_in_english if is_english() else self.promise) or own_words(self.title)

    @property
    def standing_sentence(self) -> str:
        """What was done, in the language of the page."""
        return self.standing_in_english if is_english() else self.standing


class InstitutionMention(models.Model):
    """An institution that a published plan names, by its code there; made again from the plan's edition."""

    summary = models.ForeignKey(PlanSummary, models.CASCADE, related_name="mentions", verbose_name="planul")
    code = models.TextField("codul instituției")

    class Meta:
        verbose_name = "instituție numită"
        verbose_name_plural = "instituții numite"
        constraints = [models.UniqueConstraint(fields=["code", "summary"], name="mention_once_per_plan")]

    def __str__(self):
        return f"{self.summary_id}: {self.code}"


class AwaitedAnswer(models.Model):
    """How many answers of a kind one institution owes to one plan by one day; made again from the plan's reports.

    Nobody's have no `institution_code`. What awaits a verdict or a check has the day on which it was sent.
    """

    class AwaitedKind(models.TextChoices):
        """What is awaited."""

        REPORT = "report", "raportare"
        TERM = "term", "indicator cu termen, despre care nu s-a cerut nicio raportare"
        RETURNED = "returned", "raportare întoarsă"
        VERDICT = "verdict", "raportare de apreciat"
        RECOMMENDATION = "recommendation", "recomandare fără răspuns"
        CHECK = "check", "răspuns de verificat"

    # What is late once its day has passed; of those that are not, only recommendations are told.
    WITH_A_TERM = (AwaitedKind.REPORT, AwaitedKind.TERM, AwaitedKind.RECOMMENDATION)

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="awaited_answers", verbose_name="plan")
    institution_code = models.TextField("codul instituției", blank=True)
    kind = models.CharField("ce se așteaptă", max_length=20, choices=AwaitedKind)
    day = models.DateField("termenul")
    number = models.PositiveIntegerField("câte")

    class Meta:
        verbose_name = "răspuns așteptat"
        verbose_name_plural = "răspunsuri așteptate"

    def __str__(self):
        return f"{self.institution_code}: {self.number} × {self.get_kind_display()}"


class StaleMark(models.Model):
    """A change since the pages of a plan were made, or those of all plans, home and the list.

    A plan's pages that say otherwise are gone from the store; those of all plans, which are marked with no plan, stay,
    and are not sent while there is a mark: whoever changes something waits for nobody.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="stale_marks", verbose_name="plan")

    class Meta:
        verbose_name = "semn de pagină depășită"
        verbose_name_plural = "semne de pagini depășite"

    def __str__(self):
        return str(self.pk)


class PublicStateQuerySet(models.QuerySet):
    """What is public now, of each plan and of all."""

    def renew(self, plan: Plan | None) -> None:
        """Say, in the caller's transaction, that what follows from the changes of a plan, or of all, is made."""
        token = secrets.token_hex(16)
        if not self.filter(plan=plan).update(token=token):
            self.create(plan=plan, token=token)


class PublicState(models.Model):
    """What tells what is public of a plan now from what was before its last change; without a plan, that of all plans.

    The token is another one once the marks of a change are gone: while there is a mark, it says nothing.
    """

    plan = models.OneToOneField(Plan, models.CASCADE, null=True, related_name="+", verbose_name="plan")
    token = models.CharField("semn", max_length=32)

    objects = PublicStateQuerySet.as_manager()

    class Meta:
        verbose_name = "starea a ce e public"
        verbose_name_plural = "stările a ce e public"

    def __str__(self):
        return self.token
