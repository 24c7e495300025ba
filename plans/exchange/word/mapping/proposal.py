"""What the portal proposes of a document it sees for the first time; a person may change all of it."""

from collections import Counter

from plans.exchange.word.mapping.choices import HEADING, INDICATORS, LEVEL_ROLE, TEXT, LevelRegister, WordMapping
from plans.exchange.word.mapping.fiches import rows_across, title_lines
from plans.exchange.word.mapping.grouping import CONTENTS, GroupedLine, group_blocks, group_row
from plans.exchange.word.mapping.table_proposal import TableProposer
from plans.exchange.word.mapping.vocabulary import RANKS, find_rank, level_names, naming_phrase
from plans.exchange.word.reading.blocks import Table, TextDocument
from portal.text import fold

# What numbered levels are called that the document does not name, from the top down.
UNNAMED = (
    ("Obiectiv", "Obiective", "general_objective", "ob"),
    ("Măsură", "Măsuri", "measure", "m"),
    ("Acțiune", "Acțiuni", "action", "ac"),
    ("Subacțiune", "Subacțiuni", "action", "sub"),
)
LETTERED = ("roman", "majuscula", "litera")
NUMBERED = ("numar", "mixt", *LETTERED)


def propose_mapping(document: TextDocument) -> WordMapping:
    """Return how a document is most likely to be understood."""
    proposer = _Proposer(group_blocks(document))
    return proposer.propose()


