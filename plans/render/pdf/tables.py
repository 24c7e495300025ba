"""How the elements of a section are laid out: a list, objectives beside what they contain, or a table with columns."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from plans.document import ColumnValue, Document, ElementValue, LevelValue, SectionValue, group_by
from plans.document.columns import NUMERIC_TYPES
from plans.render.facts import DocumentFact, column_fact, element_facts, total_facts
from plans.render.pdf.widths import OUTLINE_WIDTHS, line_count, widths_of

MOST_COLUMNS_UPRIGHT = 3


@dataclass(frozen=True)
class PrintedNode:
    """An element as printed: how deep it hangs, its description and facts where no column shows them."""

    element: ElementValue
    depth: int
    description: str
    facts: list[DocumentFact]

    @property
    def name(self) -> str:
        """Return the element's code and title as printed."""
        return self.element.printed_name


@dataclass(frozen=True)
class PrintedRow:
    """A row of a table with columns: the element that opens the group (or None), an element under it, its cells.

    A row that spans is a rank between, with nothing of its own in the columns.
    """

    group: PrintedNode | None
    node: PrintedNode | None
    cells: tuple[DocumentFact, ...]
    spans: bool = False

    @property
    def span(self) -> int:
        """Return over how many columns the title of a row that spans stands: its own and all the rest."""
        return 1 + len(self.cells)


@dataclass(frozen=True)
class PrintedGroup:
    """An element that opens a group: its rows, or the parts beside its title (`first`) and after it (`rest`)."""

    node: PrintedNode
    running: str
    rows: tuple[PrintedRow, ...] = ()
    first: tuple[PrintedNode, ...] = ()
    rest: tuple[PrintedNode, ...] = ()

    @property
    def title(self) -> str:
        """Return what stands again at the head of every page that the group goes on to."""
        return f"{self.node.name} (continuare)"


@dataclass(frozen=True)
class SectionLayout:
    """What a section shows of the tree: the name of its template, and what that prints.

    It is grouped when its elements have others under them; `number_heads` are the places of the headings over numbers.
    """

    template: str
    nodes: tuple[PrintedNode, ...] = ()
    heads: tuple[str, ...] = ()
    number_heads: frozenset[int] = frozenset()
    groups: tuple[PrintedGroup, ...] = ()
    widths: tuple[int, ...] = ()
    grouped: bool = False
    wide: bool = False
    totals: tuple[DocumentFact, ...] = ()


def layout_of(document: Document, section: SectionValue) -> SectionLayout:
    """Return how the level of a section is printed, with all that hangs under it."""
    level = document.level[section.level]
    below = list(_levels_below(group_by(document.levels, "parent"), level))
    columns = {column.field: column.label for one in (level, *below) for column in one.columns}
    if columns:
        return _table(document, level, below, columns)
    if below:
        return _outline(document, level, below)
    nodes = tuple(_node(document, element, 0) for element in document.roots(level.prefix))
    return SectionLayout("plans/render/pdf/list.html", nodes=nodes)


def _levels_below(children: dict, level: LevelValue) -> Iterator[LevelValue]:
    for child in children.get(level.prefix, ()):
        yield child
        yield from _levels_below(children, child)


def _names(levels: list[LevelValue]) -> str:
    return " / ".join(level.name_plural for level in levels)


def _running_title(level: LevelValue, element: ElementValue) -> str:
    return f"{level.name} {element.code}".strip()


def _node(document: Document, element: ElementValue, depth: int, shown: Collection[str] = ()) -> PrintedNode:
    description = "" if "description" in shown else element.description
    return PrintedNode(element, depth, description, element_facts(document, element, but={"description", *shown}))


def _descend(
    document: Document, root: ElementValue, shown: Collection[str] = (), depth: int = 1
) -> Iterator[PrintedNode]:
    for child in document.children.get(root.uid, ()):
        yield _node(document, child, depth, shown)
        yield from _descend(document, child, shown, depth + 1)


