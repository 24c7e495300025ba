"""The bars inside a table that counts indicators by status: how long each part is, in the colour of its column."""

from itertools import zip_longest

from indicators.progress.vocabulary import STATUS_FORMS, Status
from indicators.render.briefing.document import BriefingTable
from plans.render.pdf.widths import whole_percents
from portal.text import fold

KINDS = {
    fold(forms[1]): status.replace("_", "-")
    for status, forms in STATUS_FORMS.items()
    if status in (Status.MET, Status.PARTLY, Status.NOT_MET)
}
OTHER = "other"


def column_kinds(table: BriefingTable) -> list[str]:
    """Return the colours of the columns after the first; nothing for a table that does not count by status."""
    kinds = [KINDS.get(fold(heading), OTHER) for heading in table.headings[1:]]
    counts = all(cell.isdigit() for row in table.rows for cell in row[1:])
    return kinds if counts and set(kinds) - {OTHER} else []


def heads_and_rows(table: BriefingTable) -> tuple[list[tuple[str, str]], list[tuple[tuple[str, ...], list]]]:
    """Return the headings with their colours, and the rows with their bars: a colour and per cents a part."""
    kinds = column_kinds(table)
    heads = list(zip_longest(table.headings, ["", *kinds], fillvalue=""))
    return heads, [(row, _bar(row, kinds)) for row in table.rows]


def _bar(row: tuple[str, ...], kinds: list[str]) -> list[tuple[str, int]]:
    if not kinds:
        return []
    parts = [(kind, int(cell)) for kind, cell in zip(kinds, row[1:], strict=True) if int(cell)]
    percents = whole_percents([number for _, number in parts]) if parts else ()
    return [(kind, percent) for (kind, _), percent in zip(parts, percents, strict=True)]
