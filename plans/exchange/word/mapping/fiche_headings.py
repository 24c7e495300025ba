"""The headings that stand above fiches: which of them are elements, and which is the one that a fiche describes."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from plans.exchange.word.mapping.grouping import GroupedLine
from plans.exchange.word.reading.blocks import Table

RANKED = "rang:"
HEADINGS = (RANKED, "titlu:", "numar", "mixt", "roman", "majuscula", "litera")


class FicheHeadings:
    """Goes through a document once and notes which headings hold fiches.

    `counts` says how many fiches a table holds, `titles` which paragraphs are no headings but titles of fiches.
    """

    def __init__(self, blocks: Sequence[GroupedLine | Table], counts: Mapping[int, int], titles: Collection[int]):
        self.order: list[str] = []
        self.instances: Counter = Counter()
        self.holding: Counter = Counter()
        # The heading right above each fiche, None for a second one under the same heading.
        self.nearest: list[GroupedLine | None] = []
        open_lines: list[GroupedLine] = []
        held: set[int] = set()
        for block in blocks:
            if isinstance(block, Table):
                nearest = open_lines[-1] if open_lines and id(open_lines[-1]) not in held else None
                self.nearest += [nearest, *[None] * (counts[block.number] - 1)] if block.number in counts else []
                new = [one for one in open_lines if id(one) not in held] if block.number in counts else []
                self.holding.update(one.group for one in new)
                held |= {id(one) for one in new}
            elif block.group.startswith(HEADINGS) and id(block) not in titles:
                self.instances[block.group] += 1
                groups = [one.group for one in open_lines]
                open_lines = open_lines[: groups.index(block.group)] if block.group in groups else open_lines
                open_lines.append(block)
                self.order += [block.group] if block.group not in self.order else []

    def line_above_each(self) -> GroupedLine | None:
        """Return the first of the headings that stand above one fiche each, None where there are no such headings."""
        groups = {one.group if one else "" for one in self.nearest}
        return self.nearest[0] if len(groups) == 1 and "" not in groups else None

    def groups(self) -> list[str]:
        """Return the headings without a rank of which several, and most, hold fiches: they are elements above them."""
        return [
            one
            for one in self.order
            if not one.startswith(RANKED) and self.holding[one] > 1 and 2 * self.holding[one] > self.instances[one]
        ]

    def ranks(self) -> set[str]:
        """Return the ranks that headings above fiches name."""
        return {one for one in self.order if one.startswith(RANKED) and self.holding[one]}
