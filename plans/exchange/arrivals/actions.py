"""A new working plan from a document that came in: everything that it says, or nothing at all."""

import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from plans.document import Document, ElementValue, to_plain
from plans.document.fields import VALUE_KINDS, names_of_kinds
from plans.editing.bulk_create import bulk_create_with_history, record_links
from plans.editing.new_plan.actions import save_new_plan
from plans.exchange.arrivals.gaps import ArrivalGaps, is_uid
from plans.exchange.sheets.refusal import ImportRefused
from plans.extensions import EXTENSIONS
from plans.models import AdoptionAct, BudgetLine, Element, Level, Plan, Section, Signatory
from portal.tasks.running import report_progress
from portal.versioning import BATCH, Versioned

REASON = "Adus dintr-un fișier."
STEP = 10


def take_in(
    document: Document,
    plan: Plan,
    *,
    by,
    reason: str = REASON,
    before: Plan | None = None,
    indicators: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """Save a new plan with everything that a document says; the same one sent twice is made once.

    `reason` is what the history says of where it all came from. `before` is the plan that a person chose to continue;
    `indicators` are the uids of its indicators that those of the document continue, by their own.

    Raises PermissionDenied for who may not write for its owner, ValidationError when the plan's own values do not fit,
    ImportRefused, with the place, when something of the document does not.
    """
    gaps = ArrivalGaps(document, before)
    plan.letterhead, plan.continues = document.letterhead, gaps.continued_plan
    try:
        with transaction.atomic():
            saved = save_new_plan(plan, by=by, reason=reason)
            if saved is plan:
                PlanBuilder(document, plan, gaps, by, reason).run(indicators)
    except IntegrityError as refused:
        raise ImportRefused("Planul nu se poate prelua: o valoare a lui nu este permisă în portal.") from refused
    return saved


class PlanBuilder:
    """One document being written as the rows of a new plan, which is saved and still empty."""

    def __init__(self, document: Document, plan: Plan, gaps: ArrivalGaps, by, reason: str):
        self.document, self.plan, self.gaps, self.by, self.reason = document, plan, gaps, by, reason
        keeps = not gaps.is_here_already
        self.uids = {
            one.uid: uuid.UUID(one.uid) if keeps and is_uid(one.uid) else uuid.uuid4() for one in document.elements
        }
        self.places = {one.uid: place for row in document.children.values() for place, one in enumerate(row, start=1)}

    def run(self, indicators: Mapping[str, str]) -> None:
        """Write all of it; the number of queries grows with the plan's depth, not with its size."""
        document = self.document
        acts = self._acts()
        levels = self._levels()
        sections = [
            Section(level=levels.get(one.level), **_plain(one, "heading", "body", "block", "numbered_columns"))
            for one in document.sections
        ]
        self._save_settings(sections, "Secțiunea")
        names = ("label", "year", "amount", "unit", "share", "is_total")
        self._save_settings([BudgetLine(**_plain(one, *names)) for one in document.budget], "Bugetul")
        names = ("preamble", "office", "name")
        self._save_settings([Signatory(**_plain(one, *names)) for one in document.signatories], "Semnatarul")
        elements = self._elements(levels, acts)
        self._link(elements)
        for extension in EXTENSIONS:
            extension.take_in(
                document,
                self.plan,
                elements,
                bodies=self.gaps.institutions,
                continued=indicators,
                by=self.by,
                reason=self.reason,
            )

    def _save_settings(self, rows: Sequence[Versioned], name: str) -> None:
        for place, row in enumerate(rows, start=1):
            row.plan, row.position = self.plan, STEP * place
            require_fitting(row, f"{name} {place}")
        self._save(rows)

    def _save(self, rows: Sequence[Versioned]) -> None:
        bulk_create_with_history(rows, by=self.by, reason=self.reason)

    def _acts(self) -> Mapping[str, AdoptionAct]:
        names = ("kind", "title", "number", "date", "annex", "url")
        rows = [
            AdoptionAct(issuer=self.gaps.institutions[one.issuer.code], **_plain(one, *names))
            for one in self.document.acts
            if one.issuer.code in self.gaps.institutions
        ]
        self._save_settings(rows, "Actul")
        return {row.title: row for row in rows}

    def _levels(self) -> Mapping[str, Level]:
        """Write the levels, rank by rank; return them by prefix."""
        made: dict[str, Level] = {}
        names = ("prefix", "kind", "name", "name_plural", "code_format")
        places = {one.prefix: place for place, one in enumerate(self.document.levels, start=1)}
        waiting = list(self.document.levels)
        while waiting:
            rank = [one for one in waiting if one.parent is None or one.parent in made]
            rows = [
                Level(
                    plan=self.plan,
                    position=STEP * places[one.prefix],
                    parent=made.get(one.parent),
                    columns=[to_plain(column) for column in one.columns],
                    **_plain(one, *names),
                )
                for one in rank
            ]
            for row in rows:
                require_fitting(row, f"Nivelul „{row.name}”")
            self._save(rows)
            made |= {row.prefix: row for row in rows}
            waiting = [one for one in waiting if one.prefix not in made]
        return made

    def _elements(self, levels: Mapping[str, Level], acts: Mapping[str, AdoptionAct]) -> Mapping[str, Element]:
        """Write the elements, rank by rank; return them by the uid that they have in the document."""
        children, made = self.document.children, {}
        rank = children.get(None, [])
        while rank:
            rows = [self._element(one, levels, acts, made) for one in rank]
            self._save(rows)
            made |= {one.uid: row for one, row in zip(rank, rows, strict=True)}
            report_progress(len(made), len(self.document.elements), "element,elemente")
            rank = [child for one in rank for child in children.get(one.uid, ())]
        return made

    def _element(self, one: ElementValue, levels, acts, made: Mapping[str, Element]) -> Element:
        retired = one.retired
        row = Element(
            uid=self.uids[one.uid],
            level=levels[one.level],
            parent=made.get(one.parent),
            position=STEP * self.places[one.uid],
            continues_id=one.continues and self.gaps.linked.get(one.continues.uid),
            extra=dict(one.extra),
            retired_on=retired and retired.on,
            retired_reason=retired.reason if retired else "",
            retired_act=acts.get(retired.act) if retired else None,
            **_plain(one, "code", "title", *names_of_kinds(*VALUE_KINDS)),
        )
        require_fitting(row, f"„{one.printed_name[:80]}”")
        return row

    def _link(self, elements: Mapping[str, Element]) -> None:
        """Write which institutions answer for the elements, and what these contribute to."""
        bodies, links = Element.institutions.through, Element.contributes_to.through
        bodies.objects.bulk_create(
            (
                bodies(element_id=elements[one.uid].pk, institution_id=self.gaps.institutions[body.code].pk)
                for one in self.document.elements
                for body in one.institutions
                if body.code in self.gaps.institutions
            ),
            batch_size=BATCH,
        )
        keys = {**self.gaps.linked, **{uid: row.pk for uid, row in elements.items()}}
        links.objects.bulk_create(
            (
                links(from_element_id=elements[one.uid].pk, to_element_id=keys[link.uid])
                for one in self.document.elements
                for link in one.contributes_to
                if link.uid in keys
            ),
            batch_size=BATCH,
        )
        record_links(self.plan)


def require_fitting(row: Versioned, place: str) -> None:
    """Raise ImportRefused, with the place, where a value does not fit its field."""
    links = {one.name for one in row._meta.fields if one.is_relation}
    try:
        row.clean_fields(exclude=links)
    except ValidationError as refused:
        name, errors = next(iter(refused.message_dict.items()))
        label = row._meta.get_field(name).verbose_name
        raise ImportRefused(f"Fișierul nu se poate prelua. {place}, „{label}”: {' '.join(errors)}") from refused


def _plain(value, *names: str) -> dict:
    return {name: getattr(value, name) for name in names}
