"""A plan as published: frozen values and nothing else."""

import dataclasses
import datetime
import re
from dataclasses import dataclass, make_dataclass
from decimal import Decimal
from functools import cached_property

from plans.document.fields import ELEMENT_FIELDS, FORM_KINDS, FieldKind, column_names

VERSION = 1
# The canonical text leaves out such a field where it has its default, so that documents without it stay as they were.
LEFT_OUT = {"left_out": True}


@dataclass(frozen=True, kw_only=True)
class InstitutionValue:
    """A public body, by its stable code."""

    code: str
    name: str
    short_name: str


@dataclass(frozen=True, kw_only=True)
class OriginalValue:
    """The signed act, a PDF of `size` bytes kept under its SHA-256."""

    checksum: str
    size: int


@dataclass(frozen=True, kw_only=True)
class ActValue:
    """A decision that adopted the plan; `original` is the signed act, where the portal keeps it."""

    kind: str
    issuer: InstitutionValue
    title: str
    number: str
    date: datetime.date | None = None
    annex: str = ""
    url: str = ""
    original: OriginalValue | None = None


@dataclass(frozen=True, kw_only=True)
class ColumnValue:
    """A printed column of a level's table: the element's field and the heading.

    A column of the plan's own may hold something else than texts; a number or a sum has its `unit`.
    """

    field: str
    label: str
    type: str = dataclasses.field(default="text", metadata=LEFT_OUT)
    unit: str = dataclasses.field(default="", metadata=LEFT_OUT)
    choices: tuple[str, ...] = dataclasses.field(default=(), metadata=LEFT_OUT)


@dataclass(frozen=True, kw_only=True)
class LevelValue:
    """A named rank of the plan; `parent` is the prefix of the level above."""

    prefix: str
    parent: str | None
    kind: str
    name: str
    name_plural: str
    code_format: str
    columns: tuple[ColumnValue, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SectionValue:
    """A part of the printed plan: heading, paragraphs, then a block of data ("" for none)."""

    heading: str = ""
    body: str = ""
    block: str = ""
    level: str | None = None
    numbered_columns: bool = False

    @property
    def paragraphs(self) -> list[str]:
        """Return the paragraphs of the text."""
        return split_paragraphs(self.body)


@dataclass(frozen=True, kw_only=True)
class ElementLink:
    """An element of this or another plan, named well enough to be shown and reached."""

    uid: str
    plan: str
    address: str
    label: str


# What a document holds of each kind of field, and what it holds where the element says nothing.
FIELD_VALUES = {
    FieldKind.LINE: (str, ""),
    FieldKind.PROSE: (str, ""),
    FieldKind.DATE: (datetime.date | None, None),
    FieldKind.INSTITUTIONS: (tuple[InstitutionValue, ...], ()),
    FieldKind.LINKS: (tuple[ElementLink, ...], ()),
}
DeclaredValues = make_dataclass(
    "DeclaredValues",
    [(one.name, *FIELD_VALUES[one.kind]) for one in ELEMENT_FIELDS if one.kind in FORM_KINDS],
    frozen=True,
    kw_only=True,
)


@dataclass(frozen=True, kw_only=True)
class RetirementValue:
    """From which day on something is not followed any more, why, and the act (empty where there is none)."""

    on: datetime.date
    reason: str
    act: str = ""


@dataclass(frozen=True, kw_only=True)
class ElementValue(DeclaredValues):
    """A node of the tree; `level` is a prefix, `parent` a uid, `address` the last part of its public address.

    `continues` is the element of the plan before that this one carries on. The fields of `fields.py` come before these.
    """

    uid: str
    level: str
    parent: str | None
    code: str
    printed_code: str
    address: str
    title: str
    continues: ElementLink | None = None
    extra: dict[str, str] = dataclasses.field(default_factory=dict)
    retired: RetirementValue | None = dataclasses.field(default=None, metadata=LEFT_OUT)

    @property
    def printed_name(self) -> str:
        """Return the code and the title, as the plan prints them."""
        return f"{self.printed_code} {self.title}".strip()


@dataclass(frozen=True, kw_only=True)
class TargetValue:
    """What is promised of an indicator for a period (both days inclusive).

    `set_on` is the day it was promised; `reason` and `act` say why it took the place of an earlier one. An earlier one
    has the day on which it was replaced.
    """

    kind: str
    value: Decimal | None
    upper_value: Decimal | None
    text: str
    period_start: datetime.date
    period_end: datetime.date
    set_on: datetime.date | None = None
    replaced_on: datetime.date | None = None
    reason: str = ""
    act: str = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorValue:
    """A performance indicator of the plan (`element` empty) or of an element (its uid).

    `number` names it in its plan and never changes; `joiner` is the printed text between the indicator before it in
    the same cell and this one; `accumulation` says how the values of several periods make one. `former_targets` are
    the promises that others replaced.
    """

    uid: str
    element: str | None
    title: str
    joiner: str
    nature: str
    minimal: bool
    number: int = 0
    accumulation: str = ""
    unit: str = ""
    direction: str = ""
    baseline_value: Decimal | None = None
    baseline_period: str = ""
    baseline_source: str = ""
    definition: str = ""
    verification_source: str = ""
    frequency: str = ""
    institution: InstitutionValue | None = None
    targets: tuple[TargetValue, ...] = ()
    former_targets: tuple[TargetValue, ...] = ()
    retired: RetirementValue | None = dataclasses.field(default=None, metadata=LEFT_OUT)


@dataclass(frozen=True, kw_only=True)
class BudgetLineValue:
    """A sum as printed, in `unit`; `share` is the printed percentage, never recomputed."""

    label: str
    year: int
    amount: Decimal
    unit: str
    share: Decimal | None
    is_total: bool


@dataclass(frozen=True, kw_only=True)
class SignatoryValue:
    """Who signed, in what office."""

    preamble: str
    office: str
    name: str


@dataclass(frozen=True, kw_only=True)
class EditionMark:
    """What tells one edition from another."""

    number: int
    published_at: datetime.datetime
    note: str


# The mark of a document that is no edition: of a plan that comes from elsewhere.
NO_EDITION = EditionMark(number=1, published_at=datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC), note="")


