"""A draft written into a new plan, with the beginning of everything's history."""

import re
from collections import Counter

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import slugify

from plans.document import ColumnValue
from plans.document.columns import NUMERIC_TYPES, ColumnType
from plans.document.fields import ELEMENT_FIELDS
from plans.editing.bulk_create import bulk_create_with_history
from plans.exchange.word.mapping.choices import OWN, TREE, WordMapping
from plans.exchange.word.mapping.draft import DraftElement, PlanDraft
from plans.extensions import EXTENSIONS, ImportedIndicator
from plans.models import AdoptionAct, BudgetLine, Element, ImportedElement, Level, Plan, Section, Signatory, WordImport
from plans.models.column_types import read_value
from portal.text import fold

PRINTED = {one.name: one.label for one in ELEMENT_FIELDS if one.is_column}
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
FORMAT = re.compile(r"[^{}]*\{code\}[^{}]*")


def typed_value(column: ColumnValue, text: str) -> str:
    """Return what a document says in a typed column; points between thousands are what Romanian documents print.

    >>> typed_value(ColumnValue(field="b", label="Buget", type="money", unit="lei"), "1.250")
    '1250'
    """
    if column.type in NUMERIC_TYPES and THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    return read_value(column, text)


def own_columns(mapping: WordMapping) -> dict[str, ColumnValue]:
    """Return the columns that the plan would have of its own, by what stands above them."""
    found = {}
    for table in mapping.tables.values():
        for column in table.columns if table.role == TREE else ():
            if column.role == OWN and column.label not in found:
                field = slugify(column.label).replace("-", "_")[:40] or f"coloana_{len(found) + 1}"
                taken = {one.field for one in found.values()}
                field = field if field not in taken else f"{field}_{len(found) + 1}"
                unit = (column.unit or "lei") if column.type == ColumnType.MONEY else ""
                found[column.label] = ColumnValue(field=field, label=column.label, type=column.type, unit=unit)
    return found


