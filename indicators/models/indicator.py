"""What is measured, and what is promised of it."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.text import Truncator
from simple_history.models import HistoricalRecords

from plans.models import AdoptionAct, Edition, Element, Institution, Plan
from plans.models.retirement import Retirable, retirement_constraint
from portal.fields import LineField, ProseField
from portal.months import FIRST_DAY, LAST_DAY
from portal.versioning import Versioned

UNIT_STAYS = (
    "Indicatorul are raportări în această unitate, deci ea nu se mai schimbă: cifrele de până acum s-ar citi altfel. "
    "Retrageți indicatorul și adăugați unul nou."
)


class IndicatorManager(models.Manager):
    """Finds indicators by identity, as fixtures name them."""

    def get_by_natural_key(self, uid):
        """Return the indicator with this identity."""
        return self.get(uid=uid)


class Indicator(Retirable, Versioned):
    """A performance indicator of a plan or of one of its elements; it may have no number."""

    class Nature(models.TextChoices):
        """What kind of answer the indicator takes."""

        COUNT = "count", "număr"
        RATIO = "ratio", "raport"
        PERCENT = "percent", "procent"
        CHANGE = "change", "evoluție față de altă perioadă"
        MILESTONE = "milestone", "jalon (există sau nu)"
        QUALITATIVE = "qualitative", "calitativ"
        REFERENCE = "reference", "trimitere la alt document"

    class Direction(models.TextChoices):
        """Which way is better."""

        INCREASE = "increase", "creștere"
        DECREASE = "decrease", "scădere"
        MAINTAIN = "maintain", "menținere"
        RANGE = "range", "într-un interval"
        CONTEXT_ONLY = "context_only", "numai context, fără apreciere"

    class Frequency(models.TextChoices):
        """How often it is reported."""

        MONTHLY = "monthly", "lunar"
        QUARTERLY = "quarterly", "trimestrial"
        HALF_YEARLY = "half_yearly", "semestrial"
        YEARLY = "yearly", "anual"

    class Accumulation(models.TextChoices):
        """How the values of several periods make the value of the target's period."""

        SUM = "sum", "se adună (fiecare valoare privește numai perioada ei)"
        LATEST = "latest", "contează ultima (fiecare valoare cuprinde tot ce a fost până atunci)"

    uid = models.UUIDField("identificator", default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="indicators", verbose_name="plan")
    number = models.PositiveIntegerField("număr în plan", editable=False)
    element = models.ForeignKey(
        Element,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="element",
        help_text="Gol pentru un indicator al întregului plan.",
    )
    position = models.PositiveIntegerField("poziție", default=0, help_text="Ordinea, nu numărul: 10, 20, 30 …")
    title = ProseField("indicator", help_text="De exemplu „Numărul de actualizări anuale”.")
    joiner = models.CharField(
        "legat de cel dinainte prin",
        max_length=10,
        default="",
        blank=True,
        help_text="Când planul tipărește mai mulți indicatori într-o celulă: „, ” sau „ și ”.",
    )
    nature = models.CharField("natura", max_length=20, choices=Nature)
    minimal = models.BooleanField("indicator minimal", default=False)
    unit = LineField("unitatea de măsură", max_length=60, blank=True)
    direction = models.CharField("sensul bun", max_length=20, choices=Direction, blank=True)
    baseline_value = models.DecimalField(
        "valoarea de referință", max_digits=20, decimal_places=6, null=True, blank=True
    )
    baseline_period = LineField("perioada de referință", max_length=60, blank=True)
    baseline_source = LineField("sursa valorii de referință", max_length=200, blank=True)
    definition = ProseField("definiție", blank=True, help_text="Ce se numără și ce nu, pe înțelesul oricui.")
    verification_source = ProseField("sursa de verificare", blank=True)
    frequency = models.CharField("raportat", max_length=20, choices=Frequency, blank=True)
    accumulation = models.CharField(
        "valorile mai multor perioade",
        max_length=20,
        choices=Accumulation,
        blank=True,
        help_text="De completat când se raportează mai des decât sunt țintele: 3 accidente în trimestrul I și 2 în al "
        "doilea fac 5 numai dacă valorile se adună.",
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="instituția care raportează",
    )
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="continuă",
        help_text="Indicatorul din planul de dinainte pe care îl duce mai departe.",
    )

    history = HistoricalRecords(excluded_fields=["version"], verbose_name="versiune anterioară")
    objects = IndicatorManager()

    class Meta:
        verbose_name = "indicator"
        verbose_name_plural = "indicatori"
        ordering = ["plan", "element__level", "element__parent__position", "element__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="indicator_number_once_per_plan"),
            retirement_constraint("indicator"),
        ]

    def __str__(self):
        return Truncator(self.title).chars(120)

    def save(self, *args, **kwargs):
        """Save; a new indicator takes the next number of its plan, which its public address keeps."""
        if self.number is not None:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            # Whoever adds an indicator to the same plan at the same moment waits here for the next number.
            plan = Plan.objects.select_for_update().get(pk=self.plan_id)
            self.number = (plan.indicators.aggregate(newest=Max("number"))["newest"] or 0) + 1
            return super().save(*args, **kwargs)

    def natural_key(self):
        """Name the indicator by its identity."""
        return (str(self.uid),)

    natural_key.dependencies = ["plans.plan", "plans.element", "plans.institution"]

    @property
    def has_figures(self):
        """Tell whether somebody began to report it, so that its figures are in its unit."""
        return self.reports.exclude(state="due").exists()

    def clean(self):
        """Refuse an element of another plan, another nature once it is reported, another unit once it has figures."""
        stored = Indicator.objects.filter(pk=self.pk) if self.pk else Indicator.objects.none()
        if stored.exclude(nature=self.nature).filter(reports__isnull=False).exists():
            message = "Indicatorul se raportează, deci natura lui nu se mai schimbă. Adăugați un indicator nou."
            raise ValidationError({"nature": message})
        if stored.exclude(unit=self.unit).exists() and self.has_figures:
            raise ValidationError({"unit": UNIT_STAYS})
        if self.element_id and self.plan_id and self.element.level.plan_id != self.plan_id:
            raise ValidationError({"element": "Elementul este al altui plan."})


