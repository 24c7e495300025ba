"""The printed parts of a plan, in order: what each says, shows and is called in the contents."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.document import BudgetLineValue, Document, ElementValue, SectionValue
from plans.render.budget_chart import YearBudget, budgets
from plans.render.html.page_tree import BLOCK_NAMES
from plans.render.money_chart import ColumnMoney, money_by_section
from plans.render.pdf.tables import SectionLayout, layout_of


@dataclass(frozen=True)
class PrintedSection:
    """A section as printed: `label` names it in the contents, `money` is what its columns of money come to."""

    section: SectionValue
    anchor: str
    label: str
    layout: SectionLayout | None
    money: Sequence[ColumnMoney] = ()

    @property
    def is_wide(self) -> bool:
        """Tell whether its table needs pages that lie."""
        return bool(self.layout and self.layout.wide)

    @property
    def groups(self) -> list[ElementValue]:
        """Return the elements that open a group of rows and stand in the contents."""
        return [group.node.element for group in self.layout.groups] if self.layout and self.layout.grouped else []

    @property
    def classes(self) -> str:
        """Return what the style sheet tells sections apart by: leading into a block, signed, flat."""
        block = self.section.block
        marks = {"leads": block, "signs": block == "signatures", "plain": not self.groups}
        return " ".join(["part", *(name for name, is_so in marks.items() if is_so)])


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents."""

    anchor: str
    label: str
    entries: tuple["ContentsEntry", ...] = ()


def printed_sections(document: Document) -> list[PrintedSection]:
    """Return the parts of a document."""
    return [
        PrintedSection(
            section=section,
            anchor=f"sectiunea-{number}",
            label=_label(document, section),
            layout=layout_of(document, section) if section.block == "elements" else None,
            money=money,
        )
        for number, (section, money) in enumerate(
            zip(document.sections, money_by_section(document), strict=True), start=1
        )
    ]


def contents_of(document: Document, parts: list[PrintedSection]) -> list[ContentsEntry]:
    """Return the contents: every part that has a name, with the groups of its table."""
    return [
        ContentsEntry(
            part.anchor, part.label, tuple(ContentsEntry(e.address, f"{e.printed_code} {e.title}") for e in part.groups)
        )
        for part in parts
        if part.label
    ]


def _label(document: Document, section: SectionValue) -> str:
    if section.heading:
        return section.heading
    if section.block == "elements":
        return document.level[section.level].name_plural
    return BLOCK_NAMES.get(section.block, "")


def budgets_of(document: Document) -> list[tuple[YearBudget, list[tuple[BudgetLineValue, int | None]]]]:
    """Return the budgets, each with its lines and how long their bars are: per cents, None for no bar."""
    return [(budget, [(line, _bar_length(line, budget)) for line in budget.lines]) for budget in budgets(document)]


def _bar_length(line: BudgetLineValue, budget: YearBudget) -> int | None:
    """Return the length of a line's bar, its part of the sum of all; the least sum still shows."""
    if line.is_total or not budget.bars:
        return None
    total = sum(one.amount for one in budget.lines if not one.is_total)
    return min(max(round(line.amount * 100 / total), 1), 100)
