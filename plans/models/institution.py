"""Who works with the plans: institutions, and the roles people hold in them for a time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.fields import LineField


class InstitutionQuerySet(models.QuerySet):
    """Institutions, by what may name them."""

    def get_by_natural_key(self, code):
        """Return the institution with this code, as fixtures name it."""
        return self.get(code=code)

    def nameable_by(self, plan):
        """Keep those that a plan may name: an invented plan only invented ones, a real plan only real ones."""
        return self.filter(is_invented=plan.is_invented)

    def ended(self):
        """Keep those that are no more, or will be no more from a day on: another one takes their place."""
        return self.filter(changes__successor__isnull=False)

    def lasting(self):
        """Keep those whose place no other one takes."""
        return self.exclude(changes__successor__isnull=False)


class Institution(models.Model):
    """A public body or one of its directorates; an invented one is for examples and never stands among real ones."""

    code = models.SlugField("cod", unique=True, help_text="Scurt și stabil, de exemplu „ipj-cluj”.")
    name = LineField(
        "denumire",
        max_length=200,
        help_text="Aici se corectează greșeli de scriere. O denumire nouă, dintr-o zi, se înregistrează la Instituții.",
    )
    short_name = LineField("denumire scurtă", max_length=60)
    email = models.EmailField(
        "adresa de e-mail",
        blank=True,
        help_text="Unde ajung reamintirile când instituția nu are o persoană care raportează.",
    )
    is_invented = models.BooleanField(
        "inventată",
        default=False,
        help_text="Numai pentru exemple: planurile ei spun pe fiecare pagină că sunt inventate.",
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="parte din"
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = "instituție"
        verbose_name_plural = "instituții"
        ordering = ["name"]

    def __str__(self):
        return self.short_name

    def natural_key(self):
        """Name the institution by its code."""
        return (self.code,)


class MembershipQuerySet(models.QuerySet):
    """Roles, by person and date."""

    def current(self, on=None):
        """Keep the roles held on a date; today when none is given."""
        on = on or timezone.localdate()
        replaced = Q(stands_in_for__user__is_active=True, stands_in_for__valid_from__lte=on)
        replaced &= Q(stands_in_for__valid_until=None) | Q(stands_in_for__valid_until__gte=on)
        held = self.begun(on).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
        return held.filter(Q(stands_in_for=None) | replaced, ended_at=None)

    def own(self):
        """Keep the roles that people hold themselves, not in somebody's place."""
        return self.filter(stands_in_for=None)

    def begun(self, on=None):
        """Keep the roles that are or were held on a date, ended ones included; today when none is given."""
        return self.filter(valid_from__lte=on or timezone.localdate())


class Membership(models.Model):
    """A person's role in an institution, from a date and, where it ends, until a date (both inclusive).

    A stand-in holds the role of another for some days, and only while the other holds it; ended early, from a moment.
    """

    class Role(models.TextChoices):
        """What the person does there."""

        EDITOR = "editor", "redactor"
        PUBLISHER = "publisher", "aprobator"
        REPORTER = "reporter", "raportor"
        REVIEWER = "reviewer", "evaluator"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="persoana"
    )
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="memberships", verbose_name="instituția")
    role = models.CharField("rol", max_length=20, choices=Role)
    # The office held there, as it is printed beside the name: "președinte", "consilier județean".
    office = LineField("funcția", max_length=200, blank=True)
    # Which of those who sign the body's documents signs when; without it, the office says it.
    signing_place = models.PositiveSmallIntegerField("locul la semnare", null=True, blank=True)
    valid_from = models.DateField("valabil de la", default=timezone.localdate)
    valid_until = models.DateField("valabil până la", null=True, blank=True)
    stands_in_for = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="stand_ins", verbose_name="în locul cui"
    )
    ended_at = models.DateTimeField("încheiată înainte de vreme la", null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "calitate"
        verbose_name_plural = "calități"
        ordering = ["institution", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "institution", "role", "valid_from"],
                condition=Q(stands_in_for=None),
                name="membership_once",
                violation_error_message="Persoana are deja acest rol de la această dată.",
            ),
            models.UniqueConstraint(
                fields=["user", "stands_in_for", "valid_from"],
                name="stand_in_once",
                violation_error_message="Persoana îi ține deja locul de la această dată.",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for=None, ended_at=None)
                | Q(stands_in_for__isnull=False, valid_until__isnull=False),
                name="stand_in_ends",
                violation_error_message="O înlocuire are o zi în care se încheie.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_dates_in_order",
                violation_error_message="Calitatea nu se poate încheia înainte de a începe.",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}, {self.institution}"
