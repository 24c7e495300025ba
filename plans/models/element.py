"""One table for every objective, axis, measure and project of every plan."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from simple_history.models import HistoricalRecords

from plans.document.fields import (
    ELEMENT_FIELDS,
    LINK_KINDS,
    VALUE_KINDS,
    ElementField,
    FieldKind,
    element_field,
    names_of_kinds,
)
from plans.models.institution import Institution
from plans.models.level import Level
from plans.models.retirement import Retirable, retirement_constraint
from portal.fields import LineField, ProseField
from portal.versioning import Versioned

# Named here because the proxies of kinds.py keep their history in the same table.
HISTORY = HistoricalRecords(
    excluded_fields=["version"], m2m_fields=names_of_kinds(*LINK_KINDS), verbose_name="versiune anterioară"
)


class ElementQuerySet(models.QuerySet):
    """Elements, by the rule that types the tree."""

    def misplaced(self):
        """Keep the elements that break the rule: an element's parent is of the level above the element's own level."""
        fits = Q(parent__isnull=True, level__parent__isnull=True) | Q(parent__level=F("level__parent"))
        return self.exclude(pk__in=Element.objects.filter(fits).values("pk"))

    def get_by_natural_key(self, uid):
        """Return the element with this identity."""
        return self.get(uid=uid)


def validate_extra(extra):
    """Refuse anything but texts by column name."""
    if not isinstance(extra, dict) or not all(isinstance(text, str) for text in extra.values()):
        raise ValidationError('Scrieți textele pe coloane, de exemplu {"riscuri": "…"}.')


def model_field(declared: ElementField) -> models.Field:
    """Return the database field in which the elements keep a declared text or day."""
    said = {"verbose_name": declared.inner_name, "help_text": declared.help, "blank": True}
    if declared.kind == FieldKind.LINE:
        return LineField(max_length=120, **said)
    return ProseField(**said) if declared.kind == FieldKind.PROSE else models.DateField(null=True, **said)


class Element(Retirable, Versioned):
    """One node of a plan: an objective, direction, measure or project; its uid stays the same across editions.

    What it says beside its title is declared in `plans/document/fields.py`.
    """

    uid = models.UUIDField("identificator", default=uuid.uuid4, unique=True, editable=False)
    level = models.ForeignKey(Level, models.PROTECT, related_name="elements", verbose_name="nivelul")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="sub"
    )
    position = models.PositiveIntegerField("poziție", default=0, help_text="Ordinea, nu numărul: 10, 20, 30 …")
    code = LineField("cod", max_length=30, blank=True, help_text="Așa cum e tipărit, fără punctul final: „1.10”.")
    title = ProseField("titlu", help_text="De exemplu „Creșterea nivelului de siguranță școlară”.")
    # Django takes a model's fields from the body of its class.
    vars().update({one.name: model_field(one) for one in ELEMENT_FIELDS if one.kind in VALUE_KINDS})
    institutions = models.ManyToManyField(
        Institution, blank=True, related_name="elements", verbose_name=element_field("institutions").inner_name
    )
    contributes_to = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="contributors",
        verbose_name=element_field("contributes_to").inner_name,
        help_text=element_field("contributes_to").help,
    )
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="continuă",
        help_text="Elementul din planul de dinainte pe care îl duce mai departe.",
    )
    extra = models.JSONField("coloane proprii", default=dict, blank=True, validators=[validate_extra])

    # What the element says, without where it stands, its code and its links.
    CONTENT = ("title", *names_of_kinds(*VALUE_KINDS), "extra")

    history = HISTORY
    objects = ElementQuerySet.as_manager()

    class Meta:
        verbose_name = "element"
        verbose_name_plural = "elemente"
        ordering = ["level", "parent__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code"],
                condition=~Q(code=""),
                name="element_code_once_per_level",
                violation_error_message="Nivelul are deja un element cu acest cod.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="element_not_its_own_parent",
                violation_error_message="Un element nu poate fi sub el însuși.",
            ),
            retirement_constraint("element"),
        ]

    def __str__(self):
        return Truncator(f"{self.printed_code} {self.title}".strip()).chars(120)

    def natural_key(self):
        """Name the element by its identity."""
        return (str(self.uid),)

    natural_key.dependencies = ["plans.level", "plans.institution"]

    @property
    def printed_code(self):
        """Return the code as the plan prints it, or nothing where there is no code."""
        return self.level.code_format.format(code=self.code) if self.code else ""

    def clean(self):
        """Refuse a parent that is not of the level above this element's level, in the same plan."""
        if self.level_id is None:
            return
        wanted = self.level.parent
        if wanted is None and self.parent is not None:
            raise ValidationError({"parent": f"Un element de nivelul „{self.level.name}” nu stă sub alt element."})
        if wanted is not None and self.parent is None:
            raise ValidationError({"parent": f"Alegeți elementul de nivelul „{wanted.name}” sub care stă."})
        if wanted is not None and self.parent.level_id != wanted.pk:
            raise ValidationError(
                {"parent": f"„{self.parent}” nu este de nivelul „{wanted.name}” din planul „{self.level.plan}”."}
            )
