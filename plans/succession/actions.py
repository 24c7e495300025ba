"""Next year's plan from this one: a copy of what was chosen, which knows what it continues."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction

from plans import permissions
from plans.document.columns import ColumnType
from plans.document.fields import ELEMENT_FIELDS
from plans.editing.bulk_create import bulk_create_with_history, record_links
from plans.editing.elements.actions import copy_links
from plans.editing.new_plan.actions import save_new_plan
from plans.extensions import EXTENSIONS
from plans.models import Element, Level, Plan, Section
from plans.outline import ORDERING_FIELDS, PARENT, PK, OutlineRow, load_outline
from plans.succession.renewal import Renewal, YearProposal, accept_proposals, text_proposals
from portal.versioning import Versioned

REASON = "Preluat din planul de dinainte."
SECTION_TEXTS = ("heading", "body")
ELEMENT_TEXTS = ("title", *(one.name for one in ELEMENT_FIELDS if one.has_years))
LEVEL = len(ORDERING_FIELDS)


@dataclass(frozen=True, kw_only=True)
class SuccessionChoices:
    """What of a plan its successor takes along; `left_out` are elements left out with all that hangs on them.

    `terms` are "renewed", "kept" or left empty; of the budget the "labels" or also the "sums"; `years` are the keys of
    the years that people agreed to renew; `parts` are the answers to what other apps offer, by the offer's name.
    """

    texts: bool = True
    levels: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    terms: str = "renewed"
    budget: str = "labels"
    signatories: bool = True
    years: frozenset[str] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)


def succeed(source: Plan, *, by, successor: Plan, chosen: SuccessionChoices) -> Plan:
    """Save a plan's successor with what was chosen, whole or not at all; the same one sent twice is made once.

    Raises PermissionDenied for who may not change the plan or write for the successor's owner, ValidationError when
    the successor's own values do not fit.
    """
    if not permissions.may_edit(by, source):
        raise PermissionDenied
    successor.continues = source
    with transaction.atomic():
        # Who changes the plan meanwhile waits until its copy is whole.
        source = Plan.objects.select_for_update(of=("self",)).get(pk=source.pk)
        saved = save_new_plan(successor, by=by, reason=REASON)
        if saved is successor:
            SuccessorCopier(source, successor, chosen, by).run()
    return saved


def elements_to_copy(source: Plan, chosen: SuccessionChoices) -> list[OutlineRow]:
    """Return the outline rows of the elements that a successor takes, with their level, in reading order.

    What hangs on an element that stays behind, or is of a level that does, stays behind too.
    """
    kept: set[int | None] = {None}
    found = []
    for _depth, row in load_outline(source, "level_id").walk():
        if row[PARENT] in kept and row[PK] not in chosen.left_out and row[LEVEL] in chosen.levels:
            kept.add(row[PK])
            found.append(row)
    return found


def year_proposals(source: Plan, renewal: Renewal) -> Iterator[YearProposal]:
    """Yield every year in the plan's texts that its successor might say otherwise, in reading order; two queries."""
    for section in source.section_set.all():
        for name in SECTION_TEXTS:
            yield from text_proposals(_key(section, name), f"Secțiunea „{section}”", getattr(section, name), renewal)
    elements = {row.pk: row for row in Element.objects.filter(level__plan=source).select_related("level")}
    for _depth, row in load_outline(source).walk():
        element = elements[row[PK]]
        for name in ELEMENT_TEXTS:
            yield from text_proposals(_key(element, name), str(element), getattr(element, name), renewal)


