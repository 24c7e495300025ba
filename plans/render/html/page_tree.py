"""A document as a page shows it: which elements stand under which headings, in which shape, leading where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from plans.document import ColumnValue, Document, ElementValue, LevelValue, SectionValue, group_by
from plans.document.columns import NUMERIC_TYPES
from plans.render.facts import DocumentFact, column_fact, element_facts, total_facts
from plans.render.known_names import known_name
from plans.render.money_chart import ColumnMoney, money_by_section
from portal.display import first_sentence
from portal.romanian import count, inside
from portal.translated_words import WordsByCode

LONG_CODE = 8
DEEPEST_HEADING = 6
# How much of a section without a heading is said in the place of its name.
OPENING_LENGTH = 60
BLOCK_NAMES = WordsByCode({"indicators": "Indicatori", "budget": "Buget", "signatures": "Semnături"})


@dataclass(frozen=True)
class PageNode:
    """An element at its place on a page; `anchor` is empty where the page has shown it before."""

    element: ElementValue
    level: LevelValue
    href: str
    anchor: str
    rank: int
    description: str
    cells: list[DocumentFact]
    facts: list[DocumentFact]
    groups: list["PageGroup"]
    mark: SafeString | str = ""

    @property
    def code_stands_above(self) -> bool:
        """Tell whether the printed code is too long to stand beside the title."""
        return len(self.element.printed_code) > LONG_CODE

    @property
    def name_in_links(self) -> str:
        """Return what tells a link about the element from those about others: its code, or its title without one."""
        return self.element.printed_code or self.element.title

    @property
    def has_indicator_cell(self) -> bool:
        """Tell whether a column of the table has the element's indicators, and what is said of them."""
        return any(cell.field == "indicators" for cell in self.cells)

    @property
    def nodes_below(self) -> list["PageNode"]:
        """Return the nodes right below."""
        return [node for group in self.groups for node in group.nodes]


@dataclass(frozen=True)
class PageGroup:
    """Elements of one level that stand together: as table rows, as a list, or as headings with what is below them."""

    level: LevelValue
    shape: str
    depth: int
    nodes: list[PageNode]
    is_numbered: bool

    @property
    def has_codes(self) -> bool:
        """Tell whether any of the nodes has a code."""
        return any(node.element.code for node in self.nodes)

    @property
    def open_levels(self) -> list[str]:
        """Return the names of the levels that no table has at its head: what stands as headings, then what is below."""
        own = [] if self.shape == "table" else [known_name(self.level.name_plural)]
        return [*own, *(name for node in self.nodes for group in node.groups for name in group.open_levels)]

    @property
    def caption(self) -> str:
        """Return how many elements of the level there are."""
        return count(len(self.nodes), inside(known_name(self.level.name)), inside(known_name(self.level.name_plural)))

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """Return the headings of a table's columns, and whether each stands over numbers."""
        return [(column.label, column.type in NUMERIC_TYPES) for column in self.level.columns]

    @property
    def totals(self) -> list[DocumentFact]:
        """Return the last row of a table that sums its money, column by column."""
        return total_facts(self.level.columns, [node.element for node in self.nodes])

    @property
    def numbers(self) -> list[int]:
        """Return the printed numbers of the table's columns; the levels above have the first ones."""
        return list(range(self.depth, self.depth + 1 + len(self.level.columns))) if self.is_numbered else []


@dataclass(frozen=True)
class PageSection:
    """A section of the page; `label` names its block where the plan prints no heading.

    `money` is what its columns of money come to.
    """

    section: SectionValue
    anchor: str
    label: str
    group: PageGroup | None
    money: Sequence[ColumnMoney] = ()

    @property
    def name(self) -> str:
        """Return what the section is called; what begins without a heading, by its first words."""
        return self.section.heading or self.label or opening_words(self.section)

    @property
    def column_names(self) -> list[str]:
        """Return the names that stand at the head of the printed columns, where no table of the page has them."""
        names = list(dict.fromkeys(self.group.open_levels)) if self.group else []
        return names if len(names) > 1 else []

    @property
    def has_column_zero(self) -> bool:
        """Tell whether the first printed column became headings, which then carry its number."""
        return self.group is not None and self.group.is_numbered and self.group.shape == "branches"


