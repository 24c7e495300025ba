"""What other apps do when something happens to a plan: one place for them, so that this app need not know them.

Each app registers one extension in its AppConfig.ready(); they are called in the order of INSTALLED_APPS, in the
transaction of what happened.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from plans.document import Document
from plans.models import Edition, Element, Institution, Plan
from plans.problems import PlanProblem


@dataclass(frozen=True, kw_only=True)
class SuccessionOffer:
    """What of an app's own a plan's successor may take along: a question with its answers, the first one proposed."""

    name: str
    label: str
    hint: str
    answers: tuple[tuple[str, str], ...]


class Extension:
    """What an app adds to a plan and what follows from its changes; an app overrides what concerns it."""

    def document_values(self, plan: Plan) -> dict[str, tuple]:
        """Return values for fields of document.Document, by name."""
        return {}

    def problems(self, plan: Plan) -> list[PlanProblem]:
        """Return what is wrong with these values in the working plan."""
        return []

    def after_publication(self, edition: Edition, *, previous: Edition | None) -> None:
        """Do what follows from a new edition; `previous` is the one that was current before it."""

    def after_withdrawal(self, edition: Edition, *, previous: Edition | None) -> None:
        """Do what follows from a withdrawal; `previous` is the edition that was current before it."""

    def after_change(self, plan: Plan, *, indicators: Collection[str]) -> None:
        """Do what follows where the public sees something else of a plan and of these indicators, by their uids."""

    def after_body_change(self, bodies: Collection[Institution]) -> None:
        """Do what follows where the public sees something else of oversight bodies: their names, their sittings."""

    def copy_to_elements(self, copies: Mapping[int, Element], *, by) -> None:
        """Copy what hangs on elements to their copies in the same plan, which are given by the original's key."""

    def succession_offers(self, plan: Plan, elements: Collection[int]) -> list[SuccessionOffer]:
        """Return what the plan's successor may take along, if it takes these elements, by their keys."""
        return []

    def carried_values(
        self, plan: Plan, elements: Collection[int], renewal, chosen: Mapping[str, str]
    ) -> list[tuple[str, list]]:
        """Return what its successor would say of the app's dates and values, as plans.succession.carried_values."""
        return []

    def copy_to_successor(
        self, source: Plan, target: Plan, copies: Mapping[int, Element], *, chosen: Mapping, by
    ) -> None:
        """Copy what was chosen of a plan to its new successor; copies of elements are given by the original's key."""

    def take_in(
        self,
        document: Document,
        plan: Plan,
        elements: Mapping[str, Element],
        *,
        bodies: Mapping[str, Institution],
        continued: Mapping[str, str],
        by,
        reason: str,
    ) -> None:
        """Write what of a document that came in is the app's own into its new plan.

        Elements are given by their uids in the document, institutions that the portal knows by their codes; `continued`
        are the uids of what the plan before measures and this one goes on measuring, by those in the document.
        """


EXTENSIONS: list[Extension] = []


def register(extension: Extension) -> None:
    """Let an app's extension be called from now on, after those registered before."""
    EXTENSIONS.append(extension)


def announce_change(plan: Plan, *, indicators: Collection[str] = ()) -> None:
    """Tell every extension that the public sees something else of a plan and of these indicators, by their uids."""
    for extension in EXTENSIONS:
        extension.after_change(plan, indicators=indicators)


def announce_body_change(*bodies: Institution) -> None:
    """Tell every extension that the public sees something else of oversight bodies, and of no plan alone."""
    for extension in EXTENSIONS:
        extension.after_body_change(bodies)
