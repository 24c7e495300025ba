"""What the keys of fiches most likely are, and which headings stand above them as elements."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from plans.exchange.word.mapping.choices import (
    ASIDE,
    CODE,
    LEVEL_ROLE,
    OWN,
    RANK,
    TITLE,
    TREE,
    ColumnChoice,
    LevelChoice,
    LevelRegister,
    TableChoice,
)
from plans.exchange.word.mapping.codes import split_code
from plans.exchange.word.mapping.columns import keep_apart, propose_column
from plans.exchange.word.mapping.fiche_headings import FicheHeadings
from plans.exchange.word.mapping.fiches import (
    ABOVE_KEY,
    CODE_PATTERN,
    NUMBER_KEY,
    SPECIAL,
    TITLE_KEY,
    Fiche,
    FicheFamily,
    FicheShape,
    FicheTitle,
    fiche_title,
    find_families,
    is_field,
    read_fiches,
    row_text,
)
from plans.exchange.word.mapping.grouping import GroupedLine
from plans.exchange.word.mapping.vocabulary import NAMING, OTHER, RANKS, Rank, find_rank, level_names, naming_phrase
from plans.exchange.word.reading.blocks import Table, printed_line

# Ranks from here down are what fiches are about.
DEEP = 5
# Without a code these say how urgent something is, or who pays for it.
CODED_ONLY = ("prio", "prg", "cap")
OBJECTIVES = ("obs", "on", "og", "os", "oo", "ob")
UNNAMED = "Măsură"
NONE = replace(OTHER, depth=0)
ABOVE = (("Obiectiv", "Obiective"), ("Obiectiv specific", "Obiective specifice"), ("Domeniu", "Domenii"))


class FicheProposer:
    """Proposes what the fiches of one document are; those with the same keys are understood alike."""

    def __init__(self, register: LevelRegister, blocks: Sequence[GroupedLine | Table]):
        self.register, self.blocks = register, blocks
        self.groups: dict[str, str] = {}

    def propose(self) -> dict[int, TableChoice]:
        """Return a choice for each table of fiches; `groups` says which paragraphs are elements above them."""
        found: dict[int, TableChoice] = {}
        for family in find_families([one for one in self.blocks if isinstance(one, Table)]):
            columns = _FamilyColumns(self, family).propose()
            for table in family.tables if columns else ():
                keys = list(columns)
                found[table.number] = TableChoice(TREE, 0, list(columns.values()), "|".join(keys), keys)
        return found


class _FamilyColumns:
    """Proposes the keys of one family of fiches."""

    def __init__(self, proposer: FicheProposer, family: FicheFamily):
        self.register, self.groups, self.blocks = proposer.register, proposer.groups, proposer.blocks
        self.labels = family.keys
        # Each fiche with the number of its table, and the paragraph right above it.
        self.places: list[tuple[int, Fiche, GroupedLine | None]] = []
        before = {id(table): one for one, table in pairwise(self.blocks) if isinstance(one, GroupedLine)}
        for table in family.tables:
            for at, fiche in enumerate(read_fiches(table, family.keys)):
                self.places.append((table.number, fiche, None if at else before.get(id(table))))
        self.columns = {key: propose_column(label, self.texts(key)) for key, label in family.keys.items()}

    def texts(self, key: str) -> list[str]:
        """Return what the fiches say of a key, those that say something."""
        return [text for _number, one, _line in self.places if (text := one.text(key))]

    def propose(self) -> dict[str, ColumnChoice]:
        """Return what each key is; nothing where the fiches have no title anywhere."""
        title = self._title_key()
        names = self._names(title)
        shape = FicheShape(title, self._code_key(title, names), _rank(names[0]).prefix)
        parts = [self._title_parts(shape, fiche, line) for _number, fiche, line in self.places]
        headings = self._headings(shape)
        described = None
        if not title and not all(any(one.title for one in texts) for texts in parts):
            described = headings.line_above_each()
            if described is None:
                return {}
            names = level_names(described.coded.label) if described.coded.label else names
        uppers = self._uppers(shape, headings)
        leaf = self._add_levels(names, uppers)
        self._name_headings(headings, described, leaf)
        self._settle(shape, leaf, uppers)
        self.columns |= self._special(shape, leaf, [one for texts in parts for one in texts], described)
        keep_apart(list(self.columns.values()))
        return self.columns

    def _title_key(self) -> str:
        """Return the key that says what a fiche is about: one that names it so, or else the deepest rank."""
        ranks = {key: _rank(one.label) for key, one in self.columns.items() if one.role == LEVEL_ROLE}
        for key, one in self.columns.items():
            if one.role == TITLE or (key in ranks and NAMING.match(one.label)):
                return key
        own = [key for key, rank in ranks.items() if rank.depth >= DEEP and self._says_one_each(key)]
        return max(own, key=lambda key: ranks[key].depth, default="")

    def _says_one_each(self, key: str) -> bool:
        texts = self.texts(key)
        is_each = len(set(texts)) == len(texts) == len(self.places)
        return is_each and not any("\n" in one for one in texts) and not self._has_codes(key)

    def _has_codes(self, key: str) -> bool:
        return all(re.fullmatch(CODE_PATTERN, one) for one in self.texts(key))

    def _names(self, title: str) -> tuple[str, str]:
        """Return what the level of the fiches is called: by the title's key, by what stands above, by other keys."""
        labels = [self.labels[title]] if title and find_rank(self.labels[title]) else []
        for _number, fiche, line in self.places:
            texts = [*map(row_text, fiche.titles), *([printed_line(line.line)] if line else [])]
            labels += [known.rank for text in texts if (known := fiche_title(text)) and known.rank]
            labels += [split_code(text).label for text in texts if not title and split_code(text).label]
        known = [one for one in self.labels.values() if is_field(one)]
        labels += [one for one in known if (find_rank(one, anywhere=True) or NONE).depth >= DEEP]
        return level_names(naming_phrase(next(iter(labels), UNNAMED)) or UNNAMED)

    def _code_key(self, title: str, names: tuple[str, str]) -> str:
        """Return the key of codes: named so, or one that names the rank and says only codes."""
        codes = [key for key, one in self.columns.items() if one.role == CODE]
        ranks = [key for key, one in self.columns.items() if one.role == LEVEL_ROLE and key != title]
        codes += [key for key in ranks if _rank(self.labels[key]) == _rank(names[0]) and self._has_codes(key)]
        return next(iter(codes), "")

    @staticmethod
    def _title_parts(shape: FicheShape, fiche: Fiche, line: GroupedLine | None) -> list[FicheTitle]:
        """Return what a fiche's title says beside its keys, in the rows above them and the line above those."""
        texts = [row_text(row) for row in shape.split_titles(fiche)[1]]
        texts += [printed_line(line.line)] if line and shape.is_title_line(line, fiche) else []
        return [shape.parts(text, fiche) for text in texts]

    def _headings(self, shape: FicheShape) -> FicheHeadings:
        counts = Counter(number for number, _fiche, _line in self.places)
        lines = {id(line) for _number, fiche, line in self.places if line and shape.is_title_line(line, fiche)}
        return FicheHeadings(self.blocks, counts, lines)

    def _uppers(self, shape: FicheShape, headings: FicheHeadings) -> list[str]:
        """Return the keys that name the elements above, the topmost first; one that headings name is a reference."""
        names = {one.removeprefix("rang:") for one in headings.ranks()}
        has_objectives = bool(headings.groups()) or not names.isdisjoint(OBJECTIVES)
        found = []
        for key, column in self.columns.items():
            rank = _rank(column.label)
            is_reference = rank.prefix in names or (has_objectives and rank.prefix in OBJECTIVES)
            is_own = key in (shape.title_key, shape.code_key)
            if column.role == LEVEL_ROLE and not (is_reference or is_own) and self._says_an_element(key, shape):
                found.append(key)
        return sorted(found, key=lambda key: _rank(self.labels[key]).depth)

    def _says_an_element(self, key: str, shape: FicheShape) -> bool:
        """Tell whether what a key says is an element above: of a higher rank, with codes or the same for several."""
        texts, rank = self.texts(key), _rank(self.labels[key])
        leaf = next((one.depth for one in RANKS if one.prefix == shape.prefix), NONE.depth)
        is_coded = all(re.match(rf"(?:[^\W\d]+ ){{0,2}}{CODE_PATTERN}", one) for one in texts)
        is_again = len(set(texts)) < len(texts) and rank.prefix not in CODED_ONLY
        return bool(texts) and rank.depth < leaf and (is_coded or is_again) and not any("\n" in one for one in texts)

    def _add_levels(self, names: tuple[str, str], uppers: list[str]) -> LevelChoice:
        """Add the levels that keys name, each under the one above, and that of the fiches; return that."""
        parent = ""
        for key in uppers:
            label = self.labels[key]
            parent = self.register.add(level_names(label), _rank(label).kind, _rank(label).prefix, parent).key
            self.columns[key].role = LEVEL_ROLE + parent
        rank = _rank(names[0])
        return self.register.add(names, rank.kind, rank.prefix, parent)

    def _name_headings(self, headings: FicheHeadings, described: GroupedLine | None, leaf: LevelChoice) -> None:
        """Say which level headings without a rank are of."""
        for group in headings.groups():
            if described is not None and group == described.group:
                self.groups[group] = LEVEL_ROLE + leaf.key
                continue
            taken = {one.name for one in self.register.levels}
            names = next((one for one in ABOVE if one[0] not in taken), ABOVE[-1])
            rank = _rank(names[0])
            self.groups[group] = LEVEL_ROLE + self.register.add(names, rank.kind, rank.prefix).key

    def _settle(self, shape: FicheShape, leaf: LevelChoice, uppers: list[str]) -> None:
        """Say what the keys are that are no levels after all, and which are the title and the code."""
        for key, column in self.columns.items():
            column.label = column.label or self.labels[key][:60]
            if key == shape.title_key:
                column.role = LEVEL_ROLE + leaf.key
            elif key == shape.code_key:
                column.role = CODE
            elif not self.texts(key):
                column.role = ASIDE
            elif key not in uppers and column.role in (LEVEL_ROLE, CODE, TITLE, RANK):
                column.role, column.label = OWN, column.label[:60]

    @staticmethod
    def _special(
        shape: FicheShape, leaf: LevelChoice, parts: list[FicheTitle], described: GroupedLine | None
    ) -> dict[str, ColumnChoice]:
        """Return what stands above the keys of fiches, as if it were keys too."""
        found = {}
        if any(one.code for one in parts):
            found[NUMBER_KEY] = ASIDE if shape.code_key else CODE
        if any(one.title for one in parts):
            found[TITLE_KEY] = OWN if shape.title_key or described else LEVEL_ROLE + leaf.key
        if described:
            found[ABOVE_KEY] = LEVEL_ROLE + leaf.key
        return {key: ColumnChoice(role, SPECIAL[key]) for key, role in found.items()}


def _rank(text: str) -> Rank:
    return find_rank(text) or NONE
