"""The bars inside a table that counts indicators by status: how long each part is, in the colour of its column.

The text document has them as pictures, whose parts differ without their colours too.
"""

from collections.abc import Sequence
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
# How a part is drawn in a picture: its colour, the lines over it, and what that is called.
LOOKS = {
    "met": ("#17663a", "", "plin"),
    "partly": ("#f9e6c8", '<path d="M-2 10L10 -2M4 16L16 4" stroke="#7a4a05" stroke-width="2.5"/>', "hașurat"),
    "not-met": ("#ffffff", '<path d="M6 0V12M0 6H12" stroke="#a4161a" stroke-width="4"/>', "cu pătrățele"),
    OTHER: ("#e4e8ef", "", "deschis"),
}
# The size of a picture of a bar and of a column's sign, in the picture's own pixels.
BAR_SIZE, SIGN_SIZE = (600, 24), (30, 24)


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


def bar_svg(bar: Sequence[tuple[str, int]], size: tuple[int, int] = BAR_SIZE) -> str:
    """Return the picture of a bar of parts: their kinds and per cents."""
    width, height = size
    parts, left = [], 0.0
    for kind, percent in bar:
        long = width * percent / 100
        parts.append(f'<rect x="{left:.2f}" width="{long:.2f}" height="{height}" fill="url(#{kind})"/>')
        left += long
    looks = "".join(
        f'<pattern id="{kind}" width="12" height="12" patternUnits="userSpaceOnUse">'
        f'<rect width="12" height="12" fill="{color}"/>{lines}</pattern>'
        for kind, (color, lines, _name) in LOOKS.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><defs>{looks}</defs>'
        f'<g stroke="#1b2433" stroke-width="1">{"".join(parts)}</g></svg>'
    )


def bar_in_words(table: BriefingTable, row: Sequence[str]) -> str:
    """Return what the picture of a row's bar shows, for who does not see it."""
    parts = [
        f"{heading.lower()} {cell}" for heading, cell in zip(table.headings[1:], row[1:], strict=True) if int(cell)
    ]
    return f"Bară: {', '.join(parts)}."
