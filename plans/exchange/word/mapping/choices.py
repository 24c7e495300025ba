"""How a document is to be understood: proposed, corrected by a person, kept for the institution's next document."""

from dataclasses import asdict, dataclass, field

from portal.text import fold

TREE, TEXT = "arbore", "text"
# What a column may be beside a level („nivel:” and its key) and a field of elements.
CODE, RANK, TITLE, OWN, ASIDE = "cod", "rang", "titlu", "propriu", "deoparte"
# What a group of paragraphs may be beside a level.
HEADING, INDICATORS = "titlu", "indicatori"
LEVEL_ROLE = "nivel:"


@dataclass
class LevelChoice:
    """A level of the plan that would come; `key` becomes its prefix, `parent` is the key of the level above."""

    key: str
    name: str
    name_plural: str
    kind: str = "other"
    parent: str = ""


@dataclass
class ColumnChoice:
    """What a column says of the row's element; one kept under its own name has a type, and a unit where it is a sum."""

    role: str
    label: str = ""
    type: str = "text"
    unit: str = ""

    @property
    def level(self) -> str:
        """Return the key of the level whose titles stand here, nothing where it is no such column."""
        return self.role.removeprefix(LEVEL_ROLE) if self.role.startswith(LEVEL_ROLE) else ""


@dataclass
class TableChoice:
    """Whether a table is part of the tree, how many rows are its head, its columns; `head` is what its head says.

    A table of fiches has keys instead of columns: `keys` are what they are known by, each with its column's choice.
    """

    role: str
    head_rows: int = 0
    columns: list[ColumnChoice] = field(default_factory=list)
    head: str = ""
    keys: list[str] = field(default_factory=list)

    @property
    def is_fiche(self) -> bool:
        """Tell whether the table is fiches, and part of the tree."""
        return bool(self.keys) and self.role == TREE


@dataclass
class WordMapping:
    """All choices: levels, tables by number, groups of paragraphs by key, whether cells hold several indicators."""

    levels: list[LevelChoice] = field(default_factory=list)
    tables: dict[int, TableChoice] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    indicators_apart: bool = True

    def level(self, key: str) -> LevelChoice | None:
        """Return the level with this key."""
        return next((one for one in self.levels if one.key == key), None)

    def level_path(self, choice: TableChoice) -> list[str]:
        """Return the levels that the columns of a table hold, the one above first: as they stand, or as they nest."""
        keys = [one.level for one in choice.columns if self.level(one.level)]
        return sorted(keys, key=self._depth) if choice.keys else keys

    def _depth(self, key: str) -> int:
        seen: set[str] = set()
        while (level := self.level(key)) is not None and key not in seen:
            seen.add(key)
            key = level.parent
        return len(seen)

    def to_plain(self) -> dict:
        """Return plain values, to be stored."""
        return asdict(self)

    @classmethod
    def from_plain(cls, stored: dict) -> "WordMapping":
        """Return a mapping from plain values."""
        tables = {}
        for number, one in stored["tables"].items():
            columns = [ColumnChoice(**each) for each in one["columns"]]
            tables[int(number)] = TableChoice(**one | {"columns": columns})
        levels = [LevelChoice(**one) for one in stored["levels"]]
        return cls(levels, tables, dict(stored["groups"]), stored["indicators_apart"])


class LevelRegister:
    """The levels found so far: one with the same name is the same one, a key is taken once."""

    def __init__(self):
        self.levels: list[LevelChoice] = []

    def add(self, names: tuple[str, str], kind: str, prefix: str, parent: str = "") -> LevelChoice:
        """Return the level with this name, made if it is new; a new parent is not taken by one that is there."""
        found = next((one for one in self.levels if fold(one.name) == fold(names[0])), None)
        if found is None:
            keys = {one.key for one in self.levels}
            key = next(
                key for key in (prefix, *(f"{prefix[:7]}{letter}" for letter in "bcdefghijklm")) if key not in keys
            )
            found = LevelChoice(key, *names, kind=kind, parent=parent)
            self.levels.append(found)
        return found

    def holds(self, upper: LevelChoice, lower: LevelChoice) -> bool:
        """Tell whether the first is the second, or stands above it."""
        seen = set()
        while lower is not None and lower.key not in seen:
            if lower is upper:
                return True
            seen.add(lower.key)
            lower = next((one for one in self.levels if one.key == lower.parent), None)
        return False
