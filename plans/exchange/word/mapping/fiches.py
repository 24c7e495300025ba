"""Fiches: an action in a small table of keys and values, one after another, with the same keys again and again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from plans.exchange.word.mapping.choices import CODE, RANK, TableChoice, WordMapping
from plans.exchange.word.mapping.codes import bare_code, split_bullet, split_code
from plans.exchange.word.mapping.grouping import LABELLED, GroupedLine
from plans.exchange.word.mapping.tables import is_blank, is_whole, rows_below
from plans.exchange.word.mapping.vocabulary import LINKING, SINGULAR, column_role, find_rank, naming_phrase
from plans.exchange.word.reading.blocks import Cell, Row, Table, printed_line
from portal.text import fold, normalise

KEY_LENGTH = 80
# So large a share of a table's rows begins with a key.
SHARE = 0.6
# What a fiche says beside its keys: the number and the text above them, the element whose heading stands above it.
NUMBER_KEY, TITLE_KEY, ABOVE_KEY = "^numar", "^titlu", "^deasupra"
SPECIAL = {NUMBER_KEY: "Numărul fișei", TITLE_KEY: "Titlul fișei", ABOVE_KEY: "Elementul din titlul de deasupra"}
CODE_PATTERN = r"(?:[A-Z]{0,4}\.?\d{1,3}(?:\.\d{1,3})*\.?[a-z]?|[IVX]+)(?!\w)"
TITLE = re.compile(
    rf"((?:fi[sș][aă]|fi[sș]ei)\s+(?:(?!nr\b)(?:de\s+)?([^\W\d]+))?\s*(?:nr\.?)?)\s*({CODE_PATTERN})?\s*[.:)–—-]*\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class FicheTitle:
    """What stands above a fiche: „Fișa de proiect nr.”, the rank that it names, its number, what it is about."""

    label: str
    rank: str
    code: str
    title: str


@dataclass
class Entry:
    """A key with its value: the cells that hold both, and where the value stands."""

    keys: list[Cell]
    values: list[Cell] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the value, line under line."""
        return "\n".join(cell.text for cell in self.values if cell.text)


@dataclass
class Fiche:
    """One fiche: the rows above its keys, and what each of its keys says."""

    titles: list[Row] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return what a key says, nothing where it is not there."""
        return self.entries[key].text if key in self.entries else ""


@dataclass
class FicheFamily:
    """Tables of fiches with the same keys; `keys` leads from each key to how it is printed first."""

    tables: list[Table]
    keys: dict[str, str]

    def fiches(self) -> list[Fiche]:
        """Return all fiches in reading order."""
        return [one for table in self.tables for one in read_fiches(table, self.keys)]


@dataclass(frozen=True)
class FicheShape:
    """Which keys of a fiche say its element's title and code, and the rank that the element is of."""

    title_key: str
    code_key: str
    prefix: str

    def split_titles(self, fiche: Fiche) -> tuple[list[Row], list[Row]]:
        """Return the rows above the keys that are elements of their own, and those that are the fiche's title."""
        rows = fiche.titles
        free = rows if self.title_key else rows[:-1]
        above = [row for row in free if self._is_of_other_rank(row_text(row))]
        return above, [row for row in rows if row not in above]

    def _is_of_other_rank(self, text: str) -> bool:
        shape = split_code(text).shape
        return shape.startswith("rang:") and shape != f"rang:{self.prefix}"

    def is_own_title(self, text: str, fiche: Fiche) -> bool:
        """Tell whether a text says what the fiche says by itself of its title."""
        own = split_code(fiche.text(self.title_key)).title
        return bool(own) and fold(split_code(text).title).strip(" .") == fold(own).strip(" .")

    def is_title_line(self, line: GroupedLine, fiche: Fiche) -> bool:
        """Tell whether the paragraph right above a fiche is its title."""
        text = printed_line(line.line)
        if fiche_title(text):
            return True
        is_of_rank = bool(line.coded.code) and line.coded.shape == f"rang:{self.prefix}"
        return bool(self.title_key) and (is_of_rank or self.is_own_title(text, fiche))

    def parts(self, text: str, fiche: Fiche) -> FicheTitle:
        """Return a title's number and words apart, without those that the fiche's keys say as well.

        Where no key says the title, what is no „Fișa …” is kept whole: it is split as all titles are.
        """
        coded = split_code(text)
        plain = FicheTitle(coded.label, "", coded.code, coded.title) if self.title_key else FicheTitle("", "", "", text)
        found = fiche_title(text) or plain
        code = "" if fold(found.code) == fold(fiche.text(self.code_key)).strip(" .)") else found.code
        return replace(found, code=code, title="" if self.is_own_title(found.title, fiche) else found.title)


