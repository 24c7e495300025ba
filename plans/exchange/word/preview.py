"""A long document and its plan, page by page: each has a stretch of the document and the elements that come of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from plans.exchange.word.drawing import DrawnLine, DrawnRow, DrawnTable
from plans.exchange.word.pictures import DraftRow

# So many paragraphs and rows are on a page, and a whole merged cell where one begins there.
ROOM = 200


@dataclass
class PreviewPage:
    """A stretch of the document, and what comes of it."""

    blocks: list[DrawnLine | DrawnTable] = field(default_factory=list)
    elements: list[DraftRow] = field(default_factory=list)
    used: int = 0

    def add(self, piece: DrawnLine | DrawnTable, size: int) -> None:
        """Put a paragraph, or rows of a table, after the others; rows of one table stay one."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(piece, DrawnTable) and isinstance(last, DrawnTable) and last.number == piece.number:
            last.rows += piece.rows
        else:
            self.blocks.append(piece)
        self.used += size


def preview_pages(blocks: Sequence[DrawnLine | DrawnTable], elements: Sequence[DraftRow]) -> list[PreviewPage]:
    """Return the pages of a document and its plan, at least one; each block and each element is on one of them.

    An element stands on the page where it was read, so that it and its place lead to one another; one whose place is
    not drawn stands with the element before it.
    """
    pages = [PreviewPage()]
    for piece, size in _pieces(blocks):
        if pages[-1].used and pages[-1].used + size > ROOM:
            pages.append(PreviewPage())
        pages[-1].add(piece, size)
    numbers, number = page_numbers(pages), 1
    for one in elements:
        number = numbers.get(one.anchor, number)
        pages[number - 1].elements.append(one)
    return pages


def page_numbers(pages: Sequence[PreviewPage]) -> dict[str, int]:
    """Return the number of the page on which each place of the document is drawn."""
    return {anchor: number for number, page in enumerate(pages, start=1) for anchor in _anchors(page)}


def _anchors(page: PreviewPage) -> Iterator[str]:
    for block in page.blocks:
        yield from (row.anchor for row in block.rows) if isinstance(block, DrawnTable) else (block.anchor,)


def _pieces(blocks: Sequence[DrawnLine | DrawnTable]) -> Iterator[tuple[DrawnLine | DrawnTable, int]]:
    """Yield what a page has whole, with its size: a paragraph, or rows that a merged cell holds together."""
    for block in blocks:
        if isinstance(block, DrawnLine):
            yield block, 1
            continue
        for rows in _joined_rows(block.rows):
            yield replace(block, rows=rows), len(rows)


def _joined_rows(rows: Sequence[DrawnRow]) -> Iterator[list[DrawnRow]]:
    joined: list[DrawnRow] = []
    left = 0
    for row in rows:
        joined.append(row)
        left = max(left - 1, *(one.cell.rowspan - 1 for one in row.cells), 0)
        if not left:
            yield joined
            joined = []
    if joined:
        yield joined
