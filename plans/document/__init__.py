"""A plan as published: frozen values, their one canonical JSON text, and what changed between two of them.

Everything that shows a published plan (pages, PDF, exports) reads these values and nothing else. `docs/document.md`
explains the fields, `plans/document/schemas/edition-1.schema.json` is the schema.
"""

from plans.document.canonical import CorruptDocument, checksum_of, from_json, from_plain, to_json, to_plain
from plans.document.values import (
    NO_EDITION,
    VERSION,
    ActValue,
    BudgetLineValue,
    ColumnValue,
    Document,
    EditionMark,
    ElementLink,
    ElementValue,
    IndicatorValue,
    InstitutionValue,
    LevelValue,
    OriginalValue,
    PlanLink,
    RetirementValue,
    SectionValue,
    SignatoryValue,
    TargetValue,
    address,
    group_by,
    split_paragraphs,
)

__all__ = [
    "ActValue",
    "BudgetLineValue",
    "ColumnValue",
    "CorruptDocument",
    "Document",
    "EditionMark",
    "ElementLink",
    "ElementValue",
    "IndicatorValue",
    "InstitutionValue",
    "LevelValue",
    "OriginalValue",
    "NO_EDITION",
    "PlanLink",
    "RetirementValue",
    "SectionValue",
    "SignatoryValue",
    "TargetValue",
    "VERSION",
    "address",
    "checksum_of",
    "from_json",
    "from_plain",
    "group_by",
    "split_paragraphs",
    "to_json",
    "to_plain",
]
