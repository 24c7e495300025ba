"""The named ranks of one plan: their number, names and columns are data."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from plans.document import ColumnValue
from plans.document.columns import NUMERIC_TYPES, TYPE_WORDS, ColumnType, column_value
from plans.document.fields import column_names
from plans.models.plan import PlanSetting
from portal.fields import LineField

COLUMN_KEYS = {"field", "label", "type", "unit", "choices"}


def validate_columns(columns):
    """Refuse columns that are not a list of {"field": name, "label": printed heading}, each field once.

    A column of the plan's own may say its "type", with the "unit" of a number or the "choices" of a choice.
    """
    fields = []
    for number, column in enumerate(columns if isinstance(columns, list) else [None], start=1):
        if not isinstance(column, dict) or not {"field", "label"} <= set(column) <= COLUMN_KEYS:
            raise ValidationError(
                f"Coloana {number}: scrieți o listă de perechi, de exemplu "
                '[{"field": "expected_result", "label": "Rezultate"}].'
            )
        if not all(isinstance(text, str) and text.strip() for text in (column["field"], column["label"])):
            raise ValidationError(f"Coloana {number}: câmpul și titlul coloanei nu pot fi goale.")
        problem = type_problem(column)
        if problem:
            raise ValidationError(f"Coloana {number}: {problem}")
        fields.append(column["field"])
    if len(set(fields)) != len(fields):
        raise ValidationError("Același câmp apare în două coloane.")


def type_problem(column: dict) -> str:
    """Return what is wrong with the type of a column, nothing where it is right."""
    kind, choices, unit = column.get("type", ColumnType.TEXT), column.get("choices", []), column.get("unit", "")
    if kind not in TYPE_WORDS:
        return f"tipul este unul dintre: {', '.join(TYPE_WORDS)}."
    if kind != ColumnType.TEXT and column["field"] in column_names():
        return "numai o coloană proprie a planului are tip."
    if unit and (kind not in NUMERIC_TYPES or not isinstance(unit, str)):
        return "numai un număr și o sumă au unitate de măsură."
    if kind == ColumnType.MONEY and not unit:
        return "scrieți în ce sunt sumele, de exemplu „lei” sau „mii lei”."
    is_list = isinstance(choices, list) and all(isinstance(one, str) and one.strip() for one in choices)
    if not is_list or len({one.casefold() for one in choices}) != len(choices):
        return "valorile de ales sunt texte diferite."
    if (kind == ColumnType.CHOICE) != bool(choices):
        return (
            "scrieți valorile de ales, cu punct și virgulă între ele." if not choices else "numai o alegere are valori."
        )
    return ""


class LevelManager(models.Manager):
    """Finds levels by plan and prefix, as fixtures name them."""

    def get_by_natural_key(self, slug, prefix):
        """Return the level of the plan with this prefix."""
        return self.get(plan__slug=slug, prefix=prefix)


class Level(PlanSetting):
    """A rank of one plan's tree; its elements hang under elements of its parent level, or at the root."""

    class ElementKind(models.TextChoices):
        """The only fixed vocabulary of ranks; each kind has its own page in the back office."""

        STRATEGIC_OBJECTIVE = "strategic_objective", "obiectiv strategic"
        GENERAL_OBJECTIVE = "general_objective", "obiectiv general"
        SPECIFIC_OBJECTIVE = "specific_objective", "obiectiv specific"
        AXIS = "axis", "axă"
        MEASURE = "measure", "măsură"
        ACTION = "action", "acțiune"
        PROJECT = "project", "proiect"
        OTHER = "other", "alt element"

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="nivelul de deasupra"
    )
    kind = models.CharField("fel", max_length=30, choices=ElementKind)
    name = LineField("denumire", max_length=120, help_text="La singular, de exemplu „Obiectiv general”.")
    name_plural = LineField("denumire la plural", max_length=120, help_text="Capul de tabel: „Obiective generale”.")
    prefix = models.CharField(
        "prefix",
        max_length=8,
        help_text="Pentru adrese: „os” dă adresa „os-1.2”. Nu se schimbă după publicare.",
        validators=[RegexValidator(r"^[a-z]{1,8}\Z", "Prefixul are numai litere mici fără diacritice, cel mult opt.")],
    )
    code_format = LineField(
        "forma tipărită a codului",
        max_length=60,
        default="{code}.",
        help_text="De exemplu „{code}.” sau „Obiectivul strategic {code}:”.",
        validators=[RegexValidator(r"^[^{}]*\{code\}[^{}]*\Z", "Forma tipărită conține „{code}” o singură dată.")],
    )
    columns = models.JSONField(
        "coloane",
        default=list,
        blank=True,
        validators=[validate_columns],
        help_text='Coloanele tipărite, în ordine: [{"field": "expected_result", "label": "Rezultate"}]. '
        f"Câmpuri: {', '.join(column_names())}; orice alt nume e o coloană proprie a planului.",
    )

    history = HistoricalRecords(excluded_fields=["version"], verbose_name="versiune anterioară")
    objects = LevelManager()

    class Meta:
        verbose_name = "nivel"
        verbose_name_plural = "niveluri"
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "prefix"],
                name="level_prefix_once_per_plan",
                violation_error_message="Planul are deja un nivel cu acest prefix.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="level_not_its_own_parent",
                violation_error_message="Un nivel nu poate fi sub el însuși.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.prefix})"

    def natural_key(self):
        """Name the level by its plan and prefix."""
        return (*self.plan.natural_key(), self.prefix)

    natural_key.dependencies = ["plans.plan"]

    def clean(self):
        """Refuse a parent level of another plan, or one that hangs under this level."""
        seen, level = set(), self.parent
        while level is not None and level.pk not in seen:
            if level.pk == self.pk and self.pk is not None:
                raise ValidationError({"parent": "Nivelul de deasupra ar ajunge sub el însuși."})
            seen.add(level.pk)
            level = level.parent
        if self.parent and self.parent.plan_id != self.plan_id:
            raise ValidationError({"parent": "Nivelul de deasupra este al altui plan."})

    @property
    def own_columns(self) -> list[ColumnValue]:
        """Return the plan's own columns."""
        return [column_value(column) for column in self.columns if column["field"] not in column_names()]
