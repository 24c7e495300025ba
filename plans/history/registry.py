"""The kinds of rows whose changes a plan's history tells; apps above this one add theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.text import Truncator

from plans.models import AdoptionAct, BudgetLine, Element, Level, Plan, Section, Signatory
from plans.stand_ins import ActingNames, acting_names
from portal.versioning import Versioned


@dataclass(frozen=True, kw_only=True)
class TrackedModel:
    """A kind of row with a history: what it is called, how it leads to its plan, and where it is changed.

    `plan_path` leads from a row to its plan, `element_path` to its element; `under` is the field that names what the
    row hangs on where its own name says too little. `fixed` are the fields that are never put back; a kind that is
    not `restorable` has rules of its own for every change. `rest` is the row's address after the plan's; what is
    `for_editors` opens only to who may change it.
    """

    slug: str
    model: type[Versioned]
    one: str
    several: str
    row_name: Callable[[Any], str]
    rest: Callable[[Any], str]
    plan_path: str = "plan"
    element_path: str = ""
    under: str = ""
    fixed: tuple[str, ...] = ()
    restorable: bool = True
    feminine: bool = False
    for_editors: bool = False

    def records(self, plan: Plan) -> QuerySet:
        """Return the history of the plan's rows of this kind, also of those that are gone with what they hung on."""
        history = self.model.history
        first, _, rest = self.plan_path.partition("__")
        if not rest:
            return history.filter(**{first: plan.pk})
        above = self.model._meta.get_field(first).related_model
        gone = above.history.filter(**{rest: plan.pk}).values("id")
        return history.filter(Q(**{self.plan_path: plan.pk}) | Q(**{f"{first}__in": gone}))

    def plan_of(self, row: Versioned) -> Plan:
        """Return the plan that a row belongs to."""
        found: Any = row
        for name in [] if self.plan_path == "id" else self.plan_path.split("__"):
            found = getattr(found, name)
        return found

    def names(self) -> list[str]:
        """Return the names of the fields whose changes are told."""
        told = [field.name for field in self.model._meta.get_fields() if _is_tracked(field, self.model)]
        return [name for name in told if name not in ("id", "version", "uid")]

    def restorable_names(self) -> list[str]:
        """Return the names of the fields that can be put back."""
        return [name for name in self.names() if self.restorable and name not in self.fixed]


def _is_tracked(field, model: type[Model]) -> bool:
    if field.auto_created or not field.concrete:
        return False
    record = model.history.model
    return field.name in {one.name for one in (*record.tracked_fields, *record._history_m2m_fields)}


def _section_name(row) -> str:
    return row.heading or Truncator(row.body).chars(80) or row.get_block_display()


TRACKED_MODELS: dict[str, TrackedModel] = {}


def track_model(kind: TrackedModel) -> None:
    """Let the history of every plan tell the changes of one more kind of rows."""
    TRACKED_MODELS[kind.slug] = kind


def tracked_model(model: type[Model]) -> TrackedModel | None:
    """Return the kind of a model's rows, if their changes are told."""
    return next((kind for kind in TRACKED_MODELS.values() if kind.model is model), None)


def actors_of(row: Model) -> ActingNames | None:
    """Return what those are called who changed a row of a plan; None for any other row."""
    kind = tracked_model(type(row))
    return acting_names(kind.plan_of(row)) if kind else None


track_model(
    TrackedModel(
        slug="elemente",
        model=Element,
        one="element",
        several="elemente",
        row_name=lambda row: f"{row.code} {row.title}".strip(),
        rest=lambda row: f"elemente/{row.id}/",
        plan_path="level__plan",
        element_path="id",
    )
)
track_model(
    TrackedModel(
        slug="sectiuni",
        model=Section,
        one="secțiune",
        several="secțiuni",
        row_name=_section_name,
        rest=lambda row: f"parti/sectiuni/{row.id}/",
        for_editors=True,
        fixed=("plan",),
        feminine=True,
    )
)
track_model(
    TrackedModel(
        slug="niveluri",
        model=Level,
        one="nivel",
        several="niveluri",
        row_name=lambda row: row.name,
        rest=lambda row: f"parti/niveluri/{row.id}/",
        for_editors=True,
        fixed=("plan", "prefix"),
    )
)
track_model(
    TrackedModel(
        slug="acte",
        model=AdoptionAct,
        one="act de adoptare",
        several="acte de adoptare",
        row_name=lambda row: row.title,
        rest=lambda row: f"parti/acte/{row.id}/",
        for_editors=True,
        fixed=("plan",),
    )
)
track_model(
    TrackedModel(
        slug="buget",
        model=BudgetLine,
        one="linie de buget",
        several="linii de buget",
        row_name=lambda row: f"{row.label}, {row.year}",
        rest=lambda row: f"parti/buget/{row.id}/",
        for_editors=True,
        fixed=("plan",),
        feminine=True,
    )
)
track_model(
    TrackedModel(
        slug="semnatari",
        model=Signatory,
        one="semnatar",
        several="semnatari",
        row_name=lambda row: f"{row.office} {row.name}",
        rest=lambda row: f"parti/semnatari/{row.id}/",
        for_editors=True,
        fixed=("plan",),
    )
)
track_model(
    TrackedModel(
        slug="plan",
        model=Plan,
        one="plan",
        several="datele planului",
        row_name=lambda row: row.short_title,
        rest=lambda row: "parti/date/",
        for_editors=True,
        plan_path="id",
        fixed=("slug", "owner", "reviewer"),
    )
)
