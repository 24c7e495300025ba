"""A plan's tree, read whole in one query and put together in memory."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from plans.models import Element, Plan
from portal.text import natural_key

# Every outline row begins with these, in this order.
ORDERING_FIELDS = ("pk", "parent_id", "level__position", "position", "code")
PK, PARENT, LEVEL_POSITION, POSITION, CODE = range(5)
PLACES = itemgetter(LEVEL_POSITION, POSITION)

OutlineRow = tuple[Any, ...]


class Outline:
    """Rows of one plan's elements, and for each the rows below it, in reading order.

    A row is a tuple of ORDERING_FIELDS and then the fields that were asked for. Siblings stand by position; where no
    position tells them apart, by code, 1.2 before 1.10.
    """

    def __init__(self, rows):
        self.children: dict[int | None, list[OutlineRow]] = {}
        for row in rows:
            self.children.setdefault(row[PARENT], []).append(row)
        for siblings in self.children.values():
            if len(siblings) > 1:
                _sort(siblings)

    def siblings(self, parent: int | None) -> list[OutlineRow]:
        """Return the rows under one element, or the roots under None, in reading order."""
        return self.children.get(parent, [])

    def walk(self) -> Iterator[tuple[int, OutlineRow]]:
        """Yield (depth, row) in reading order, roots at depth 0; rows on a cycle are never reached."""
        levels = [iter(self.children.get(None, ()))]
        while levels:
            for row in levels[-1]:
                yield len(levels) - 1, row
                if row[PK] in self.children:
                    levels.append(iter(self.children[row[PK]]))
                    break
            else:
                levels.pop()


def load_outline(plan: Plan, *fields: str) -> Outline:
    """Return the plan's outline, each row with the fields asked for; one query, whatever the plan's size."""
    return Outline(rows_of(Element.objects.filter(level__plan=plan), *fields))


def rows_of(elements, *fields: str):
    """Return the outline rows of some elements, each with the fields asked for, in no order."""
    return elements.order_by().values_list(*ORDERING_FIELDS, *fields)


def _sort(siblings: list[OutlineRow]) -> None:
    if len(set(map(PLACES, siblings))) == len(siblings):
        siblings.sort(key=PLACES)
    else:
        siblings.sort(key=lambda row: (*PLACES(row), natural_key(row[CODE]), row[PK]))