def _outline(document: Document, level: LevelValue, below: list[LevelValue]) -> SectionLayout:
    return SectionLayout(
        "plans/render/pdf/outline.html",
        heads=(level.name_plural, _names(below)),
        groups=tuple(_outline_group(document, level, root) for root in document.roots(level.prefix)),
        widths=OUTLINE_WIDTHS,
        grouped=True,
    )


def _outline_group(document: Document, level: LevelValue, root: ElementValue) -> PrintedGroup:
    """Return a group whose title has beside it as many parts as it is tall, so that no page parts them."""
    opening, nodes = _node(document, root, 0), tuple(_descend(document, root))
    title, beside, count = line_count(opening.name, OUTLINE_WIDTHS[0]), 0, 0
    while count < len(nodes) and beside < title:
        beside += line_count(nodes[count].name, OUTLINE_WIDTHS[1])
        count += 1
    return PrintedGroup(opening, _running_title(level, root), first=nodes[:count], rest=nodes[count:])


def _table(document: Document, level: LevelValue, below: list[LevelValue], columns: dict[str, str]) -> SectionLayout:
    heads = (level.name_plural, *([_names(below)] if below else []), *columns.values())
    numeric = {column.field for one in (level, *below) for column in one.columns if column.type in NUMERIC_TYPES}
    groups = []
    for root in document.roots(level.prefix):
        opening = _node(document, root, 0, columns)
        groups.append(PrintedGroup(opening, _running_title(level, root), rows=tuple(_rows(document, opening, columns))))
    wide = len(heads) > MOST_COLUMNS_UPRIGHT
    texts = [_texts(row, bool(below)) for group in groups for row in group.rows]
    return SectionLayout(
        "plans/render/pdf/table.html",
        heads=heads,
        number_heads=frozenset(
            place for place, field in enumerate(columns, len(heads) - len(columns)) if field in numeric
        ),
        groups=tuple(groups),
        widths=widths_of(heads, texts, grouped=bool(below), wide=wide),
        grouped=bool(below),
        wide=wide,
        totals=tuple(_totals(document, [level, *below], columns)),
    )


def _rows(document: Document, opening: PrintedNode, columns: dict[str, str]) -> Iterator[PrintedRow]:
    """Yield the rows of a group; the first carries its title."""
    cells, nodes = _cells(document, opening, columns), list(_descend(document, opening.element, columns))
    group: PrintedNode | None = opening
    if any(cell.text for cell in cells) or not nodes:
        yield PrintedRow(opening, None, cells)
        group = None
    for node in nodes:
        cells = _cells(document, node, columns)
        yield PrintedRow(
            group, node, cells, spans=node.element.uid in document.children and not any(cell.text for cell in cells)
        )
        group = None


def _cells(document: Document, node: PrintedNode, columns: dict[str, str]) -> tuple[str, ...]:
    return tuple(column_fact(document, node.element, name, label) for name, label in columns.items())


def _totals(document: Document, levels: list[LevelValue], columns: dict[str, str]) -> list[DocumentFact]:
    """Return the sums of the columns of money; one that several levels have counts the same money twice, so none."""
    owners = {name: [one for one in levels if (one.prefix, name) in document.own_columns] for name in columns}
    own = {name: document.own_columns[found[0].prefix, name] for name, found in owners.items() if len(found) == 1}
    summed = [own.get(name) or ColumnValue(field=name, label=label) for name, label in columns.items()]
    prefixes = {one.prefix for one in levels}
    return total_facts(summed, [element for element in document.elements if element.level in prefixes])


def _texts(row: PrintedRow, grouped: bool) -> list[str]:
    """Return the texts of a row, column by column; a title over several columns counts in none."""
    titles = [
        row.group.name if row.group else "",
        row.node.name if row.node and not row.spans else "",
    ]
    return [*(titles if grouped else titles[:1]), *(cell.text for cell in row.cells)]
