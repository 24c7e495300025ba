"""The changes between two documents, as values."""

from dataclasses import dataclass
from typing import Any

from plans.document import Document


@dataclass(frozen=True)
class ValueChange:
    """A field that holds something else than before; None, an empty text and False are nothing."""

    field: str
    old: object
    new: object


@dataclass(frozen=True)
class ValuePair:
    """The same thing in both documents, or in one of them: which of its fields changed, and whether it moved."""

    old: Any
    new: Any
    fields: tuple[ValueChange, ...] = ()
    is_moved: bool = False

    @property
    def is_added(self) -> bool:
        """Tell whether only the new document has it."""
        return self.old is None

    @property
    def is_removed(self) -> bool:
        """Tell whether only the old document has it."""
        return self.new is None

    @property
    def is_changed(self) -> bool:
        """Tell whether there is anything to say."""
        return self.is_added or self.is_removed or self.is_moved or bool(self.fields)


@dataclass(frozen=True)
class IndicatorPair(ValuePair):
    """An indicator: also moved to another element, at another place among its neighbours, with other targets."""

    is_reordered: bool = False
    targets: tuple[ValuePair, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Tell whether there is anything to say."""
        return super().is_changed or self.is_reordered or bool(self.targets)


@dataclass(frozen=True)
class ElementPair(ValuePair):
    """An element: also moved under another one, at another place among its neighbours, with other indicators."""

    is_reordered: bool = False
    indicators: tuple[IndicatorPair, ...] = ()

    @property
    def is_renumbered(self) -> bool:
        """Tell whether the printed code of an element that stays is another one."""
        return bool(self.old and self.new) and self.old.printed_code != self.new.printed_code

    @property
    def is_changed(self) -> bool:
        """Tell whether there is anything to say."""
        return super().is_changed or self.is_reordered or self.is_renumbered or bool(self.indicators)


@dataclass(frozen=True)
class Comparison:
    """All that changed between two documents; the pairs are only those that changed, in reading order.

    Of the elements and indicators, those that only the old document has come last.
    """

    old: Document
    new: Document
    plan: tuple[ValueChange, ...]
    acts: tuple[ValuePair, ...]
    levels: tuple[ValuePair, ...]
    sections: tuple[ValuePair, ...]
    elements: tuple[ElementPair, ...]
    indicators: tuple[IndicatorPair, ...]
    budget: tuple[ValuePair, ...]
    signatories: tuple[ValuePair, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether a reader finds the same in both documents."""
        return not any(
            (
                self.plan,
                self.acts,
                self.levels,
                self.sections,
                self.elements,
                self.indicators,
                self.budget,
                self.signatories,
            )
        )
