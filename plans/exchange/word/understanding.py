"""A document as it is understood: the plan that would come of it, and both as the page draws them."""

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from django.core.exceptions import ValidationError

from plans.exchange.word import readings
from plans.exchange.word.drawing import drawn_blocks, unread_places
from plans.exchange.word.mapping.building import build_plan
from plans.exchange.word.mapping.choices import WordMapping
from plans.exchange.word.mapping.draft import DraftElement, DraftProblem, PlanDraft
from plans.exchange.word.pictures import DraftRow, draft_rows
from plans.exchange.word.plan_document import own_columns, typed_value
from plans.exchange.word.preview import PreviewPage, page_numbers, preview_pages
from plans.exchange.word.reading.blocks import TextDocument
from plans.models import Element, WordImport


@dataclass(frozen=True)
class Understanding:
    """A document and how it is to be understood. Nobody changes what comes of them: who turns the pages shares it."""

    document: TextDocument
    mapping: WordMapping

    @cached_property
    def draft(self) -> PlanDraft:
        """The plan that would come."""
        return plan_of(self.document, self.mapping)

    @cached_property
    def elements(self) -> list[DraftRow]:
        """The elements of the plan, in words."""
        return draft_rows(self.draft, self.mapping)

    @cached_property
    def unread(self) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
        """The words without a place in the plan: as `unread_places` gives them."""
        return unread_places(self.document, self.draft)

    @cached_property
    def pages(self) -> list[PreviewPage]:
        """The document beside its plan, page by page."""
        _found, by_paragraph = self.unread
        return preview_pages(drawn_blocks(self.document, self.mapping, self.elements, by_paragraph), self.elements)

    @cached_property
    def page_numbers(self) -> dict[str, int]:
        """On which page each place is drawn."""
        return page_numbers(self.pages)


def understanding_of(row: WordImport, mapping: WordMapping) -> Understanding:
    """Return an uploaded document as it is understood; the last ones are remembered."""
    document, path = readings.read(row), readings.kept_path(row)
    return (
        _kept_understanding(path, json.dumps(mapping.to_plain())) if path.exists() else Understanding(document, mapping)
    )


@lru_cache(maxsize=readings.KEPT)
def _kept_understanding(path: Path, mapping: str) -> Understanding:
    return Understanding(readings.kept_document(path), WordMapping.from_plain(json.loads(mapping)))


def plan_of(document: TextDocument, mapping: WordMapping) -> PlanDraft:
    """Return the plan that would come, with values that do not fit their field or typed column among its problems."""
    draft = build_plan(document, mapping)
    columns = own_columns(mapping)
    for element in draft.elements:
        for label, text in element.own.items():
            try:
                typed_value(columns[label], text)
            except ValueError as wrong:
                draft.problems.append(DraftProblem(element.place, f"Coloana „{label}”: {wrong}"))
        draft.problems += [DraftProblem(element.place, message) for message in field_problems(element)]
    return draft


def field_problems(element: DraftElement) -> list[str]:
    """Return what is wrong with the texts of an element, field by field."""
    row = Element(code=element.code, title=element.title, **element.fields)
    try:
        row.clean_fields(exclude=["level", "parent"])
    except ValidationError as wrong:
        names = {name: Element._meta.get_field(name).verbose_name for name in wrong.message_dict}
        return [f"{names[name].capitalize()}: {' '.join(found)}" for name, found in wrong.message_dict.items()]
    return []
