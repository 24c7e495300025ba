"""The document as the page draws it: what came of each part of it, and its words that have no place in the plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plans.document.fields import element_field
from plans.exchange.word.mapping.choices import LEVEL_ROLE, OWN, TREE, WordMapping
from plans.exchange.word.mapping.draft import PlanDraft
from plans.exchange.word.mapping.fiches import read_fiches
from plans.exchange.word.pictures import DraftRow, anchor_of
from plans.exchange.word.reading.blocks import Cell, Line, Table, TextDocument, printed_line
from plans.exchange.word.reading.second_reader import words_of

# As many stretches of unread words are shown, and marked where they stand.
UNREAD = 100


@dataclass(frozen=True)
class DrawnCell:
    """A cell as the document draws it, with its words that have no place in the plan; `role` is what a key is."""

    cell: Cell
    unread: str
    role: str = ""


@dataclass
class DrawnLine:
    """A paragraph as the document draws it, with the elements that came of it and the words that have no place."""

    anchor: str
    line: Line
    elements: list[DraftRow]
    unread: str


@dataclass
class DrawnRow:
    """A row of a table as the document draws it, with the elements that came of it."""

    number: int
    anchor: str
    cells: list[DrawnCell]
    elements: list[DraftRow]


@dataclass
class DrawnTable:
    """A table as the document draws it, with what each column is understood as."""

    number: int
    roles: list[str]
    rows: list[DrawnRow]
    is_tree: bool
    head_rows: int


def drawn_blocks(
    document: TextDocument, mapping: WordMapping, elements: Iterable[DraftRow], unread: Mapping[str, str]
) -> list[DrawnLine | DrawnTable]:
    """Return the blocks of a document as they are drawn; `unread` are words without a place, by their paragraph's."""
    came: dict[str, list[DraftRow]] = {}
    for one in elements:
        came.setdefault(one.anchor, []).append(one)
    found: list[DrawnLine | DrawnTable] = []
    for block in document.blocks:
        if isinstance(block, Line):
            anchor = anchor_of(block.place)
            found.append(DrawnLine(anchor, block, came.get(anchor, []), unread.get(block.place, "")))
            continue
        choice = mapping.tables.get(block.number)
        is_tree = choice is not None and choice.role == TREE
        roles = [_role(column.role, column.label, mapping) for column in choice.columns] if is_tree else []
        keys: dict[int, str] = {}
        if choice is not None and choice.is_fiche:
            keys, roles = _key_roles(block, dict(zip(choice.keys, roles, strict=True))), []
        rows = []
        for number, row in enumerate(block.rows, start=1):
            anchor = anchor_of(block.place(row.index))
            cells = [DrawnCell(one, " ".join(_unread_in(one, unread)), keys.get(id(one), "")) for one in row.cells]
            rows.append(DrawnRow(number, anchor, cells, came.get(anchor, [])))
        found.append(DrawnTable(block.number, roles, rows, is_tree, choice.head_rows if choice else 0))
    return found


def _key_roles(table: Table, roles: Mapping[str, str]) -> dict[int, str]:
    """Return what the keys of fiches are understood as, by the cell that each stands in."""
    entries = ((key, entry) for one in read_fiches(table, roles) for key, entry in one.entries.items())
    return {id(cell): roles[key] for key, entry in entries for cell in entry.keys[-1:]}


def _unread_in(cell: Cell, unread: Mapping[str, str]) -> Iterator[str]:
    return (unread[line.place] for line in cell.lines if line.place in unread) if unread else iter(())


def unread_places(document: TextDocument, draft: PlanDraft) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """Return each stretch of words without a place in the plan, with where it is drawn; and them by paragraph.

    The reader that finds them counts paragraphs in its own way: one with other words than expected is looked for by
    them. What is printed beside the text (notes, heads of pages) is not drawn.
    """
    shown = draft.not_understood[:UNREAD]
    lines = list(_lines(document)) if shown else []
    words = [frozenset(word.casefold() for word in words_of(printed_line(line))) for _anchor, line in lines]
    by_place = {line.place: number for number, (_anchor, line) in enumerate(lines)}
    found, places = [], {}
    for place, text in shown:
        gone = {word.casefold() for word in words_of(text)}
        first = [by_place[place]] if place in by_place else []
        at = next(
            (n for n in [*first, *range(len(lines))] if gone <= words[n] and lines[n][1].place not in places), None
        )
        found.append((place, text, "" if at is None else lines[at][0]))
        if at is not None:
            places[lines[at][1].place] = text
    return found, places


def _lines(document: TextDocument) -> Iterator[tuple[str, Line]]:
    """Yield each paragraph with where it is drawn."""
    for block in document.blocks:
        if isinstance(block, Line):
            yield anchor_of(block.place), block
            continue
        for row in block.rows:
            yield from ((anchor_of(block.place(row.index)), line) for cell in row.cells for line in cell.lines)


def _role(role: str, label: str, mapping: WordMapping) -> str:
    """Return in words what a column is."""
    if role.startswith(LEVEL_ROLE):
        level = mapping.level(role.removeprefix(LEVEL_ROLE))
        return level.name if level else "–"
    if role == OWN:
        return f"proprie: {label}"
    known = element_field(role)
    return known.label if known else {"cod": "cod", "rang": "nivelul", "titlu": "titlu"}.get(role, "deoparte")
