"""What changed between two texts, word by word."""

import difflib
import re
from dataclasses import dataclass

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Beyond this many pairs of words, or below this share of kept text, whole texts are easier to read and quick to find.
PAIRS_LIMIT = 1_000_000
KEPT_SHARE = 0.25


@dataclass(frozen=True)
class TextRun:
    """A piece of text that both texts have ("same"), only the new one ("added") or only the old one ("removed")."""

    kind: str
    text: str


def difference(old: str, new: str) -> tuple[TextRun, ...]:
    """Return the runs that lead from the old text to the new one.

    >>> [(run.kind, run.text) for run in difference("o patrulă pe zi", "două patrule pe zi")]
    [('removed', 'o patrulă'), ('added', 'două patrule'), ('same', ' pe zi')]
    """
    before, after = WORDS.findall(old), WORDS.findall(new)
    start = _common_length(before, after)
    end = _common_length(before[start:][::-1], after[start:][::-1])
    first, second = before[start : len(before) - end], after[start : len(after) - end]
    around = TextRun("same", "".join(before[:start])), TextRun("same", "".join(before[len(before) - end :]))
    runs = [run for run in (around[0], *_middle_runs(first, second), around[1]) if run.text]
    kept = sum(len(run.text.strip()) for run in runs if run.kind == "same")
    return tuple(runs) if kept >= KEPT_SHARE * min(len(old), len(new)) else replacement(old, new)


def replacement(old: str, new: str) -> tuple[TextRun, ...]:
    """Return the runs of a text that another took the place of, as a whole."""
    if old == new:
        return (TextRun("same", new),) if new else ()
    return tuple(run for run in (TextRun("removed", old), TextRun("added", new)) if run.text)


def _common_length(before: list[str], after: list[str]) -> int:
    """Return how many words both lists begin with."""
    for place, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:
            return place
    return min(len(before), len(after))


def _middle_runs(before: list[str], after: list[str]) -> list[TextRun]:
    """Return the runs of two lists of words."""
    if len(before) * len(after) > PAIRS_LIMIT:
        return list(replacement("".join(before), "".join(after)))
    runs: list[TextRun] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(str.isspace, before, after).get_opcodes():
        if kind == "equal":
            runs.append(TextRun("same", "".join(before[a:b])))
        else:
            runs += replacement("".join(before[a:b]), "".join(after[c:d]))
    return runs