class DocumentReading:
    """A document read by one page; its elements lead to their own pages, or to their place on the same page.

    `marks` are what is said beside an element, by its uid.
    """

    def __init__(self, document: Document, *, within_page: bool, marks: Mapping[str, SafeString] | None = None):
        self.document = document
        self.within_page = within_page
        self.marks = marks or {}
        self._shown: set[str] = set()

    def href(self, element: ElementValue) -> str:
        """Return where an element leads."""
        return f"#{element.address}" if self.within_page else f"/planuri/{self.document.slug}/{element.address}/"

    def parts(self) -> list[PageSection]:
        """Return the sections in printed order."""
        pairs = zip(self.document.sections, money_by_section(self.document), strict=True)
        return [self._part(section, number, money) for number, (section, money) in enumerate(pairs, start=1)]

    def _part(self, section: SectionValue, number: int, money: Sequence[ColumnMoney]) -> PageSection:
        group = self._roots(section) if section.block == "elements" else None
        label = "" if section.heading else section_name(self.document, section)
        return PageSection(section, section_anchor(number), label, group, money)

    def _roots(self, section: SectionValue) -> PageGroup:
        level = self.document.level[section.level]
        return self._group(level, self.document.roots(level.prefix), depth=0, numbered=section.numbered_columns)

    def _group(self, level: LevelValue, elements: list[ElementValue], *, depth: int, numbered: bool) -> PageGroup:
        if any(element.uid in self.document.children for element in elements):
            shape = "branches"
        else:
            shape = "table" if level.columns else "list"
        columns = level.columns if shape == "table" else ()
        nodes = [self._node(element, level, columns, depth=depth, numbered=numbered) for element in elements]
        return PageGroup(level, shape, depth, nodes, numbered)

    def _node(
        self, element: ElementValue, level: LevelValue, columns: tuple[ColumnValue, ...], *, depth: int, numbered: bool
    ) -> PageNode:
        in_columns = {column.field for column in columns}
        anchor = "" if element.uid in self._shown else element.address
        self._shown.add(element.uid)
        return PageNode(
            element=element,
            level=level,
            href=self.href(element),
            anchor=anchor,
            rank=min(3 + depth, DEEPEST_HEADING),
            description="" if "description" in in_columns else element.description,
            cells=[column_fact(self.document, element, column.field, column.label) for column in columns],
            facts=element_facts(self.document, element, but={"description", *in_columns}),
            groups=[
                self._group(below, children, depth=depth + 1, numbered=numbered)
                for below, children in children_by_level(self.document, element)
            ],
            mark=self.marks.get(element.uid, ""),
        )


def section_anchor(number: int) -> str:
    """Return where a section stands on the pages of its document, by its number in printed order."""
    return f"sectiunea-{number}"


def section_name(document: Document, section: SectionValue) -> str:
    """Return the heading of a section, or what its block is called; nothing where it has neither."""
    block = known_name(document.level[section.level].name_plural) if section.block == "elements" else ""
    return section.heading or block or BLOCK_NAMES.get(section.block, "")


def opening_words(section: SectionValue) -> str:
    """Return how the text of a section begins, in quotes; nothing where it has none."""
    return f"„{first_sentence(section.body, OPENING_LENGTH)}”" if section.body else ""


def children_by_level(document: Document, element: ElementValue) -> list[tuple[LevelValue, list[ElementValue]]]:
    """Return the elements right below one, in order, a list a level."""
    groups = group_by(document.children.get(element.uid, ()), "level")
    return [(document.level[prefix], elements) for prefix, elements in groups.items()]