def shape_of(choice: TableChoice, mapping: WordMapping) -> FicheShape:
    """Return the shape of the fiches that a choice is about."""
    leaf = mapping.level_path(choice)[-1:]
    pairs = [*zip(choice.keys, choice.columns, strict=True)]
    title = next((key for key, one in pairs if key not in SPECIAL and [one.level] == leaf), "")
    code = next((key for key, one in pairs if key not in SPECIAL and one.role == CODE), "")
    level = mapping.level(leaf[0]) if leaf else None
    rank = find_rank(level.name) if level else None
    return FicheShape(title, code, rank.prefix if rank else "")


def title_lines(blocks: Sequence[GroupedLine | Table], mapping: WordMapping) -> dict[int, GroupedLine]:
    """Return the paragraphs that are titles of the fiches right below them, by the number of the fiche's table."""
    found = {}
    for line, table in pairwise(blocks):
        choice = mapping.tables.get(table.number) if isinstance(table, Table) else None
        if choice is None or not choice.is_fiche or not isinstance(line, GroupedLine):
            continue
        first = next(iter(read_fiches(table, choice.keys)), None)
        if first and shape_of(choice, mapping).is_title_line(line, first):
            found[table.number] = line
    return found


def row_text(row: Row) -> str:
    """Return what the cells of a row say."""
    return " ".join(cell.text for cell in row.cells if cell.text)


def rows_across(table: Table, choice: TableChoice, mapping: WordMapping) -> list[Row]:
    """Return the rows of a table of the tree that are one cell across it and say something of their own."""
    if choice.is_fiche:
        shape = shape_of(choice, mapping)
        return [row for one in read_fiches(table, choice.keys) for row in shape.split_titles(one)[0]]
    return [row for row in rows_below(table, choice.head_rows) if is_whole(table, row) and row.cells[0].text]


def key_of(text: str) -> str:
    """Return by what a key is known again: its words, without its number and the signs after it.

    >>> key_of("1. Denumirea:"), key_of("DENUMIREA")
    ('denumirea', 'denumirea')
    """
    coded = split_code(text)
    return fold(text if coded.label else coded.title).strip(" .:;*-–")


def fiche_title(text: str) -> FicheTitle | None:
    """Return what a title of a fiche says, None for a text that is none.

    >>> fiche_title("Fișa de proiect nr. 3: Modernizarea DJ 107")
    FicheTitle(label='Fișa de proiect nr.', rank='Proiect', code='3', title='Modernizarea DJ 107')
    >>> fiche_title("FIȘA ACȚIUNII 1.2").code, fiche_title("Fișa postului")
    ('1.2', None)
    """
    found = TITLE.fullmatch(normalise(text))
    rank = naming_phrase(found[2].lower()) if found and found[2] else ""
    if not found or not (rank or (found[3] and not found[2])):
        return None
    return FicheTitle(found[1].strip(), rank, found[3] or "", found[4].strip())


def read_fiches(table: Table, keys) -> list[Fiche]:
    """Return the fiches of a table, given the keys that its family has: a key that comes again begins the next."""
    reader = _FicheReader(table, keys)
    for row in table.rows:
        if not is_blank(row):
            reader.row(row)
    reader.flush()
    return [one for one in reader.fiches if one.entries]