@dataclass(frozen=True, kw_only=True)
class PlanLink:
    """Another published plan, named well enough to be shown and reached."""

    slug: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole plan, self-contained; elements stand in reading order, parents before children.

    `continues` is the plan before that this one carries on; an example `is_invented`.
    """

    version: int
    edition: EditionMark
    slug: str
    short_title: str
    title: str
    subtitle: str
    letterhead: str
    owner: InstitutionValue
    reviewer: InstitutionValue | None
    period_start: datetime.date
    period_end: datetime.date
    continues: PlanLink | None = None
    is_invented: bool = dataclasses.field(default=False, metadata=LEFT_OUT)
    acts: tuple[ActValue, ...] = ()
    levels: tuple[LevelValue, ...] = ()
    sections: tuple[SectionValue, ...] = ()
    elements: tuple[ElementValue, ...] = ()
    indicators: tuple[IndicatorValue, ...] = ()
    budget: tuple[BudgetLineValue, ...] = ()
    signatories: tuple[SignatoryValue, ...] = ()

    @cached_property
    def level(self) -> dict[str, LevelValue]:
        """Levels by prefix."""
        return {level.prefix: level for level in self.levels}

    @cached_property
    def own_columns(self) -> dict[tuple[str, str], ColumnValue]:
        """The plan's own columns by prefix and field."""
        declared = column_names()
        return {(one.prefix, c.field): c for one in self.levels for c in one.columns if c.field not in declared}

    @cached_property
    def by_uid(self) -> dict[str, ElementValue]:
        """Elements by identity."""
        return {element.uid: element for element in self.elements}

    @cached_property
    def by_address(self) -> dict[str, ElementValue]:
        """Elements by the last part of their address."""
        return {element.address: element for element in self.elements}

    @cached_property
    def children(self) -> dict[str | None, list[ElementValue]]:
        """Elements by the uid of their parent, in order; the roots under None."""
        return group_by(self.elements, "parent")

    @cached_property
    def neighbours(self) -> dict[str, tuple[ElementValue | None, ElementValue | None]]:
        """The elements before and after each element in the reading order of its level, by uid; None at the ends."""
        levels = group_by(self.elements, "level").values()
        return {
            element.uid: (before, after)
            for row in levels
            for before, element, after in zip([None, *row], row, [*row[1:], None], strict=False)
        }

    @cached_property
    def indicators_of(self) -> dict[str | None, list[IndicatorValue]]:
        """Indicators by the uid of their element, in order; the plan's own under None."""
        return group_by(self.indicators, "element")

    def roots(self, prefix: str) -> list[ElementValue]:
        """Return the elements of one level, in order."""
        return [element for element in self.elements if element.level == prefix]

    def ancestors(self, element: ElementValue) -> list[ElementValue]:
        """Return the elements above, the highest first."""
        chain = []
        while element.parent is not None:
            element = self.by_uid[element.parent]
            chain.insert(0, element)
        return chain

    def branch(self, element: ElementValue) -> list[ElementValue]:
        """Return an element and all below it, in order."""
        return [element, *(one for child in self.children.get(element.uid, ()) for one in self.branch(child))]

    def retirement_of(self, indicator: IndicatorValue) -> RetirementValue | None:
        """Return the earliest retirement that holds for an indicator: its own, its element's, or of one above."""
        element = self.by_uid.get(indicator.element)
        rows = [indicator, *((*self.ancestors(element), element) if element else ())]
        return min((row.retired for row in rows if row.retired), key=lambda one: one.on, default=None)

    def printed_indicators(self, element: ElementValue) -> str:
        """Return the element's indicators as the plan prints them in one cell."""
        return "".join(i.joiner + i.title for i in self.indicators_of.get(element.uid, ()))


def group_by(items, attribute: str) -> dict:
    """Return the items by the value of an attribute, in their order."""
    groups: dict = {}
    for item in items:
        groups.setdefault(getattr(item, attribute), []).append(item)
    return groups


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which an empty line separates."""
    return [part for part in text.split("\n\n") if part]


def address(prefix: str, code: str, place: int) -> str:
    """Return the last part of an element's address: its code, or its place in the level where it has none.

    >>> address("os", "1.2", 4), address("on", "", 1), address("ob", "II a)", 1)
    ('os-1.2', 'on-1', 'ob-II-a')
    """
    label = re.sub(r"[^0-9A-Za-z.]+", "-", code).strip("-.")
    return f"{prefix}-{label or place}"
