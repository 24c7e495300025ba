"""What other apps add to a plan: a place for them, so that this app need not know them."""

from typing import Protocol

from plans.models import Plan
from plans.problems import Problem


class Part(Protocol):
    """A module that adds fields to the composed document, and problems to its readiness."""

    def fields(self, plan: Plan) -> dict[str, tuple]:
        """Return values for fields of document.Document, by name."""

    def problems(self, plan: Plan) -> list[Problem]:
        """Return what is wrong with these values in the working plan."""


PARTS: list[Part] = []


def add_part(part: Part) -> None:
    """Let a part take part in every edition from now on."""
    PARTS.append(part)