class _FicheReader:
    def __init__(self, table: Table, keys):
        self.table, self.keys = table, keys
        self.fiches = [Fiche()]
        # Rows across the table that go on with the last value, or stand above the next fiche.
        self.waiting: list[Row] = []
        # The last key of each column, and the last of all.
        self.columns: dict[int, Entry] = {}
        self.last: Entry | None = None

    def row(self, row: Row) -> None:
        pieces = list(row_pieces(self.table, row, self.keys))
        key, fiche = pieces[0][0], self.fiches[-1]
        if not key and not fiche.entries:
            fiche.titles.append(row)
            return
        if not key and is_whole(self.table, row):
            self.waiting.append(row)
            return
        is_first = key and key == next(iter(self.fiches[0].entries), "")
        if is_first or (key in fiche.entries and self.waiting):
            self.fiches.append(Fiche(self.waiting))
            self.waiting, self.columns = [], {}
        self.flush()
        for key, entry in pieces:
            self._piece(key, entry)

    def flush(self) -> None:
        """Let the rows that wait go on with the last value."""
        for row in self.waiting if self.last else ():
            self.last.values += row.cells
        self.waiting = []

    def _piece(self, key: str, entry: Entry) -> None:
        if not key:
            for cell in entry.values:
                left = [column for column in self.columns if column < cell.column]
                (self.columns[max(left)] if left else self.last).values.append(cell)
            return
        known = self.fiches[-1].entries.setdefault(key, entry)
        if known is not entry:
            known.keys += entry.keys
            known.values += entry.values
        column = entry.keys[-1].column
        self.columns = {at: one for at, one in self.columns.items() if at < column} | {column: known}
        self.last = known


def row_pieces(table: Table, row: Row, keys) -> Iterator[tuple[str, Entry]]:
    """Yield the keys of a row with what stands beside each; what goes on with a value of above has no key."""
    number, cells = _numbered_cells(row)
    if is_whole(table, row):
        yield _whole_piece(cells[0], keys)
        return
    key, entry, shift = "", Entry([], []), int(cells[0].column > len(number))
    for at, cell in enumerate(cells, start=shift):
        if at % 2 == 0 and key_of(cell.text) in keys:
            if key or entry.values:
                yield key, entry
            key, entry = key_of(cell.text), Entry([*number, cell])
            number = []
        else:
            entry.values.append(cell)
    entry.values = [*number, *entry.values]
    yield key, entry


def _numbered_cells(row: Row) -> tuple[list[Cell], list[Cell]]:
    """Return the cell that only numbers the row, and the others."""
    cells = row.cells
    is_numbered = len(cells) > 2 and cells[0].column == 0 and bool(bare_code(cells[0].text))
    return (cells[:1], cells[1:]) if is_numbered else ([], cells)


def _whole_piece(cell: Cell, keys) -> tuple[str, Entry]:
    """Return a row across the table: a key whose value follows, a key with its value, or neither."""
    if key_of(cell.text) in keys:
        return key_of(cell.text), Entry([cell])
    found = LABELLED.match(cell.lines[0].text) if cell.lines else None
    if found and key_of(found[1]) in keys:
        head = replace(cell, lines=[replace(cell.lines[0], text=found[1])])
        rest = replace(cell, lines=[replace(cell.lines[0], text=found[2], number=""), *cell.lines[1:]])
        return key_of(found[1]), Entry([head], [rest])
    return "", Entry([], [cell])


