"""A document as a page shows it: which elements stand under which headings, in which shape, leading where."""

from dataclasses import dataclass

from plans.document import Column, Document, Element, Level, Section, grouped
from plans.render.facts import Fact, cell, facts
from plans.templatetags.romanian import count, inside

LONG_CODE = 8
DEEPEST_HEADING = 6
BLOCK_NAMES = {"indicators": "Indicatori", "budget": "Buget", "signatures": "Semnături"}


@dataclass(frozen=True)
class Node:
    """An element at its place on a page; `anchor` is empty where the page has shown it before."""

    element: Element
    level: Level
    href: str
    anchor: str
    rank: int
    description: str
    cells: list[Fact]
    facts: list[Fact]
    groups: list["Group"]

    @property
    def code_stands_above(self) -> bool:
        """Tell whether the printed code is too long to stand beside the title."""
        return len(self.element.printed_code) > LONG_CODE

    @property
    def coded(self) -> list["Node"]:
        """Return the nodes right below that have a code."""
        return [node for group in self.groups for node in group.coded]


@dataclass(frozen=True)
class Group:
    """Elements of one level that stand together: as table rows, as a list, or as headings with what is below them."""

    level: Level
    shape: str
    depth: int
    nodes: list[Node]
    is_numbered: bool

    @property
    def coded(self) -> list[Node]:
        """Return the nodes that have a code."""
        return [node for node in self.nodes if node.element.code]

    @property
    def caption(self) -> str:
        """Return how many elements of the level there are."""
        return count(len(self.nodes), inside(self.level.name), inside(self.level.name_plural))

    @property
    def numbers(self) -> list[int]:
        """Return the printed numbers of the table's columns; the levels above have the first ones."""
        return list(range(self.depth, self.depth + 1 + len(self.level.columns))) if self.is_numbered else []


@dataclass(frozen=True)
class Part:
    """A section of the page; `label` names its block where the plan prints no heading."""

    section: Section
    anchor: str
    label: str
    group: Group | None

    @property
    def has_column_zero(self) -> bool:
        """Tell whether the first printed column became headings, which then carry its number."""
        return self.group is not None and self.group.is_numbered and self.group.shape == "branches"


class Reading:
    """A document read by one page; its elements lead to their own pages, or to their place on the same page."""

    def __init__(self, document: Document, *, within_page: bool):
        self.document = document
        self.within_page = within_page
        self._shown: set[str] = set()

    def href(self, element: Element) -> str:
        """Return where an element leads."""
        return f"#{element.address}" if self.within_page else f"/planuri/{self.document.slug}/{element.address}/"

    def parts(self) -> list[Part]:
        """Return the sections in printed order."""
        return [self._part(section, number) for number, section in enumerate(self.document.sections, start=1)]

    def _part(self, section: Section, number: int) -> Part:
        group = self._roots(section) if section.block == "elements" else None
        name = group.level.name_plural if group else BLOCK_NAMES.get(section.block, "")
        return Part(section, f"sectiunea-{number}", "" if section.heading else name, group)

    def _roots(self, section: Section) -> Group:
        level = self.document.level[section.level]
        return self._group(level, self.document.roots(level.prefix), depth=0, numbered=section.numbered_columns)

    def _group(self, level: Level, elements: list[Element], *, depth: int, numbered: bool) -> Group:
        if any(element.uid in self.document.children for element in elements):
            shape = "branches"
        else:
            shape = "table" if level.columns else "list"
        columns = level.columns if shape == "table" else ()
        nodes = [self._node(element, level, columns, depth=depth, numbered=numbered) for element in elements]
        return Group(level, shape, depth, nodes, numbered)

    def _node(self, element: Element, level: Level, columns: tuple[Column, ...], *, depth: int, numbered: bool) -> Node:
        in_columns = {column.field for column in columns}
        anchor = "" if element.uid in self._shown else element.address
        self._shown.add(element.uid)
        return Node(
            element=element,
            level=level,
            href=self.href(element),
            anchor=anchor,
            rank=min(3 + depth, DEEPEST_HEADING),
            description="" if "description" in in_columns else element.description,
            cells=[Fact(column.field, column.label, cell(self.document, element, column.field)) for column in columns],
            facts=facts(self.document, element, but={"description", *in_columns}),
            groups=[
                self._group(below, children, depth=depth + 1, numbered=numbered)
                for below, children in children_by_level(self.document, element)
            ],
        )


def children_by_level(document: Document, element: Element) -> list[tuple[Level, list[Element]]]:
    """Return the elements right below one, in order, a list a level."""
    groups = grouped(document.children.get(element.uid, ()), "level")
    return [(document.level[prefix], elements) for prefix, elements in groups.items()]
