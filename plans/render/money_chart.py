"""What a plan's columns of money come to for each of its highest elements."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from plans.document import ColumnValue, Document, ElementValue, LevelValue
from plans.document.columns import ColumnType, total
from plans.render.column_text import printed_number
from plans.render.known_names import known_name
from plans.render.labelled_bars import LabelledBar, labelled_bars
from portal.own_words import own_words
from portal.romanian import inside


@dataclass(frozen=True)
class RootMoney:
    """What a column comes to for one of the highest elements with all below it; nothing where none has a sum.

    `length` is that of its bar, per cents of the longest.
    """

    root: ElementValue
    amount: Decimal | None
    text: str
    length: int


@dataclass(frozen=True)
class ColumnMoney:
    """A column of money added up: `number` is its place among the plan's columns of money, `level` the highest."""

    number: int
    column: ColumnValue
    level: LevelValue
    rows: list[RootMoney]
    total: str
    bars: list[LabelledBar]
    height: int

    @property
    def name(self) -> str:
        """Return what is added up, and by what."""
        said = {"column": known_name(self.column.label), "level": inside(known_name(self.level.name_plural))}
        return gettext("%(column)s, pe %(level)s") % said

    @property
    def title(self) -> str:
        """Return what is added up, by what, and the sum of all."""
        return gettext("%(name)s: %(total)s în total") % {"name": self.name, "total": self.total}

    @property
    def description(self) -> str:
        """Return the sums in words."""
        return "; ".join(f"{own_words(row.root.printed_name)}: {row.text or '–'}" for row in self.rows) + "."


def money_by_root(document: Document) -> Iterator[ColumnMoney]:
    """Yield the columns of money that can be added up and compared, in the plan's order.

    A column that several levels have counts the same money twice; one with a text among its sums has no sum.
    """
    owners: dict[str, list[tuple[str, ColumnValue]]] = {}
    for (prefix, field), column in document.own_columns.items():
        if column.type == ColumnType.MONEY:
            owners.setdefault(field, []).append((prefix, column))
    for number, levels in enumerate(owners.values(), start=1):
        if len(levels) == 1 and (found := _column_money(document, number, *levels[0])):
            yield found


def has_money(document: Document) -> bool:
    """Tell whether a plan has columns of money that can be added up and compared."""
    return any(money_by_root(document))


def money_by_section(document: Document) -> list[list[ColumnMoney]]:
    """Return what stands under each section: a column's sums under the first section that shows the highest level."""
    left = list(money_by_root(document))
    found = []
    for section in document.sections:
        found.append([one for one in left if section.block == "elements" and section.level == one.level.prefix])
        left = [one for one in left if one not in found[-1]]
    return found


def _column_money(document: Document, number: int, prefix: str, column: ColumnValue) -> ColumnMoney | None:
    """Return a column added up; None where fewer than two of the highest elements have something to compare."""
    elements = document.roots(prefix)
    whole = total(column, elements)
    if whole is None:
        return None
    sums = _sums(document, column, elements)
    highest = max(sums.values())
    if len(sums) < 2 or highest <= 0:
        return None
    levels = {document.by_uid[uid].level for uid in sums}
    rows = [_row(column, root, sums.get(root.uid), highest) for root in document.children[None] if root.level in levels]
    parts = ((row.root.printed_name, row.text, row.amount) for row in rows if row.amount is not None)
    bars, height = labelled_bars(parts, highest)
    level = document.level[rows[0].root.level]
    return ColumnMoney(number, column, level, rows, printed_number(column, whole), bars, height)


def _sums(document: Document, column: ColumnValue, elements: Iterable[ElementValue]) -> dict[str, Decimal]:
    """Return what a column comes to, by the uid of the highest element above."""
    sums: dict[str, Decimal] = {}
    for element in elements:
        if text := element.extra.get(column.field, ""):
            root = [*document.ancestors(element), element][0]
            sums[root.uid] = sums.get(root.uid, Decimal()) + Decimal(text)
    return sums


def _row(column: ColumnValue, root: ElementValue, amount: Decimal | None, highest: Decimal) -> RootMoney:
    if amount is None:
        return RootMoney(root, None, "", 0)
    return RootMoney(root, amount, printed_number(column, amount), max(round(amount * 100 / highest), 1))
