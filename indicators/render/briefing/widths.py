"""How wide the columns of a briefing's table are: short cells stay in one line where there is room."""

import re

from indicators.render.briefing.document import BriefingDocument, BriefingTable, Chapter
from plans.render.pdf.widths import whole_percents

# About how many letters a line of a table holds over the whole width, and how many a short cell has.
LETTERS = 96
LANDSCAPE_LETTERS = 150
SHORT = 22
LONGEST_WORD = 17
PADDING = 2
# A heading is bold: a letter of it takes more room, in a font that a reader's program takes for ours most of all.
BOLD = 1.35
# A table of more columns lies, and with it every page of the document.
MOST_COLUMNS_UPRIGHT = 5
LINES, BREAKS = re.compile(r"\n"), re.compile(r"[ \n]")


def is_lying(briefing: BriefingDocument) -> bool:
    """Tell whether the pages lie: a table has too many columns for a page that stands."""
    return any(len(table.headings) > MOST_COLUMNS_UPRIGHT for one in briefing.chapters for table in one.tables)


def tables_with_widths(chapter: Chapter, letters: int = LETTERS) -> list[tuple[BriefingTable, tuple[int, ...]]]:
    """Return the chapter's tables with the widths of their columns; tables of the same columns look the same."""
    rows: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for table in chapter.tables:
        rows.setdefault(table.headings, []).extend(table.rows)
    widths = {headings: column_widths(headings, together, letters) for headings, together in rows.items()}
    return [(table, widths[table.headings]) for table in chapter.tables]


def column_widths(headings: tuple[str, ...], rows: list[tuple[str, ...]], letters: int = LETTERS) -> tuple[int, ...]:
    """Return the width of each column, in whole per cents that make 100; a line over the whole width holds `letters`.

    A column gets room for its longest word. A third of what is left lets short cells stay in one line, the rest goes to
    the columns of long cells, by how much they hold.
    """
    columns = [[heading, *(row[place] for row in rows)] for place, heading in enumerate(headings)]
    widths = [min(_longest_word(texts), LONGEST_WORD) + PADDING for texts in columns]
    in_one_line = [_longest(texts[1:], LINES) + PADDING for texts in columns]
    missing = [
        max(line - width, 0) if line <= SHORT + PADDING else 0 for width, line in zip(widths, in_one_line, strict=True)
    ]
    widths = _share(widths, missing, letters, most=min(sum(missing), (letters - sum(widths)) / 3))
    held = [sum(len(text) ** 2 for text in texts[1:]) ** 0.5 for texts in columns]
    long = [weight if line > SHORT + PADDING else 0 for weight, line in zip(held, in_one_line, strict=True)]
    return whole_percents(_share(widths, long if any(long) else held, letters, most=letters))


def _share(widths: list[float], weights: list[float], letters: int, *, most: float) -> list[float]:
    """Return the widths with what is left of the line, at most so much, added by weight."""
    left = max(min(letters - sum(widths), most), 0)
    total = sum(weights) or 1
    return [width + left * weight / total for width, weight in zip(widths, weights, strict=True)]


def _longest_word(texts: list[str]) -> float:
    """Return how much room the longest word of a column takes, its heading first among the texts."""
    return max(_longest(texts[:1], BREAKS) * BOLD, _longest(texts[1:], BREAKS))


def _longest(texts: list[str], breaks: re.Pattern) -> int:
    return max((len(part) for text in texts for part in breaks.split(text)), default=0)
