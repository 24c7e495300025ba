"""What a column of a table, or a key of fiches, most likely is."""

import re

from plans.exchange.word.mapping.choices import ASIDE, CODE, LEVEL_ROLE, OWN, TITLE, ColumnChoice
from plans.exchange.word.mapping.vocabulary import column_role, find_rank
from portal.text import fold

UNIT = re.compile(r"\(?\b(mii lei|mil\. ?lei|milioane lei|lei|ron|euro|mii euro)\b\)?", re.IGNORECASE)
TERMS = ("evaluation_term", "completion_term")
MARK = re.compile(r"[xX✓✗☐☑☒√*+-]")
SUM = re.compile(r"-?\d{1,3}(?:[. ]?\d{3})*(?:,\d+)?")


def propose_column(head: str, texts: list[str]) -> ColumnChoice:
    """Return what a column is by its head and by what stands in it."""
    role, rank = column_role(head), find_rank(head)
    if fold(head).strip() == "directia" or (rank and role in ("", TITLE)):
        return ColumnChoice(LEVEL_ROLE, head)
    if role and role != OWN:
        return ColumnChoice(role, head) if not _is_crossed(role, texts) else ColumnChoice(OWN, head[:60])
    if not head and not any(texts):
        return ColumnChoice(ASIDE)
    values = [text for text in texts if text]
    unit = UNIT.search(head)
    is_sum = bool(values) and bool(unit) and all(SUM.fullmatch(text) for text in values)
    return ColumnChoice(OWN, head[:60], "money" if is_sum else "text", unit[1].lower() if is_sum else "")


def _is_crossed(role: str, texts: list[str]) -> bool:
    """Tell whether a column of terms has only crosses: they say when by the head above them."""
    return role in TERMS and any(texts) and all(MARK.fullmatch(text) for text in texts if text)


def keep_apart(columns: list[ColumnChoice]) -> None:
    """Let each field be filled by one column; another one like it is kept under its own name."""
    seen: set[str] = set()
    for number, column in enumerate(columns, start=1):
        if column.role in (OWN, ASIDE, CODE):
            column.label = column.label or (f"Coloana {number}" if column.role == OWN else "")
            if column.role == OWN and fold(column.label) in seen:
                column.label = f"{column.label} ({number})"
            seen.add(fold(column.label))
        elif column.role in seen:
            column.role = OWN
        else:
            seen.add(column.role)
