"""The bars inside a table that counts indicators by status: how long each part is, filled as its column says."""

from collections.abc import Sequence
from itertools import accumulate, zip_longest

from django.template.loader import render_to_string

from indicators.progress.vocabulary import STATUS_FORMS
from indicators.render.briefing.document import BriefingTable
from indicators.render.charts import BarSegment
from indicators.render.fills import KINDS
from plans.render.pdf.widths import whole_percents
from portal.text import fold

KIND_OF_HEADING = {fold(forms[1]): KINDS[status] for status, forms in STATUS_FORMS.items()}
# The size of a picture of a bar and of a column's sign, in the picture's own pixels.
BAR_SIZE, SIGN_SIZE = (350, 14), (18, 14)


def column_kinds(table: BriefingTable) -> list[str]:
    """Return the fills of the columns after the first; nothing for a table that does not count by status."""
    kinds = [KIND_OF_HEADING.get(fold(heading), "") for heading in table.headings[1:]]
    counts = all(cell.isdigit() for row in table.rows for cell in row[1:])
    return kinds if counts and all(kinds) else []


def heads_and_rows(table: BriefingTable) -> tuple[list[tuple[str, str]], list[tuple[tuple[str, ...], list]]]:
    """Return the headings with their fills, and the rows with their bars: a fill and per cents a part."""
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
    """Return the picture of a bar of parts: their fills and per cents."""
    ends = accumulate((percent for _, percent in bar), initial=0)
    parts = [BarSegment(kind, f"{start}%", f"{percent}%") for (kind, percent), start in zip(bar, ends, strict=False)]
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f"<style>{render_to_string('portal/pictures/picture.css')}</style>"
        f"{render_to_string('indicators/render/_stack_marks.html', {'bar': parts})}</svg>"
    )


def bar_in_words(table: BriefingTable, row: Sequence[str]) -> str:
    """Return what the picture of a row's bar shows, for who does not see it."""
    parts = [
        f"{heading.lower()} {cell}" for heading, cell in zip(table.headings[1:], row[1:], strict=True) if int(cell)
    ]
    return f"Bară: {', '.join(parts)}."
