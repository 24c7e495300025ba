"""What other apps add to a plan: a place for them, so that this app need not know them."""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.safestring import SafeString

from plans.document import Document
from plans.models import Element, Plan
from plans.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a part says of a published plan.

    `beside` gives the block beside the plan (for None) or beside an element (for its uid); `pages` what renders each
    page of the part, by the rest of its address after the plan's; on `expires_on` something of it changes by itself.
    """

    beside: Callable[[str | None], SafeString]
    pages: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    expires_on: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What of a part a plan's successor may take along: a question with its answers, the first one proposed."""

    name: str
    label: str
    hint: str
    answers: tuple[tuple[str, str], ...]


class Part(Protocol):
    """A module that takes part in every edition: in its document, in its readiness, in its pages."""

    def fields(self, plan: Plan) -> dict[str, tuple]:
        """Return values for fields of document.Document, by name."""

    def problems(self, plan: Plan) -> list[Problem]:
        """Return what is wrong with these values in the working plan."""

    def published(self, plan: Plan, document: Document) -> None:
        """Do what follows from a publication, in its transaction."""

    def copied(self, copies: Mapping[int, Element], *, by) -> None:
        """Copy what hangs on elements to their copies in the same plan, which are given by the original's key."""

    def offers(self, plan: Plan, elements: Collection[int]) -> list[Offer]:
        """Return what of the part the plan's successor may take along, if it takes these elements, by their keys."""

    def succeeded(self, source: Plan, target: Plan, copies: Mapping[int, Element], *, chosen: Mapping, by) -> None:
        """Copy what was chosen of a plan to its new successor; copies of elements are given by the original's key."""

    def said(self, plan: Plan, document: Document) -> Said:
        """Return what the part says of the plan's current edition."""


PARTS: list[Part] = []


def add_part(part: Part) -> None:
    """Let a part take part in every edition from now on."""
    PARTS.append(part)
