"""The working plan and its settings: what belongs to it beside its tree."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from simple_history.models import HistoricalRecords

from plans.models.institution import Institution
from portal.fields import LineField, ProseField
from portal.months import FIRST_DAY, LAST_DAY
from portal.versioning import Versioned


class PlanManager(models.Manager):
    """Finds plans by their slug, as fixtures name them."""

    def get_by_natural_key(self, slug):
        """Return the plan with this slug."""
        return self.get(slug=slug)


class Plan(Versioned):
    """A plan that staff work on; the public sees only its editions."""

    slug = models.SlugField(
        "adresă",
        unique=True,
        help_text="Partea din adresa publică, de exemplu „atop-2024”. Nu se schimbă după publicare.",
    )
    short_title = LineField("titlu scurt", max_length=120, help_text="Pentru liste și căi de navigare.")
    title = LineField("titlu", max_length=300, help_text="Așa cum apare pe prima pagină a planului.")
    subtitle = LineField("subtitlu", max_length=500, blank=True)
    letterhead = ProseField("antet", blank=True, help_text="Câte un rând pentru fiecare linie din antetul planului.")
    owner = models.ForeignKey(
        Institution, models.PROTECT, related_name="plans", verbose_name="instituția care îl întocmește"
    )
    reviewer = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewed_plans",
        verbose_name="instituția care îl evaluează",
    )
    period_start = models.DateField("începutul perioadei")
    period_end = models.DateField("sfârșitul perioadei")
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="continuă",
        help_text="Planul de dinainte pe care îl duce mai departe.",
    )

    history = HistoricalRecords(excluded_fields=["version"], verbose_name="versiune anterioară")
    objects = PlanManager()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "planuri"
        ordering = ["-period_start", "short_title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="plan_period_in_order",
                violation_error_message="Perioada nu se poate încheia înainte de a începe.",
            ),
            models.CheckConstraint(
                condition=Q(period_start__gte=FIRST_DAY, period_end__lte=LAST_DAY),
                name="plan_period_plausible",
                violation_error_message=f"Scrieți ani între {FIRST_DAY.year} și {LAST_DAY.year}.",
            ),
        ]

    def __str__(self):
        return self.short_title

    @property
    def is_invented(self):
        """Tell whether it is an example, of an invented institution: it says so wherever it is shown."""
        return self.owner.is_invented

    def natural_key(self):
        """Name the plan by its slug."""
        return (self.slug,)

    natural_key.dependencies = ["plans.institution"]


class PlanSetting(Versioned):
    """A row that belongs to one plan and stands at a place in it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)s_set", verbose_name="plan")
    position = models.PositiveIntegerField("poziție", default=0, help_text="Ordinea, nu numărul: 10, 20, 30 …")

    class Meta:
        abstract = True


class AdoptionAct(PlanSetting):
    """A decision that adopted the plan; a plan may have several (of ATOP and of the county council)."""

    class ActKind(models.TextChoices):
        """What kind of act."""

        COUNTY_COUNCIL = "county_council", "Hotărârea Consiliului Județean"
        ATOP = "atop", "Hotărârea ATOP"
        DISPOSITION = "disposition", "Dispoziția Președintelui"
        OTHER = "other", "alt act"

    issuer = models.ForeignKey(Institution, models.PROTECT, related_name="acts", verbose_name="emitent")
    kind = models.CharField("fel", max_length=20, choices=ActKind)
    title = LineField("denumirea tipărită", max_length=200, help_text="De exemplu „Hotărârea nr. 77/2019”.")
    number = LineField("număr", max_length=40, help_text="De exemplu „77/2019”.")
    date = models.DateField("data", null=True, blank=True)
    annex = LineField("anexa", max_length=60, blank=True, help_text="De exemplu „Anexa nr. 2”.")
    url = models.URLField(
        "adresa actului",
        blank=True,
        help_text="În Monitorul Oficial Local.",
        validators=[
            URLValidator(
                schemes=["http", "https"], message="Scrieți adresa întreagă, care începe cu https:// sau cu http://."
            )
        ],
    )

    history = HistoricalRecords(excluded_fields=["version"], verbose_name="versiune anterioară")

    class Meta:
        verbose_name = "act de adoptare"
        verbose_name_plural = "acte de adoptare"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "number"],
                name="act_once_per_plan",
                violation_error_message="Planul are deja acest act.",
            ),
        ]

    def __str__(self):
        return self.title


class Section(PlanSetting):
    """A narrative part of the printed plan, and the block of data that follows its text."""

    class Block(models.TextChoices):
        """What follows the text."""

        NONE = "", "numai text"
        ELEMENTS = "elements", "elementele unui nivel"
        INDICATORS = "indicators", "indicatorii planului"
        BUDGET = "budget", "bugetul"
        SIGNATURES = "signatures", "semnăturile"

    heading = LineField("titlu", max_length=300, blank=True)
    body = ProseField("text", blank=True, help_text="Paragrafele se despart printr-un rând gol.")
    block = models.CharField("urmat de", max_length=20, choices=Block, blank=True, default=Block.NONE)
    level = models.ForeignKey(
        "plans.Level",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sections",
        verbose_name="nivelul",
        help_text="Numai când textul e urmat de elementele unui nivel.",
    )
    numbered_columns = models.BooleanField(
        "coloane numerotate", default=False, help_text="Tabelul are sub capul de tabel un rând cu numerele coloanelor."
    )

    history = HistoricalRecords(excluded_fields=["version"], verbose_name="versiune anterioară")

    class Meta:
        verbose_name = "secțiune"
        verbose_name_plural = "secțiuni"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(block="elements", level__isnull=False) | (~Q(block="elements") & Q(level__isnull=True)),
                name="section_level_with_elements",
                violation_error_message="Nivelul se alege numai când secțiunea e urmată de elementele unui nivel.",
            ),
        ]

    def __str__(self):
        return self.heading or Truncator(self.body).chars(60) or self.get_block_display()


class BudgetLine(PlanSetting):
    """A sum of the plan's budget as printed, with its printed share; the printed share is never recomputed."""

    label = LineField("denumire", max_length=200)
    year = models.PositiveSmallIntegerField("anul")
    amount = models.DecimalField("suma", max_digits=16, decimal_places=2)
    unit = LineField("unitatea", max_length=20, default="mii lei")
    share = models.DecimalField("ponderea tipărită (%)", max_digits=5, decimal_places=2, null=True, blank=True)
    is_total = models.BooleanField("este totalul", default=False)

    history = HistoricalRecords(excluded_fields=["version"], verbose_name="versiune anterioară")

    class Meta:
        verbose_name = "linie de buget"
        verbose_name_plural = "buget"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year"],
                condition=Q(is_total=True),
                name="budget_one_total_a_year",
                violation_error_message="Anul are deja un total.",
            ),
        ]

    def __str__(self):
        return self.label


class Signatory(PlanSetting):
    """Who signed the plan, and in what office."""

    preamble = LineField("mențiune", max_length=60, blank=True, help_text="De exemplu „Contrasemnează:”.")
    office = LineField("funcția", max_length=120)
    name = LineField("numele", max_length=120)

    history = HistoricalRecords(excluded_fields=["version"], verbose_name="versiune anterioară")

    class Meta:
        verbose_name = "semnatar"
        verbose_name_plural = "semnatari"
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.office} {self.name}"
