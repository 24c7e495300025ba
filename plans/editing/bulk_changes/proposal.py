"""What a change of many elements would make of each of them, and why it leaves some as they are."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from plans.document.fields import element_field
from plans.document.terms import is_contradicted
from plans.models import Element, Institution
from portal.display import in_words
from portal.months import FIRST_DAY, LAST_DAY, months_later
from portal.text import normalise

RETIRED = "este retras: ce a promis rămâne cum era."
ALREADY = "este deja așa."


@dataclass(frozen=True)
class TextReplacement:
    """Words of a field to write instead of others; without others, instead of all that the field says."""

    field: str
    old: str
    new: str

    def replace_in(self, text: str) -> str | None:
        """Return the text with the new words; None where the old ones, as whole words, are not in it.

        >>> TextReplacement("responsible", "Direcția IT", "DTIC").replace_in("Direcția IT, Direcția ITC")
        'DTIC, Direcția ITC'
        """
        if not self.old:
            return self.new
        # Only a word that begins or ends the old words could be a part of a longer one.
        start, end = (r"\b" if letter.isalnum() else "" for letter in (self.old[0], self.old[-1]))
        whole = re.compile(f"{start}{re.escape(self.old)}{end}")
        return normalise(whole.sub(lambda _found: self.new, text)) if whole.search(text) else None


@dataclass(frozen=True)
class BulkEdit:
    """What is asked of many elements: words replaced, an institution for another, a day set or moved by months."""

    texts: tuple[TextReplacement, ...] = ()
    institution_old: Institution | None = None
    institution_new: Institution | None = None
    due_day: datetime.date | None = None
    due_months: int = 0


@dataclass(frozen=True)
class ElementProposal:
    """What one element would hold, by field; why, in sentences, some of what was asked leaves it as it is."""

    element: Element
    values: dict[str, Any] = field(default_factory=dict)
    refusals: tuple[str, ...] = ()

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Return each field's heading, what the element says in it and what it would say."""
        return [
            (_heading(self.element, name), in_words(_value(self.element, name)), in_words(_plain_value(value)))
            for name, value in self.values.items()
        ]

    @property
    def warning(self) -> str:
        """Return how the printed term and the day would contradict each other."""
        term, day = (
            self.values.get(name, getattr(self.element, name)) for name in ("completion_term", "completion_due")
        )
        if not self.values.keys() & {"completion_term", "completion_due"} or not is_contradicted(term, day):
            return ""
        return f"Termenul tipărit „{term}” nu s-ar potrivi cu data {day:%d.%m.%Y}."


def propose(element: Element, edit: BulkEdit) -> ElementProposal:
    """Return what the edit makes of an element; one that could not hold a part of it keeps all as it is."""
    if element.is_retired:
        return ElementProposal(element, refusals=(RETIRED,))
    values, refusals, problems = {}, [], []
    for name, value, refusal in _proposed_values(element, edit):
        if not refusal and value == held_value(element, name):
            refusal = ALREADY
        if refusal:
            refusals.append(refusal_sentence(element, name, refusal))
        else:
            values[name] = value
            problems += [refusal_sentence(element, name, text) for text in _problems(element, name, value)]
    if problems:
        return ElementProposal(element, refusals=tuple(problems))
    return ElementProposal(element, values, tuple(refusals))


def _proposed_values(element: Element, edit: BulkEdit) -> Iterator[tuple[str, Any, str]]:
    """Yield each field that the edit is about, what it would hold, and why it cannot be asked of this element."""
    for text in edit.texts:
        found = text.replace_in(getattr(element, text.field))
        yield text.field, found, "" if found is not None else f"„{text.old}” nu apare."
    if edit.institution_old or edit.institution_new:
        yield "institutions", *_institutions(element, edit)
    if edit.due_day or edit.due_months:
        yield "completion_due", *_due(element, edit)


def _institutions(element: Element, edit: BulkEdit) -> tuple[list[Institution], str]:
    held = list(element.institutions.all())
    if edit.institution_old and edit.institution_old not in held:
        return held, f"„{edit.institution_old}” nu este printre ele."
    kept = [one for one in held if one not in (edit.institution_old, edit.institution_new)]
    found = [*kept, edit.institution_new] if edit.institution_new else kept
    return sorted(found, key=lambda one: one.name), ""


def _due(element: Element, edit: BulkEdit) -> tuple[datetime.date | None, str]:
    if edit.due_day:
        return edit.due_day, ""
    if element.completion_due is None:
        return None, "nu are o dată care să se mute."
    try:
        day = months_later(element.completion_due, edit.due_months)
    except ValueError:
        day = LAST_DAY + datetime.timedelta(days=1)
    if not FIRST_DAY <= day <= LAST_DAY:
        return None, f"ar ajunge în afara anilor {FIRST_DAY.year}–{LAST_DAY.year}."
    return day, ""


def _problems(element: Element, name: str, value: Any) -> list[str]:
    """Return why the field cannot hold the value."""
    declared = Element._meta.get_field(name)
    try:
        if not declared.many_to_many:
            declared.clean(value, element)
    except ValidationError as refused:
        return refused.messages
    return []


def _value(element: Element, name: str) -> Any:
    return _plain_value(held_value(element, name))


def held_value(element: Element, name: str) -> Any:
    """Return what the element holds in a field, institutions in the order of their names."""
    if name == "institutions":
        return sorted(element.institutions.all(), key=lambda one: one.name)
    return getattr(element, name)


def _plain_value(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, list) else value


def refusal_sentence(element: Element, name: str, text: str) -> str:
    """Return why a field stays as it is, under the name that the element's level gives it."""
    return f"{_heading(element, name)}: {text[:1].lower() + text[1:]}"


def _heading(element: Element, name: str) -> str:
    """Return how the element's level calls the field."""
    printed = {column["field"]: column["label"] for column in element.level.columns}
    return printed.get(name) or element_field(name).label
