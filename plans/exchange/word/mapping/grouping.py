"""Paragraphs in groups that mean the same: a list under its heading, all „Obiectiv general 1”, headings of a depth."""

import re
from dataclasses import dataclass

from plans.exchange.word.mapping.codes import CodedText, split_bullet, split_code
from plans.exchange.word.mapping.vocabulary import SINGULAR, find_rank
from plans.exchange.word.reading.blocks import Line, Row, Table, TextDocument, printed_line
from portal.text import fold

LABELLED = re.compile(r"([^\W\d]+(?: [^\W\d]+){0,2})\s*[:–—]\s*(.+)", re.DOTALL)
HEADING_LENGTH = 200
BOLD = 9
FREE, CONTENTS = "text", "cuprins"
# A line of a table of contents: what a heading says, points, the number of its page.
PAGE = re.compile(r"(.*?[^\s.…_])[\s.…_]+\d{1,3}", re.DOTALL)


@dataclass
class GroupedLine:
    """A paragraph, the group it is of, and its code and title; `naming` is what names the list that it stands in."""

    line: Line
    group: str
    coded: CodedText
    naming: str = ""

    @property
    def is_heading(self) -> bool:
        """Tell whether it looks like a heading: by its style, or short and bold."""
        return looks_like_heading(self.line)


def looks_like_heading(line: Line) -> bool:
    """Tell whether a paragraph is a heading by its style, or stands out as one."""
    return bool(line.heading) or (line.is_bold and len(line.text) <= HEADING_LENGTH)


def group_blocks(document: TextDocument) -> list[GroupedLine | Table]:
    """Return the blocks of a document, each paragraph with its group."""
    grouper = _Grouper()
    said = {fold(printed_line(block)) for block in document.blocks if isinstance(block, Line)}
    return [block if isinstance(block, Table) else grouper.group(block, said) for block in document.blocks]


def group_row(row: Row) -> GroupedLine:
    """Return a row that is one cell across the table as a paragraph of its own group."""
    cell = row.cells[0]
    text = " ".join(printed_line(line) for line in cell.lines)
    coded = split_code(text)
    is_ranked = coded.shape.startswith("rang:")
    return GroupedLine(Line(text, is_bold=True), coded.shape if is_ranked else "rând întreg", coded)


def _is_contents(line: Line, said: set[str]) -> bool:
    """Tell whether a paragraph is a line of a table of contents, given what all paragraphs say."""
    page = PAGE.fullmatch(printed_line(line))
    return line.is_contents or (page is not None and fold(page[1]) in said)


class _Grouper:
    def __init__(self):
        self.heading = self.above = self.naming = self.above_group = ""
        self.lists = 0
        self.is_list = False

    def group(self, line: Line, said: set[str]) -> GroupedLine:
        """Return a paragraph with its group; `said` is what all paragraphs say."""
        if _is_contents(line, said):
            return GroupedLine(line, CONTENTS, CodedText("", line.text))
        bullet = line.text if line.is_bullet else split_bullet(line.text)
        if bullet is not None and not line.heading:
            return self._of_list(line, bullet)
        return self._of_text(line)

    def _of_text(self, line: Line) -> GroupedLine:
        self.is_list = False
        coded = split_label(split_code(printed_line(line)))
        key = coded.shape or (f"titlu:{line.heading or BOLD}" if looks_like_heading(line) else FREE)
        if looks_like_heading(line) or coded.shape:
            joined = f"{self.heading} {line.text}" if self.above == self.heading and line.text[:1].islower() else ""
            self.heading, self.lists = joined or line.text, 0
            self.above_group = key if coded.shape else ""
        self.above = line.text
        return GroupedLine(line, key, coded)

    def _of_list(self, line: Line, text: str) -> GroupedLine:
        """Group an item by what names its list: the heading, for the first list under it, or else the words before."""
        if not self.is_list:
            self.naming = self.heading if not self.lists and self.heading else self.above[-80:]
            self.lists += 1
            self.is_list = True
        is_below = self.above_group and "indicator" not in fold(self.naming)
        key = f"lista:sub:{self.above_group}" if is_below else f"lista:{fold(self.naming)[:60]}"
        return GroupedLine(line, key, CodedText("", text), naming=self.naming)


def split_label(coded: CodedText) -> CodedText:
    """Return „Obiectiv general: Creșterea siguranței” as a title of that rank, without a code."""
    found = None if coded.shape else LABELLED.match(coded.title)
    if not found or not all(fold(word) in SINGULAR for word in found[1].split() if fold(word) != "de"):
        return coded
    rank = find_rank(found[1])
    return CodedText("", found[2].strip(), found[1], f"rang:{rank.prefix}") if rank else coded