class TargetQuerySet(models.QuerySet):
    """Targets, those in force and those that others replaced."""

    def in_force(self):
        """Keep the targets that no other has replaced."""
        return self.filter(replaced_on=None)


class Target(Versioned):
    """What is promised of an indicator for a period; what the public has seen is replaced, never changed."""

    class TargetKind(models.TextChoices):
        """How the promised value is compared."""

        EXACT = "exact", "exact"
        AT_LEAST = "at_least", "cel puțin"
        AT_MOST = "at_most", "cel mult"
        RANGE = "range", "între două valori"
        TEXT = "text", "text"
        TO_BE_SET = "to_be_set", "de stabilit"

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets", verbose_name="indicator")
    kind = models.CharField("fel", max_length=20, choices=TargetKind)
    value = models.DecimalField("valoarea", max_digits=20, decimal_places=6, null=True, blank=True)
    upper_value = models.DecimalField("valoarea de sus", max_digits=20, decimal_places=6, null=True, blank=True)
    text = ProseField("textul", blank=True)
    period_start = models.DateField("începutul perioadei")
    period_end = models.DateField("sfârșitul perioadei")
    set_on = models.DateField("stabilită la", default=timezone.localdate, editable=False)
    replaced_on = models.DateField("înlocuită la", null=True, blank=True, editable=False)
    reason = ProseField(
        "motivul schimbării",
        blank=True,
        help_text="Pentru o țintă deja publicată: rămâne public, lângă valoarea veche.",
    )
    act = models.ForeignKey(
        AdoptionAct,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="actul care a schimbat-o",
    )

    # The first edition that shows it, written by the publication itself.
    first_edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="publicată în", editable=False
    )

    history = HistoricalRecords(excluded_fields=["version", "first_edition"], verbose_name="versiune anterioară")

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "țintă"
        verbose_name_plural = "ținte"
        ordering = ["indicator", "period_start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_start", "period_end"],
                condition=Q(replaced_on=None),
                name="target_once_per_period",
                violation_error_message="Indicatorul are deja o țintă pentru această perioadă.",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="target_period_in_order",
                violation_error_message="Perioada nu se poate încheia înainte de a începe.",
            ),
            models.CheckConstraint(
                condition=Q(period_start__gte=FIRST_DAY, period_end__lte=LAST_DAY),
                name="target_period_plausible",
                violation_error_message=f"Scrieți ani între {FIRST_DAY.year} și {LAST_DAY.year}.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["exact", "at_least", "at_most"], value__isnull=False, upper_value__isnull=True)
                    | Q(kind="range", value__isnull=False, upper_value__isnull=False, upper_value__gte=F("value"))
                    | (Q(kind="text", value__isnull=True, upper_value__isnull=True) & ~Q(text=""))
                    | Q(kind="to_be_set", value__isnull=True, upper_value__isnull=True)
                ),
                name="target_value_fits_kind",
                violation_error_message="Valorile țintei nu se potrivesc cu felul ei: o țintă numerică are valoarea, "
                "un interval are două valori în ordine, o țintă text are textul.",
            ),
        ]

    def __str__(self):
        return f"{self.indicator} ({self.get_kind_display()})"

    @property
    def is_published(self):
        """Tell whether an edition of the plan showed this target, be it withdrawn since; days tell nothing of it."""
        return self.first_edition_id is not None

    @property
    def must_stay(self):
        """Tell whether it is not deleted: the public has seen it, or it took the place of one that the public saw."""
        return self.is_published or bool(self.reason) or self.replaced_on is not None
