"""The tree beside what is looked at: the way to it, what stands beside each step, and what stands under it.

What is read does not depend on the plan's size: four queries at most, and of long lists only what is around.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import Left

from plans.models import Element, Level, Plan
from plans.outline import CODE, ORDERING_FIELDS, PK, Outline, OutlineRow, rows_of

LEVEL = len(ORDERING_FIELDS)
# How many siblings are shown on each side of the one that is open.
AROUND = 6
TITLE_LENGTH = 64


@dataclass(frozen=True)
class TreeBranch:
    """One element of the tree, with the groups under it where it is open."""

    pk: int
    code: str
    title: str
    version: int
    children: int
    is_here: bool
    is_open: bool
    groups: list["TreeGroup"] = field(default_factory=list)


@dataclass(frozen=True)
class TreeGroup:
    """The elements of one level under one parent; `before` and `after` name what is beside the window, and how many."""

    level: Level
    parent: int | None
    branches: list[TreeBranch]
    last: int | None
    offers_new: bool
    before: tuple[int, int] | None
    after: tuple[int, int] | None

    @property
    def new_place(self) -> str:
        """Return the query of the page that adds an element at the end of the group."""
        place = {"nivel": self.level.pk, "sub": self.parent, "dupa": self.last}
        return urlencode({name: key for name, key in place.items() if key})


class Tree:
    """The plan's tree as it is seen from one element, or from none; all its branches are open where it is whole."""

    def __init__(
        self, plan: Plan, element: Element | None = None, *, around: int | None = None, is_whole: bool = False
    ):
        self.levels = list(plan.level_set.order_by("position", "pk"))
        self.element = element
        self.path = _path(element, len(self.levels)) if element else []
        self._around, self.is_whole = around, is_whole
        elements = Element.objects.filter(level__plan=plan)
        near = elements if is_whole else elements.filter(Q(parent=None) | Q(parent__in=self.path))
        self.outline = Outline(rows_of(near, "level"))
        self._open = {row[PK]: row[LEVEL] for _depth, row in self.outline.walk() if is_whole or row[PK] in self.path}
        self._windows = {parent: list(self._groups_under(parent)) for parent in [None, *self._open, *self.path]}
        windows = [rows for found in self._windows.values() for _level, rows, *_beside in found]
        shown = elements if is_whole else elements.filter(pk__in={*self.path, *_keys(windows)})
        self._shown = _branch_values(shown)
        self.groups = self._build_groups(None)

    @property
    def has_elements(self) -> bool:
        """Tell whether the plan has any element."""
        return any(group.branches for group in self.groups)

    @property
    def has_children(self) -> bool:
        """Tell whether anything stands under the element."""
        return bool(self.outline.siblings(self.element.pk))

    @property
    def place(self) -> tuple[bool, bool]:
        """Tell whether the element is the first, and whether it is the last, of its level under its parent."""
        beside = [row for row in self.outline.siblings(self.element.parent_id) if row[LEVEL] == self.element.level_id]
        keys = [row[PK] for row in beside]
        return keys[:1] == [self.element.pk], keys[-1:] == [self.element.pk]

    @property
    def neighbours(self) -> tuple[int | None, int | None]:
        """Return what stands before and after the element in reading order."""
        order = list(self._reading_order())
        place = order.index(self.element.pk) if self.element.pk in order else -1
        if place < 0:
            return None, None
        return (order[place - 1] if place else None), (order[place + 1] if place + 1 < len(order) else None)

    @property
    def trail(self) -> list[TreeBranch]:
        """Return the elements above the one that is open, from the root down."""
        levels = {level.pk: level for level in self.levels}
        rows = {row[PK]: row for beside in self.outline.children.values() for row in beside}
        above = [rows[pk] for pk in reversed(self.path[1:]) if pk in rows]
        return [self._branch(levels[row[LEVEL]], row) for row in above]

    def _reading_order(self) -> Iterator[int]:
        for _depth, row in self.outline.walk():
            yield row[PK]

    def _groups_under(self, parent: int | None):
        """Yield (level, rows in the window, row before it, row after it, last row) for each level under a parent."""
        by_level: dict[int, list[OutlineRow]] = {}
        for row in self.outline.siblings(parent):
            by_level.setdefault(row[LEVEL], []).append(row)
        for level in self.levels:
            rows = by_level.get(level.pk, [])
            if rows or self._fits(level, parent):
                low = 0 if self.is_whole else max(0, min(self._middle(rows) - AROUND, len(rows) - 2 * AROUND))
                high = len(rows) if self.is_whole else low + 2 * AROUND
                yield level, rows[low:high], (rows, low), (rows, high)

    def _middle(self, rows: list[OutlineRow]) -> int:
        """Return the place of the row that was asked for, or of the one that is open."""
        places = {row[PK]: place for place, row in enumerate(rows)}
        return next((places[pk] for pk in (self._around, *self.path) if pk in places), 0)

    def _fits(self, level: Level, parent: int | None) -> bool:
        if parent is None:
            return level.parent_id is None
        if self.is_whole:
            return level.parent_id == self._open.get(parent, 0)
        return self.element is not None and parent == self.element.pk and level.parent_id == self.element.level_id

    def _build_groups(self, parent: int | None) -> list[TreeGroup]:
        return [
            TreeGroup(
                level=level,
                parent=parent,
                branches=[self._branch(level, row) for row in shown if row[PK] in self._shown],
                last=rows[-1][PK] if rows else None,
                offers_new=parent is None or parent in self.path,
                before=(rows[low - 1][PK], low) if low > 0 else None,
                after=(rows[high][PK], len(rows) - high) if high < len(rows) else None,
            )
            for level, shown, (rows, low), (_rows, high) in self._windows.pop(parent, [])
        ]

    def _branch(self, level: Level, row: OutlineRow) -> TreeBranch:
        title, version, children = self._shown[row[PK]]
        return TreeBranch(
            pk=row[PK],
            code=level.code_format.format(code=row[CODE]) if row[CODE] else "",
            title=_title_start(title),
            version=version,
            children=children,
            is_here=self.element is not None and row[PK] == self.element.pk,
            is_open=row[PK] in self._open,
            groups=self._build_groups(row[PK]),
        )


def _path(element: Element, depth: int) -> list[int]:
    """Return the element and those above it; as many as there are levels, so that a circle ends too."""
    if element.parent_id is None:
        return [element.pk]
    hops = ["__".join(["parent"] * steps) for steps in range(1, depth + 1)]
    above = Element.objects.filter(pk=element.pk).values_list(*hops).get()
    return [element.pk, *dict.fromkeys(pk for pk in above if pk not in (None, element.pk))]


def _keys(windows: list[list[OutlineRow]]) -> set[int]:
    return {row[PK] for rows in windows for row in rows}


def _branch_values(elements) -> dict[int, tuple]:
    """Return what is shown of some elements: the beginning of the title, the version, how many stand under."""
    found = elements.order_by().annotate(below=Count("children"))
    return {pk: values for pk, *values in found.values_list("pk", Left("title", 2 * TITLE_LENGTH), "version", "below")}


def _title_start(title: str) -> str:
    """Return the first words of a title, on one line."""
    line = " ".join(title.split())
    return line if len(line) <= TITLE_LENGTH else line[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
