"""The elements of a plan beside those of the plan before, as each says that it carries one on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from plans.document import Document, ElementValue, LevelValue

CHANGES = SAME, REWORDED, NEW, LEFT = _("la fel"), _("formulat altfel"), _("nou"), _("nu mai este în plan")


@dataclass(frozen=True)
class ContinuedElement:
    """An element now, and the one before that it carries on; either may be missing. The marks say where each stands."""

    now: ElementValue | None
    before: ElementValue | None
    mark_now: SafeString | str
    mark_before: SafeString | str

    @property
    def change(self) -> str:
        """Return in a word or two what became of the promise."""
        if self.before is None:
            return NEW
        if self.now is None:
            return LEFT
        return SAME if self.now.title == self.before.title else REWORDED


def continued_elements(
    now: Document, before: Document, marks_now: Mapping[str, SafeString], marks_before: Mapping[str, SafeString]
) -> list[tuple[LevelValue, list[ContinuedElement]]]:
    """Return the elements of each level in the plan's order; what nobody carries on stands last in its level."""
    carried = {
        one.uid: before.by_uid[one.continues.uid]
        for one in now.elements
        if one.continues and one.continues.plan == before.slug and one.continues.uid in before.by_uid
    }
    left = [one for one in before.elements if one.uid not in {old.uid for old in carried.values()}]

    def pair(new: ElementValue | None, old: ElementValue | None) -> ContinuedElement:
        return ContinuedElement(
            new, old, marks_now.get(new.uid, "") if new else "", marks_before.get(old.uid, "") if old else ""
        )

    levels = now.level | {prefix: level for prefix, level in before.level.items() if prefix not in now.level}
    found = [
        (
            level,
            [pair(one, carried.get(one.uid)) for one in now.elements if one.level == prefix]
            + [pair(None, one) for one in left if one.level == prefix],
        )
        for prefix, level in levels.items()
    ]
    return [(level, rows) for level, rows in found if rows]