class SuccessorCopier:
    """One plan being copied into its successor, which is saved and still empty."""

    def __init__(self, source: Plan, target: Plan, chosen: SuccessionChoices, by):
        self.source, self.target, self.chosen, self.by = source, target, chosen, by
        self.renewal = Renewal((source.period_start, source.period_end), (target.period_start, target.period_end))

    def run(self) -> None:
        """Copy all that was chosen; the number of queries grows with the plan's depth, not with its size."""
        levels = self._levels()
        self._save([self._section(row, levels) for row in self.source.section_set.all()])
        copies = self._elements(levels)
        if self.chosen.budget:
            self._save([self._budget_line(row) for row in self.source.budgetline_set.all()])
        if self.chosen.signatories:
            self._save([self._setting(row) for row in self.source.signatory_set.all()])
        for extension in EXTENSIONS:
            extension.copy_to_successor(self.source, self.target, copies, chosen=self.chosen.parts, by=self.by)

    def _save(self, rows: list[Versioned | None]) -> None:
        bulk_create_with_history([row for row in rows if row is not None], by=self.by, reason=REASON)

    def _setting(self, row, **changed):
        """Return an unsaved copy of a plan's setting or element, as one of its successor."""
        return unsaved_copy(row, plan=self.target, **changed)

    def _levels(self) -> dict[int, Level]:
        """Copy the levels, rank by rank; return the copies by original."""
        copies: dict[int, Level] = {}
        waiting = list(self.source.level_set.all())
        while waiting:
            rank = [row for row in waiting if row.parent_id is None or row.parent_id in copies]
            made = [self._setting(row, parent=copies.get(row.parent_id)) for row in rank]
            self._save(made)
            copies |= {row.pk: copy for row, copy in zip(rank, made, strict=True)}
            waiting = [row for row in waiting if row.pk not in copies] if rank else []
        return copies

    def _section(self, row: Section, levels: Mapping[int, Level]) -> Section | None:
        """Return a copy of a section, if anything of it is left."""
        texts = {name: self._text(row, name) for name in SECTION_TEXTS}
        if not self.chosen.texts:
            texts["body"] = ""
        if not (row.block or any(texts.values())):
            return None
        return self._setting(row, level=levels.get(row.level_id), **texts)

    def _text(self, row, name: str) -> str:
        return successor_text(row, name, self.renewal, self.chosen)

    def _budget_line(self, row):
        sums = {} if self.chosen.budget == "sums" else {"amount": 0, "share": None}
        return self._setting(row, year=row.year + self.renewal.months // 12, **sums)

    def _elements(self, levels: Mapping[int, Level]) -> dict[int, Element]:
        """Copy the elements, rank by rank, with their links; return the copies by original, in reading order."""
        rows = elements_to_copy(self.source, self.chosen)
        originals = Element.objects.select_related("level").in_bulk([row[PK] for row in rows])
        copies: dict[int, Element] = {}
        rank, waiting = [row for row in rows if row[PARENT] is None], rows
        while rank:
            made = [self._element(originals[row[PK]], levels, copies.get(row[PARENT])) for row in rank]
            self._save(made)
            copies |= {row[PK]: copy for row, copy in zip(rank, made, strict=True)}
            waiting = [row for row in waiting if row[PK] not in copies]
            rank = [row for row in waiting if row[PARENT] in copies]
        copy_links(copies)
        # What an element contributed to and stayed behind is not part of the new plan.
        through = Element.contributes_to.through.objects
        through.filter(from_element__level__plan=self.target, to_element__level__plan=self.source).delete()
        record_links(self.target)
        return copies

    def _element(self, row: Element, levels: Mapping[int, Level], parent: Element | None) -> Element:
        texts = {name: self._text(row, name) for name in ELEMENT_TEXTS}
        new = {**texts, **renewed_terms(row, self.chosen, self.renewal), "extra": renewed_extra(row, self.chosen)}
        # What was retired is not retired in the new plan: whoever takes it along promises it again.
        new |= {"retired_on": None, "retired_reason": "", "retired_act": None}
        return unsaved_copy(row, level=levels[row.level_id], parent=parent, continues=row, **new)


def successor_text(row: Versioned, name: str, renewal: Renewal, chosen: SuccessionChoices) -> str:
    """Return a text as the successor says it: with the years that people agreed to renew."""
    return accept_proposals(_key(row, name), getattr(row, name), renewal, chosen.years)


def renewed_terms(row: Element, chosen: SuccessionChoices, renewal: Renewal) -> dict:
    """Return the terms of an element that the successor says otherwise, by field."""
    due, term, again = row.completion_due, row.completion_term, row.evaluation_term
    if chosen.terms == "kept":
        return {}
    if chosen.terms != "renewed":
        return {"completion_due": None, "completion_term": "", "evaluation_term": renewal.term(again)}
    return {
        "completion_due": due and renewal.due(due),
        "completion_term": renewal.term(term),
        "evaluation_term": renewal.term(again),
    }


def renewed_extra(row: Element, chosen: SuccessionChoices) -> dict[str, str]:
    """Return what the successor says in the plan's own columns: sums only where sums are taken along."""
    if chosen.budget == "sums":
        return row.extra
    money = {column.field for column in row.level.own_columns if column.type == ColumnType.MONEY}
    return {name: text for name, text in row.extra.items() if name not in money}


def unsaved_copy(row: Versioned, **changed) -> Versioned:
    """Return an unsaved copy of a row, with an identity of its own and some values changed."""
    own = {"id", "uid", "version"}
    values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if one.name not in own}
    copy = type(row)(**values)
    for name, value in changed.items():
        setattr(copy, name, value)
    return copy


def _key(row: Versioned, name: str) -> str:
    return f"{row._meta.model_name}-{row.pk}-{name}"