class PlanWriter:
    """Writes a draft into a plan that was just saved; the number of queries grows with its depth, not with its size."""

    def __init__(self, plan: Plan, mapping: WordMapping, draft: PlanDraft, by, reason: str):
        self.plan, self.mapping, self.draft = plan, mapping, draft
        self.by, self.reason = by, reason
        self.columns = own_columns(mapping)

    def write(self, row: WordImport) -> None:
        """Write all of it."""
        levels = self._levels()
        elements = self._elements(levels)
        self._save([self._section(number, one, levels) for number, one in enumerate(self.draft.sections, start=1)])
        self._save(
            [
                Signatory(plan=self.plan, position=10 * n, preamble=one.preamble, office=one.office, name=one.name)
                for n, one in enumerate(self.draft.signatories, start=1)
            ]
        )
        self._save([self._budget_line(number, one) for number, one in enumerate(self.draft.budget, start=1)])
        self._save(self._acts())
        self._indicators(elements)
        ImportedElement.objects.bulk_create(
            [
                ImportedElement(element=element, word_import=row, place=one.place)
                for element, one in zip(elements, self.draft.elements, strict=True)
            ]
        )

    def _save(self, rows: list) -> None:
        bulk_create_with_history(rows, by=self.by, reason=self.reason)

    def _levels(self) -> dict[str, Level]:
        """Save the levels that have elements, and those above them, each after the one above it."""
        used = {one.level for one in self.draft.elements}
        made: dict[str, Level] = {}
        for number, one in enumerate(self.mapping.levels, start=1):
            if one.key not in used:
                continue
            formats = Counter(text for text in self.draft.formats.get(one.key, ()) if FORMAT.fullmatch(text))
            level = Level(
                plan=self.plan,
                position=10 * number,
                parent=made.get(one.parent),
                kind=one.kind,
                name=one.name,
                name_plural=one.name_plural,
                prefix=one.key,
                code_format=formats.most_common(1)[0][0][:60] if formats else "{code}.",
                columns=self._columns(one.key),
            )
            try:
                level.full_clean(exclude=["plan", "parent"])
            except ValidationError as wrong:
                message = f"Nivelul „{one.name}”: {' '.join(wrong.messages)}"
                raise ValidationError({NON_FIELD_ERRORS: message}) from wrong
            self._save([level])
            made[one.key] = level
        return made

    def _columns(self, key: str) -> list[dict]:
        """Return the printed columns of a level: those of the tables in which its elements are the last level."""
        found: dict[str, dict] = {}
        for table in self.mapping.tables.values():
            levels = [one.level for one in table.columns if one.level]
            for column in table.columns if levels and levels[-1] == key else ():
                if column.role == OWN:
                    own = self.columns[column.label]
                    typed = {"type": own.type, **({"unit": own.unit} if own.unit else {})}
                    more = {} if own.type == ColumnType.TEXT else typed
                    found[own.field] = {"field": own.field, "label": own.label, **more}
                elif column.role in PRINTED:
                    found[column.role] = {"field": column.role, "label": column.label or PRINTED[column.role]}
        return list(found.values())

    def _elements(self, levels: dict[str, Level]) -> list[Element]:
        """Save the elements, rank by rank; return them in the draft's order."""
        made: list[Element] = []
        counts: Counter = Counter()
        ranks: list[list[Element]] = []
        depths: list[int] = []
        for one in self.draft.elements:
            depths.append(0 if one.parent is None else depths[one.parent] + 1)
            counts[one.level, one.parent] += 10
            parent = None if one.parent is None else made[one.parent]
            made.append(self._element(one, levels[one.level], parent, counts[one.level, one.parent]))
            ranks += [[]] if len(ranks) <= depths[-1] else []
            ranks[depths[-1]].append(made[-1])
        for rank in ranks:
            for element in rank:
                element.parent_id = element.parent and element.parent.pk
            self._save(rank)
        return made

    def _element(self, one: DraftElement, level: Level, parent: Element | None, position: int) -> Element:
        extra = {self.columns[label].field: typed_value(self.columns[label], text) for label, text in one.own.items()}
        element = Element(level=level, position=position, code=one.code, title=one.title, extra=extra, **one.fields)
        element.parent = parent
        return element

    def _section(self, number: int, one, levels: dict[str, Level]) -> Section:
        return Section(
            plan=self.plan,
            position=10 * number,
            heading=one.heading,
            body="\n\n".join(one.body),
            block=one.block,
            level=levels.get(one.level),
            numbered_columns=one.numbered,
        )

    def _budget_line(self, number: int, one) -> BudgetLine:
        values = {"label": one.label, "year": one.year, "amount": one.amount, "unit": one.unit}
        return BudgetLine(
            plan=self.plan, position=10 * number, share=one.share or None, is_total=one.is_total, **values
        )

    def _acts(self) -> list[AdoptionAct]:
        """Return the act that the document names, of the plan's owner until somebody says otherwise."""
        head, kinds = self.draft.head, AdoptionAct.ActKind
        if not head.act:
            return []
        is_order = fold(head.act).startswith("dispozitia")
        is_police = "ordine publica" in fold(self.plan.owner.name)
        kind = kinds.DISPOSITION if is_order else kinds.ATOP if is_police else kinds.COUNTY_COUNCIL
        values = {"title": head.act, "number": head.number, "annex": head.annex, "issuer": self.plan.owner}
        return [AdoptionAct(plan=self.plan, position=10, kind=kind, **values)]

    def _indicators(self, elements: list[Element]) -> None:
        found = [(None, one) for one in self.draft.indicators]
        found += [(elements[n], i) for n, one in enumerate(self.draft.elements) for i in one.indicators]
        rows = [
            ImportedIndicator(
                title=one.title, element=element, joiner=one.joiner, nature=one.nature, is_minimal=one.is_minimal
            )
            for element, one in found
        ]
        for extension in EXTENSIONS:
            extension.add_imported_indicators(self.plan, rows, by=self.by, reason=self.reason)
