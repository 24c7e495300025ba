"""Every date and sum that a successor takes along, moves or empties, and every year and sum that stays in its texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plans.document.columns import ColumnType
from plans.extensions import EXTENSIONS
from plans.models import Element, Plan
from plans.outline import PK
from plans.render.column_text import printed_value
from plans.succession.actions import (
    ELEMENT_TEXTS,
    SECTION_TEXTS,
    SuccessionChoices,
    elements_to_copy,
    renewed_extra,
    renewed_terms,
    successor_text,
)
from plans.succession.renewal import ANY_YEAR, Renewal, first_words, last_words
from portal.romanian import amount, long_date, quantity

# A sum as plans print it: with dots between thousands, or with two decimals.
SUM = r"(?<![\w.,/])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{2})(?![\w/]|[.,]\d)"
# A year, that of a date too, or two with a dash between them; not the year or the number of an act ("190/2018").
YEARS = r"(?<!\d)\d{1,2}/\d{1,2}/\d{4}(?!\d)|(?<![\d/])\d{4}(?:\s?[-–—]\s?\d{4})?(?![\d/])"
REST_PATTERN = re.compile(f"{YEARS}|{SUM}")


@dataclass(frozen=True)
class CarriedValue:
    """Something of a plan as it is and as its successor would say it: another one, emptied (`new` is empty), the same.

    `verb` says how another one comes to stand there, `note` why; `before` and `after` are the words around it.
    """

    place: str
    old: str
    new: str
    verb: str = "se mută"
    note: str = ""
    before: str = ""
    after: str = ""

    @property
    def outcome(self) -> str:
        """Return what becomes of it: "se mută: 30 iunie 2027"."""
        if self.old == self.new:
            said = "rămâne" if self.old else "rămâne gol"
        else:
            said = f"{self.verb}: {self.new}" if self.new else "se golește"
        return f"{said} ({self.note})" if self.note else said


def carried_values(source: Plan, chosen: SuccessionChoices, renewal: Renewal) -> list[tuple[str, list[CarriedValue]]]:
    """Return what a successor would say of each date and sum, in groups with a heading; four queries and the apps'."""
    keys = [row[PK] for row in elements_to_copy(source, chosen)]
    found = Element.objects.select_related("level").in_bulk(keys)
    elements = [found[key] for key in keys]
    sums = [value for row in elements for value in _own_values(row, chosen, ColumnType.MONEY)]
    groups = [
        ("Termene", [one for row in elements for one in _terms(row, chosen, renewal)]),
        ("Sume", [*_budget(source, chosen, renewal), *sums]),
    ]
    for extension in EXTENSIONS:
        groups += extension.carried_values(source, keys, renewal, chosen.parts)
    groups.append(("Ani și sume care rămân scrise în texte", list(_rest_in_texts(source, elements, chosen, renewal))))
    return [(heading, rows) for heading, rows in groups if rows]


def _terms(row: Element, chosen: SuccessionChoices, renewal: Renewal) -> Iterator[CarriedValue]:
    new = renewed_terms(row, chosen, renewal)
    for name in ("completion_term", "completion_due", "evaluation_term"):
        before, after = getattr(row, name), new.get(name, getattr(row, name))
        # A term without a number, as „anual”, says no date.
        if before and (name == "completion_due" or ANY_YEAR.search(before)):
            label = row._meta.get_field(name).verbose_name
            old, now = (value if isinstance(value, str) else value and long_date(value) for value in (before, after))
            yield CarriedValue(f"{row}: {label}", old, now or "")
    yield from _own_values(row, chosen, ColumnType.DATE)


def _budget(source: Plan, chosen: SuccessionChoices, renewal: Renewal) -> Iterator[CarriedValue]:
    for line in source.budgetline_set.all() if chosen.budget else ():
        share = "" if line.share is None else f" ({quantity(line.share)}%)"
        sums = f"{amount(line.amount)} {line.unit}{share}"
        place = f"{line.label}, {line.year} (în planul nou: {line.year + renewal.months // 12})"
        yield CarriedValue(place, sums, sums if chosen.budget == "sums" else "")


def _own_values(row: Element, chosen: SuccessionChoices, kind: ColumnType) -> Iterator[CarriedValue]:
    """Yield what an element says in the plan's own columns of a type."""
    kept = renewed_extra(row, chosen)
    for column in row.level.own_columns:
        if column.type == kind and row.extra.get(column.field):
            old, new = (printed_value(column, texts.get(column.field, "")) for texts in (row.extra, kept))
            yield CarriedValue(f"{row}: {column.label}", old, new)


def _rest_in_texts(source: Plan, elements, chosen: SuccessionChoices, renewal: Renewal) -> Iterator[CarriedValue]:
    """Yield each year and sum that a text would still say, with the words around it."""
    sections = [(f"Secțiunea „{row}”", row, SECTION_TEXTS) for row in source.section_set.all()]
    for place, row, names in [*sections, *((str(row), row, ELEMENT_TEXTS) for row in elements)]:
        for name in names:
            if name == "body" and not chosen.texts:
                continue
            said, old = successor_text(row, name, renewal, chosen), getattr(row, name)
            for found in REST_PATTERN.finditer(said):
                is_new_year = found[0].isdigit() and renewal.new[0].year <= int(found[0]) <= renewal.new[1].year
                if not is_new_year and found[0] in old:
                    before, after = last_words(said[: found.start()]), first_words(said[found.end() :])
                    yield CarriedValue(place, found[0], found[0], before=before, after=after)
