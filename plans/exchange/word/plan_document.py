"""The plan that would come as a document: what every plan that comes from outside is written from."""

import re
import uuid
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from django.utils.text import slugify

from plans import document as d
from plans.document.columns import NUMERIC_TYPES, ColumnType
from plans.document.fields import ELEMENT_FIELDS
from plans.editions.composition import institution_value
from plans.exchange.word.continuation.pairs import Continuation
from plans.exchange.word.mapping.choices import OWN, TREE, WordMapping
from plans.exchange.word.mapping.draft import DraftElement, PlanDraft
from plans.models import AdoptionAct, Plan
from plans.models.column_types import read_value
from portal.text import fold

PRINTED = {one.name: one.label for one in ELEMENT_FIELDS if one.is_column}
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
FORMAT = re.compile(r"[^{}]*\{code\}[^{}]*")


def typed_value(column: d.ColumnValue, text: str) -> str:
    """Return what a document says in a typed column; points between thousands are what Romanian documents print.

    >>> typed_value(d.ColumnValue(field="b", label="Buget", type="money", unit="lei"), "1.250")
    '1250'
    """
    if column.type in NUMERIC_TYPES and THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    return read_value(column, text)


def own_columns(mapping: WordMapping) -> dict[str, d.ColumnValue]:
    """Return the columns that the plan would have of its own, by what stands above them."""
    found = {}
    for table in mapping.tables.values():
        for column in table.columns if table.role == TREE else ():
            if column.role == OWN and column.label not in found:
                field = slugify(column.label).replace("-", "_")[:40] or f"coloana_{len(found) + 1}"
                taken = {one.field for one in found.values()}
                field = field if field not in taken else f"{field}_{len(found) + 1}"
                unit = (column.unit or "lei") if column.type == ColumnType.MONEY else ""
                found[column.label] = d.ColumnValue(field=field, label=column.label, type=column.type, unit=unit)
    return found


