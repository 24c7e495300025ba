"""The lines of a budget that a paragraph tells in words, read only where they are all there."""

import re
from decimal import Decimal

from plans.exchange.word.mapping.draft import DraftBudgetLine

SUM = r"\d{1,3}(?:\.\d{3})*(?:,\d+)?"
UNIT = r"mii lei|milioane lei|mil\. lei|lei|mii euro|euro"
SHARE = r"(?:\s*\((\d{1,3}(?:,\d+)?)\s?%\))?"
TOTAL = re.compile(
    rf"(?:alocat|prevăzut|aprobat|repartizat)\w*\s+(.{{3,80}}?)\s+de\s+({SUM})\s+({UNIT}),\s+din care\s+(.+)"
)
LINE = re.compile(rf"({SUM})\s+({UNIT}){SHARE}\s+(.{{3,150}}?){SHARE}(?:,\s+(?={SUM}\s+(?:{UNIT}))|[.;]?\s*$)")
YEAR = re.compile(r"\b(20\d\d)\b")


def read_budget(text: str) -> list[DraftBudgetLine]:
    """Return the total and the parts that a paragraph names; nothing where the parts do not make the total.

    >>> lines = read_budget("În 2023 au fost alocate credite de 1.250,5 mii lei, din care 1.000 mii lei (80%) salarii, "
    ...                     "250,50 mii lei alte cheltuieli (20%).")
    >>> [(line.label, line.amount, line.share) for line in lines]
    [('credite', '1250.5', ''), ('salarii', '1000', '80'), ('alte cheltuieli', '250.50', '20')]
    """
    total, year = TOTAL.search(text), YEAR.search(text)
    if not (total and year):
        return []
    label, amount, unit, rest = total.groups()
    found = [DraftBudgetLine(label, int(year[1]), _plain(amount), unit, is_total=True)]
    parts = list(LINE.finditer(rest))
    for part in parts:
        share = part[3] or part[5] or ""
        found.append(DraftBudgetLine(part[4].strip(), int(year[1]), _plain(part[1]), part[2], share.replace(",", ".")))
    is_whole = bool(parts) and {one.unit for one in found} == {unit}
    made = sum(Decimal(one.amount) for one in found[1:])
    return found if is_whole and made == Decimal(found[0].amount) else []


def _plain(amount: str) -> str:
    return amount.replace(".", "").replace(",", ".")