class _Proposer:
    def __init__(self, blocks: list[GroupedLine | Table]):
        self.blocks = blocks
        self.register = LevelRegister()
        self.tables = TableProposer(self.register)
        self.mapping = WordMapping(levels=self.register.levels)

    def propose(self) -> WordMapping:
        """Go through the document once for the groups and the tables, then say which level stands under which."""
        self.mapping.tables = self.tables.propose(self.blocks)
        titles = {id(one) for one in title_lines(self.blocks, self.mapping).values()}
        self.blocks = [one for one in self.blocks if id(one) not in titles]
        self.lines = [one for one in self.blocks if isinstance(one, GroupedLine)]
        self.counts = Counter(one.group for one in self.lines)
        self.has_trees = any(one.columns for one in self.mapping.tables.values() if one.role != TEXT)
        self.above_tables = self._headings_above_tables()
        order: list[str] = []
        for one in [*self.lines, *self._whole_rows()]:
            if one.group not in self.mapping.groups and one.group not in (TEXT, CONTENTS):
                role = self._role(one)
                self.mapping.groups[one.group] = role
                if role.startswith(LEVEL_ROLE):
                    order.append(one.group)
        self._nest_groups(order)
        self._nest_tables()
        self._order_levels()
        return self.mapping

    def _order_levels(self) -> None:
        """Put the levels in the order in which the document comes to them, each after the one above it."""
        keys = [
            self.mapping.groups.get(one.group, "").removeprefix(LEVEL_ROLE)
            if isinstance(one, GroupedLine)
            else self.mapping.level_path(self.mapping.tables[one.number])
            for one in self.blocks
        ]
        met = list(dict.fromkeys(key for one in keys for key in ([one] if isinstance(one, str) else one)))
        levels = {one.key: one for one in self.mapping.levels}
        ordered: list = []
        for key in [*met, *levels]:
            chain = []
            while key in levels and levels[key] not in ordered and levels[key] not in chain:
                chain.insert(0, levels[key])
                key = levels[key].parent
            ordered += chain
        self.mapping.levels[:] = ordered

    def _whole_rows(self) -> list[GroupedLine]:
        found = []
        for one in self.blocks:
            if isinstance(one, Table) and self.mapping.tables[one.number].role != TEXT:
                found += map(group_row, rows_across(one, self.mapping.tables[one.number], self.mapping))
        return found

    def _role(self, one: GroupedLine) -> str:
        """Return what a group is, by its first paragraph."""
        if one.group in self.tables.groups:
            return self.tables.groups[one.group]
        if one.group.startswith("rang:"):
            rank = next((rank for rank in RANKS if f"rang:{rank.prefix}" == one.group), None)
            names = level_names(one.coded.label) if rank else (one.coded.label, one.coded.label)
            return self._level(names, rank.kind if rank else "other", rank.prefix if rank else "niv")
        if one.group.startswith("lista:"):
            return self._list_role(one)
        if one.group.startswith(NUMBERED):
            return self._numbered_role(one)
        if one.group == "rând întreg" or one.group in self.above_tables:
            return self._unnamed()
        return HEADING

    def _list_role(self, one: GroupedLine) -> str:
        if one.group.startswith("lista:sub:"):
            upper = self.mapping.groups.get(one.group.removeprefix("lista:sub:"), "")
            return self._unnamed() if upper.startswith(LEVEL_ROLE) and not self.has_trees else TEXT
        if "indicator" in fold(one.naming):
            return INDICATORS
        phrase = naming_phrase(one.naming)
        rank = find_rank(phrase) if phrase else None
        if rank is None or self.counts[one.group] < 2:
            return TEXT
        return self._level(level_names(phrase), rank.kind, rank.prefix)

    def _numbered_role(self, one: GroupedLine) -> str:
        """Say that numbered paragraphs are elements where no table is; otherwise headings, or text."""
        has_ranks = any(group.startswith("rang:") for group in self.counts)
        is_section = has_ranks and one.is_heading and one.group == "numar:1"
        if self.has_trees or is_section or sum(self.counts[group] for group in self._numbered_groups()) < 2:
            return HEADING if one.is_heading else TEXT
        return self._unnamed()

    def _numbered_groups(self) -> list[str]:
        return [group for group in self.counts if group.startswith(NUMBERED)]

    def _unnamed(self) -> str:
        """Return a level that the document does not name: the first of the usual ones that is free."""
        taken = {fold(level.name) for level in self.register.levels}
        # Below a level with a name of its own stand measures.
        start = 1 if self.register.levels and not self.has_trees else 0
        free = next((one for one in UNNAMED[start:] if fold(one[0]) not in taken), UNNAMED[-1])
        return self._level(free[:2], free[2], free[3])

    def _level(self, names, kind: str, prefix: str) -> str:
        return LEVEL_ROLE + self.register.add(names, kind, prefix).key

    def _headings_above_tables(self) -> set[str]:
        """Return the group of headings of which exactly one stands right above each of several tables of one head."""
        trees = [number for number, one in self.mapping.tables.items() if one.role != TEXT]
        above, last = [], ""
        for one in self.blocks:
            if isinstance(one, Table):
                above += [last] if one.number in trees else []
                last = ""
            elif one.group.startswith("titlu:") or one.group.startswith(NUMBERED):
                last = one.group
        groups = set(above)
        is_each = len(trees) > 1 and len(groups) == 1 and "" not in groups
        return groups if is_each and self.tables.is_one_head(trees) else set()

    def _nest_groups(self, order: list[str]) -> None:
        """Put a level under the one whose elements it follows again and again."""
        sequence = [one.group for one in self.lines if one.group in order and not _is_free_list(one.group)]
        sequence += [one.group for one in self._whole_rows() if one.group in order]
        levels = {group: self.mapping.level(self.mapping.groups[group].removeprefix(LEVEL_ROLE)) for group in order}
        for lower in dict.fromkeys(sequence):
            first = sequence.index(lower)
            for upper in reversed(list(dict.fromkeys(sequence[:first]))):
                again = upper in sequence[first:] or sequence.count(upper) == 1
                one, other = levels[upper], levels[lower]
                is_free = one is not other and not other.parent and not self.register.holds(other, one)
                if again and is_free and _may_hold(upper, lower):
                    other.parent = one.key
                    break

    def _nest_tables(self) -> None:
        """Put the first level of tables under the level that stands before each of them, or in a row across them."""
        uppers: dict[str, list[str]] = {}
        last = ""
        for one in self.blocks:
            if isinstance(one, GroupedLine):
                role = self.mapping.groups.get(one.group, "")
                last = role if role.startswith(LEVEL_ROLE) and not _is_free_list(one.group) else last
                continue
            choice = self.mapping.tables[one.number]
            top = next(iter(self.mapping.level_path(choice)), "")
            whole = next(map(group_row, rows_across(one, choice, self.mapping)), None)
            if top:
                upper = self.mapping.groups.get(whole.group, "") if whole else last
                uppers.setdefault(top, []).append(upper)
            # Several fiches may stand under one heading.
            last = last if choice.is_fiche else ""
        for top, found in uppers.items():
            level = self.mapping.level(top)
            upper = self.mapping.level(found[0].removeprefix(LEVEL_ROLE)) if found[0] else None
            # Many that stand before one table are a list of their own.
            is_list = not self._is_in_tables(found[0]) and self._count(found[0]) > len(found)
            is_free = upper and not level.parent and not self.register.holds(level, upper)
            if is_free and set(found) == {found[0]} and not is_list:
                level.parent = upper.key

    def _is_in_tables(self, role: str) -> bool:
        return any(self.mapping.groups.get(one.group) == role for one in self._whole_rows())

    def _count(self, role: str) -> int:
        return sum(self.mapping.groups.get(one.group) == role for one in self.lines)


def _is_free_list(group: str) -> bool:
    return group.startswith("lista:") and not group.startswith("lista:sub:")


def _may_hold(upper: str, lower: str) -> bool:
    """Tell whether what is numbered in one way may stand under another: letters may stand under everything."""
    if upper == "litera" and lower not in LETTERED:
        return lower == "numar:1"
    return lower in LETTERED or _depth(upper) <= _depth(lower)


def _depth(group: str) -> int:
    """Return how deep a group usually stands; those that have no usual place are as deep as any."""
    if group in LETTERED:
        return 10
    if group.startswith(("numar:", "mixt:")):
        return 10 + int(group.partition(":")[2])
    rank = next((rank.depth for rank in RANKS if f"rang:{rank.prefix}" == group), None)
    return 20 if rank is None else rank
