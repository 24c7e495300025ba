"""How the elements of a section are laid out: a list, objectives beside what they contain, or a table with columns."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from plans.document import Document, Element, Level, Section, grouped
from plans.render.facts import Fact, cell, facts
from plans.render.pdf_widths import OUTLINE_WIDTHS, lines_of, widths_of

MOST_COLUMNS_UPRIGHT = 3


@dataclass(frozen=True)
class Node:
    """An element as printed: how deep it hangs, its description and facts where no column shows them."""

    element: Element
    depth: int
    description: str
    facts: list[Fact]


@dataclass(frozen=True)
class Row:
    """A row of a table with columns: the element that opens the group (or None), an element under it, its cells.

    A row that spans is a rank between, with nothing of its own in the columns.
    """

    group: Node | None
    node: Node | None
    cells: tuple[str, ...]
    spans: bool = False

    @property
    def span(self) -> int:
        """Return over how many columns the title of a row that spans stands: its own and all the rest."""
        return 1 + len(self.cells)


@dataclass(frozen=True)
class Group:
    """An element that opens a group: its rows, or the parts beside its title (`first`) and after it (`rest`)."""

    node: Node
    running: str
    rows: tuple[Row, ...] = ()
    first: tuple[Node, ...] = ()
    rest: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Layout:
    """What a section shows of the tree: the name of its template, and what that prints.

    It is grouped when its elements have others under them.
    """

    template: str
    nodes: tuple[Node, ...] = ()
    heads: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    widths: tuple[int, ...] = ()
    grouped: bool = False
    wide: bool = False


def layout_of(document: Document, section: Section) -> Layout:
    """Return how the level of a section is printed, with all that hangs under it."""
    level = document.level[section.level]
    below = list(_below(grouped(document.levels, "parent"), level))
    columns = {column.field: column.label for one in (level, *below) for column in one.columns}
    if columns:
        return _table(document, level, below, columns)
    if below:
        return _outline(document, level, below)
    nodes = tuple(_node(document, element, 0) for element in document.roots(level.prefix))
    return Layout("plans/pdf/list.html", nodes=nodes)


def _below(children: dict, level: Level) -> Iterator[Level]:
    for child in children.get(level.prefix, ()):
        yield child
        yield from _below(children, child)


def _names(levels: list[Level]) -> str:
    return " / ".join(level.name_plural for level in levels)


def _running(level: Level, element: Element) -> str:
    return f"{level.name} {element.code}".strip()


def _printed(node: Node) -> str:
    return f"{node.element.printed_code} {node.element.title}".strip()


def _node(document: Document, element: Element, depth: int, shown: Collection[str] = ()) -> Node:
    description = "" if "description" in shown else element.description
    return Node(element, depth, description, facts(document, element, but={"description", *shown}))


def _descend(document: Document, root: Element, shown: Collection[str] = (), depth: int = 1) -> Iterator[Node]:
    for child in document.children.get(root.uid, ()):
        yield _node(document, child, depth, shown)
        yield from _descend(document, child, shown, depth + 1)


def _outline(document: Document, level: Level, below: list[Level]) -> Layout:
    return Layout(
        "plans/pdf/outline.html",
        heads=(level.name_plural, _names(below)),
        groups=tuple(_beside(document, level, root) for root in document.roots(level.prefix)),
        widths=OUTLINE_WIDTHS,
        grouped=True,
    )


def _beside(document: Document, level: Level, root: Element) -> Group:
    """Return a group whose title has beside it as many parts as it is tall, so that no page parts them."""
    opening, nodes = _node(document, root, 0), tuple(_descend(document, root))
    title, beside, count = lines_of(_printed(opening), OUTLINE_WIDTHS[0]), 0, 0
    while count < len(nodes) and beside < title:
        beside += lines_of(_printed(nodes[count]), OUTLINE_WIDTHS[1])
        count += 1
    return Group(opening, _running(level, root), first=nodes[:count], rest=nodes[count:])


def _table(document: Document, level: Level, below: list[Level], columns: dict[str, str]) -> Layout:
    heads = (level.name_plural, *([_names(below)] if below else []), *columns.values())
    groups = []
    for root in document.roots(level.prefix):
        opening = _node(document, root, 0, columns)
        groups.append(Group(opening, _running(level, root), rows=tuple(_rows(document, opening, columns))))
    wide = len(heads) > MOST_COLUMNS_UPRIGHT
    texts = [_texts(row, bool(below)) for group in groups for row in group.rows]
    return Layout(
        "plans/pdf/table.html",
        heads=heads,
        groups=tuple(groups),
        widths=widths_of(heads, texts, grouped=bool(below), wide=wide),
        grouped=bool(below),
        wide=wide,
    )


def _rows(document: Document, opening: Node, columns: dict[str, str]) -> Iterator[Row]:
    """Yield the rows of a group; the first carries its title."""
    cells, nodes = _cells(document, opening, columns), list(_descend(document, opening.element, columns))
    group: Node | None = opening
    if any(cells) or not nodes:
        yield Row(opening, None, cells)
        group = None
    for node in nodes:
        cells = _cells(document, node, columns)
        yield Row(group, node, cells, spans=node.element.uid in document.children and not any(cells))
        group = None


def _cells(document: Document, node: Node, columns: dict[str, str]) -> tuple[str, ...]:
    return tuple(cell(document, node.element, name) for name in columns)


def _texts(row: Row, grouped: bool) -> list[str]:
    """Return the texts of a row, column by column; a title over several columns counts in none."""
    titles = [_printed(row.group) if row.group else "", _printed(row.node) if row.node and not row.spans else ""]
    return [*(titles if grouped else titles[:1]), *row.cells]