def find_families(tables: Sequence[Table]) -> list[FicheFamily]:
    """Return the tables that are fiches, those with the same keys together; one that stands alone is none."""
    groups: list[tuple[list[Table], dict[str, str], Counter]] = []
    for table in tables:
        said = list(_candidates(table))
        labels = dict(reversed(said))
        near = next((one for one in groups if _are_alike(labels, one[1])), None)
        if near is None:
            near = ([], {}, Counter())
            groups.append(near)
        near[0].append(table)
        # In the order in which they stand, which a dictionary that was read backwards has lost.
        near[1].update({key: near[1].get(key, labels[key]) for key, _label in said})
        near[2].update(key for key, _label in said)
    families = (_family(*one) for one in groups)
    return [one for one in families if one is not None]


def _family(tables: list[Table], labels: dict[str, str], counts: Counter) -> FicheFamily | None:
    again = {key for key in labels if counts[key] > 1}
    # A key that stands once is one where nothing but keys begins the rows, or by its words.
    keys = {key: label for key, label in labels.items() if key in again or is_field(label)}
    known = [key for key in again if is_field(labels[key])]
    if len(known) < 2 or len(again) < 3:
        return None
    kept = [table for table in tables if _share(table, keys) >= SHARE]
    family = FicheFamily(kept, _with_rare_keys(kept, keys))
    return family if len(family.fiches()) > 1 else None


def _with_rare_keys(tables: list[Table], keys: dict[str, str]) -> dict[str, str]:
    """Return the keys with those that stand once: the first of the two cells of a row that follows a whole entry."""
    found = dict(keys)
    for table in tables:
        is_open = False
        for row in table.rows:
            cells = row.cells
            is_open = is_whole(table, row) or (is_open and len(cells) == 2)
            if len(cells) == 2 and not is_open and cells[0].column == 0 and _may_be_key(cells[0].text):
                found.setdefault(key_of(cells[0].text), cells[0].text.strip(" :"))
    return found


def is_field(label: str) -> bool:
    """Tell whether the words of a key are known to name what an action says of itself."""
    return column_role(label) not in ("", RANK)


def _are_alike(labels: dict[str, str], others: dict[str, str]) -> bool:
    common = labels.keys() & others.keys()
    known = sum(is_field(labels[key]) for key in common)
    return known > 1 and len(common) > 2 and 2 * len(common) >= min(len(labels), len(others))


def _candidates(table: Table) -> Iterator[tuple[str, str]]:
    """Yield what may be the keys of a table, as they stand: the first cell of each row, the third of four."""
    for row in table.rows:
        number, cells = _numbered_cells(row)
        if is_blank(row) or _is_head(cells) or cells[0].column > len(number):
            continue
        whole = LABELLED.match(cells[0].text) if is_whole(table, row) else None
        if whole and is_field(whole[1]):
            yield key_of(whole[1]), whole[1]
            continue
        for at in (0, 2) if len(cells) == 4 else (0,):
            text = cells[at].text
            if _may_be_key(text):
                yield key_of(text), text.strip(" :")


def _may_be_key(text: str) -> bool:
    is_short = 1 < len(text) <= KEY_LENGTH and "\n" not in text and not bare_code(text) and split_bullet(text) is None
    return is_short and not fiche_title(text) and not split_code(text).shape.startswith("rang:") and bool(key_of(text))


def _is_head(cells: list[Cell]) -> bool:
    """Tell whether a row has only words that name columns, as the head of an ordinary table does."""
    return len(cells) > 1 and all(_is_name(cell.text) for cell in cells if cell.text)


def _is_name(text: str) -> bool:
    words = [fold(word) for word in re.split(r"[\s/]+", text) if word]
    return bool(column_role(text)) or bool(find_rank(text) and all(one in SINGULAR or one in LINKING for one in words))


def _share(table: Table, keys) -> float:
    """Return which share of the rows that begin at the left edge begins with a key."""
    rows = [_numbered_cells(row) for row in table.rows if not (is_whole(table, row) or is_blank(row))]
    firsts = [key_of(cells[0].text) for number, cells in rows if cells[0].text and cells[0].column == len(number)]
    return sum(one in keys for one in firsts) / len(firsts) if firsts else 0