class DraftDocument:
    """The document of a draft, for a plan whose name, owner and period a person gave.

    What it continues says what this document does not: who answers for an element, how an indicator is measured.
    """

    def __init__(self, draft: PlanDraft, mapping: WordMapping, plan: Plan, continuation: Continuation | None = None):
        self.draft, self.mapping, self.plan, self.continuation = draft, mapping, plan, continuation
        self.columns = own_columns(mapping)
        # New ones, in the draft's order: by them what was written is found again.
        self.uids = [str(uuid.uuid4()) for _ in draft.elements]
        # The uid of the indicator before that each indicator continues, by its own.
        self.continued_indicators: dict[str, str] = {}

    def compose(self) -> d.Document:
        """Return the document; every value was found to fit its column."""
        plan = self.plan
        names = ("slug", "short_title", "title", "subtitle", "period_start", "period_end")
        return d.Document(
            version=d.VERSION,
            edition=d.NO_EDITION,
            letterhead="\n".join(self.draft.head.letterhead),
            owner=institution_value(plan.owner),
            reviewer=institution_value(plan.reviewer),
            continues=self.continuation and self.continuation.plan_link,
            acts=self._acts(),
            levels=self._levels(),
            sections=self._sections(),
            elements=tuple(self._element(number, one) for number, one in enumerate(self.draft.elements)),
            indicators=self._indicators(),
            budget=self._budget(),
            signatories=tuple(
                d.SignatoryValue(preamble=one.preamble, office=one.office, name=one.name)
                for one in self.draft.signatories
            ),
            **{name: getattr(plan, name) for name in names},
        )

    def _acts(self) -> tuple[d.ActValue, ...]:
        """Return the act that the document names, of the plan's owner until somebody says otherwise."""
        head, kinds = self.draft.head, AdoptionAct.ActKind
        if not head.act:
            return ()
        is_order = fold(head.act).startswith("dispozitia")
        is_police = "ordine publica" in fold(self.plan.owner.name)
        kind = kinds.DISPOSITION if is_order else kinds.ATOP if is_police else kinds.COUNTY_COUNCIL
        issuer = institution_value(self.plan.owner)
        return (d.ActValue(kind=kind, issuer=issuer, title=head.act, number=head.number, annex=head.annex),)

    def _levels(self) -> tuple[d.LevelValue, ...]:
        """Return the levels that have elements."""
        used = {one.level for one in self.draft.elements}
        return tuple(self._level(one, used) for one in self.mapping.levels if one.key in used)

    def _level(self, one, used: set[str]) -> d.LevelValue:
        return d.LevelValue(
            prefix=one.key,
            parent=one.parent if one.parent in used else None,
            kind=one.kind,
            name=one.name,
            name_plural=one.name_plural,
            code_format=self._code_format(one.key),
            columns=self._columns(one.key),
        )

    def _code_format(self, key: str) -> str:
        formats = Counter(text for text in self.draft.formats.get(key, ()) if FORMAT.fullmatch(text))
        return formats.most_common(1)[0][0][:60] if formats else "{code}."

    def _columns(self, key: str) -> tuple[d.ColumnValue, ...]:
        """Return the printed columns of a level: those of the tables in which its elements are the last level."""
        found: dict[str, d.ColumnValue] = {}
        for table in self.mapping.tables.values():
            for column in table.columns if self.mapping.level_path(table)[-1:] == [key] else ():
                if column.role == OWN:
                    own = self.columns[column.label]
                    found[own.field] = own
                elif column.role in PRINTED:
                    label = column.label or PRINTED[column.role]
                    found[column.role] = d.ColumnValue(field=column.role, label=label)
        return tuple(found.values())

    def _sections(self) -> tuple[d.SectionValue, ...]:
        used = {one.level for one in self.draft.elements}
        return tuple(
            d.SectionValue(
                heading=one.heading,
                body="\n\n".join(one.body),
                block=one.block,
                level=one.level if one.level in used else None,
                numbered_columns=one.numbered,
            )
            for one in self.draft.sections
        )

    def _element(self, number: int, one: DraftElement) -> d.ElementValue:
        extra = {self.columns[label].field: typed_value(self.columns[label], text) for label, text in one.own.items()}
        old = self.continuation and self.continuation.pairs.get(number)
        is_theirs = bool(old) and old.responsible == one.fields.get("responsible", "")
        return d.ElementValue(
            uid=self.uids[number],
            level=one.level,
            parent=None if one.parent is None else self.uids[one.parent],
            code=one.code,
            printed_code=one.code,
            address="",
            title=one.title,
            continues=self.continuation and self.continuation.link(number),
            institutions=old.institutions if is_theirs else (),
            extra=extra,
            **one.fields,
        )

    def _indicators(self) -> tuple[d.IndicatorValue, ...]:
        """Return the indicators of the whole plan, then those of its elements."""
        groups = [(None, self.draft.indicators), *((n, one.indicators) for n, one in enumerate(self.draft.elements))]
        found: list[d.IndicatorValue] = []
        for number, rows in groups:
            titles = [one.title for one in rows]
            continued = self.continuation.indicators(number, titles) if self.continuation else {}
            for place, one in enumerate(rows):
                said = {"title": one.title, "joiner": one.joiner, "minimal": one.is_minimal, "number": len(found) + 1}
                said |= {"uid": str(uuid.uuid4()), "element": None if number is None else self.uids[number]}
                old = continued.get(place)
                if old is None:
                    found.append(d.IndicatorValue(nature=one.nature, **said))
                    continue
                # What was promised of it is not promised again by itself.
                found.append(replace(old, targets=(), former_targets=(), **said))
                self.continued_indicators[said["uid"]] = old.uid
        return tuple(found)

    def _budget(self) -> tuple[d.BudgetLineValue, ...]:
        return tuple(
            d.BudgetLineValue(
                label=one.label,
                year=one.year,
                amount=Decimal(one.amount),
                unit=one.unit,
                share=Decimal(one.share) if one.share else None,
                is_total=one.is_total,
            )
            for one in self.draft.budget
        )
