"""The beginning and the end of a document: letterhead, act, title; who signs."""

import re

from plans.exchange.word.mapping.draft import DraftHead, DraftSignatory
from plans.exchange.word.mapping.grouping import FREE, GroupedLine
from plans.exchange.word.reading.blocks import Table
from portal.text import fold, normalise

Block = GroupedLine | Table
HEAD_LINES, TAIL_LINES, TITLE_LENGTH, SUBTITLE_LENGTH, OFFICE_LENGTH = 15, 14, 200, 400, 80
SPACED = re.compile(r"(?:\w ){3,}\w(?:\s|$)")
ANNEX = re.compile(r"anex[aă](?: nr\.?)? ?\w*", re.IGNORECASE)
ACT = re.compile(r"(la\s+)?((?:hot[ăa]r[âa]rea|dispozi[țt]ia|HC[JL]|HATOP)\b.*?\bnr\. ?([\w./-]+).*)", re.IGNORECASE)
ANNEX_TO_ACT = re.compile(rf"({ANNEX.pattern})\s+(la\s+)({ACT.pattern})", re.IGNORECASE)
TITLE = re.compile(r"(plan(ul)?|strategia?|program(ul)?)\b", re.IGNORECASE)
OFFICE = re.compile(
    r"(p\. ?)?(presedinte|vicepresedinte|secretar|primar|viceprimar|prefect|director|sef|inspector|manager|"
    r"administrator|comandant)\b"
)
PREAMBLE = re.compile(r"(contrasemneaz|avizat|aprobat|intocmit|vazut|redactat)\w*:?\s*$")
UNFINISHED = (" a", " al", " ai", " ale", " de", " din", " la", " in", " si", " pentru", " privind", ",", "-")
NAME = re.compile(r"(?:(?:[A-ZĂÂÎȘȚ][\w.'-]*\.?)[ -]?){2,5}")


def read_head(blocks: list[Block]) -> tuple[DraftHead, list[Block]]:
    """Return what stands before the text, and the rest; without a title nothing is taken."""
    head = DraftHead()
    lines = [one for one in blocks[:HEAD_LINES] if isinstance(one, GroupedLine)]
    lines = lines[: next((at for at, one in enumerate(blocks[:HEAD_LINES]) if isinstance(one, Table)), len(lines))]
    at = next((at for at, one in enumerate(lines) if _is_title(one)), None)
    if at is None:
        return head, blocks
    for one in lines[:at]:
        _letterhead(head, one.line.text)
    printed = lines[at].line.text
    head.title = _title(lines[at].line.pieces)
    if fold(head.title) != fold(printed):
        head.linking.append(printed)
    at += 1
    while at < len(lines) and not head.subtitle.endswith(".") and _is_subtitle(lines[at], head.subtitle):
        head.subtitle = f"{head.subtitle} {lines[at].line.text}".strip()
        at += 1
    return head, blocks[at:]


def _is_title(one: GroupedLine) -> bool:
    return len(one.line.text) <= TITLE_LENGTH and bool(TITLE.match(_title(one.line.pieces)))


def _together(text: str) -> str:
    """Return letters that stand apart, as titles are set, as words.

    >>> _together("P L A N U L S T R A T E G I C"), _together("Planul strategic")
    ('PLANULSTRATEGIC', 'Planul strategic')
    """
    return text.replace(" ", "") if SPACED.match(text) else text


def _title(pieces: tuple[str, ...]) -> str:
    """Return the title as words, in small letters where it is all in capitals."""
    title = " ".join(_together(piece) for piece in pieces)
    return title[:1] + title[1:].lower() if title.isupper() else title


def _is_subtitle(one: GroupedLine, before: str) -> bool:
    """Tell whether a line goes on with the title: with a small letter, or after a word that asks for more."""
    text = one.line.text
    goes_on = text[:1].islower() or fold(before).endswith(UNFINISHED)
    return goes_on and len(before) + len(text) <= SUBTITLE_LENGTH and one.group in (FREE, "titlu:9")


def _letterhead(head: DraftHead, text: str) -> None:
    both = ANNEX_TO_ACT.fullmatch(text)
    if both and not (head.annex or head.act):
        _letterhead(head, both[1])
        head.linking.append(both[2])
        _letterhead(head, both[3])
    elif ANNEX.fullmatch(text) and len(text) <= 60 and not head.annex:
        head.annex = text
    elif (found := ACT.fullmatch(text)) and not head.act:
        head.act, head.number = found[2][:200], found[3][:40]
        head.linking.append(found[1] or "")
    elif fold(text) == "la":
        head.linking.append(text)
    else:
        head.letterhead.append(text)


def read_signatures(blocks: list[Block]) -> tuple[list[Block], list[DraftSignatory], list[Block]]:
    """Return what stands before the signatures, who signs, and what stands after; nobody where it cannot be told."""
    first = next((at for at in range(max(0, len(blocks) - TAIL_LINES), len(blocks)) if _pieces(blocks[at])), None)
    while first is not None:
        last = first
        while last < len(blocks) and _pieces(blocks[last]):
            last += 1
        signatories = _signatories([piece for one in blocks[first:last] for piece in _pieces(one)])
        if signatories:
            return blocks[:first], signatories, blocks[last:]
        # A table of abbreviations above the signatures looks like names, too.
        after = first + 1 if isinstance(blocks[first], Table) else last + 1
        first = next((at for at in range(after, len(blocks)) if _pieces(blocks[at])), None)
    return blocks, [], []


def _pieces(block: Block) -> list[str]:
    """Return the offices, names and mentions in a block; nothing where it holds anything else."""
    if isinstance(block, Table):
        pieces = [line.text for row in block.rows for cell in row.cells for line in cell.lines]
    else:
        pieces = [text for piece in block.line.pieces for text in piece.split("\n")]
    return pieces if pieces and all(map(_kind, pieces)) else []


def _kind(piece: str) -> str:
    text = normalise(piece).rstrip(" ,:;")
    if PREAMBLE.match(fold(piece)):
        return "preamble"
    if len(text) <= OFFICE_LENGTH and OFFICE.match(fold(text)):
        return "office"
    return "name" if len(text) <= OFFICE_LENGTH and NAME.fullmatch(text) else ""


def _signatories(pieces: list[str]) -> list[DraftSignatory]:
    """Return offices with their names; what was countersigned, the secretary countersigned."""
    kinds = [(_kind(piece), piece.rstrip(" ,;")) for piece in pieces]
    offices, names, preambles = (
        [text for kind, text in kinds if kind == one] for one in ("office", "name", "preamble")
    )
    if not offices or len(offices) != len(names) or len(preambles) > 1:
        return []
    found = [DraftSignatory(office.rstrip(":"), name) for office, name in zip(offices, names, strict=True)]
    if preambles:
        signer = next((one for one in found if fold(one.office).startswith("secretar")), found[-1])
        signer.preamble = preambles[0]
    return found
