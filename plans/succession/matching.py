"""Which statement of a plan from elsewhere continues which of this year's: by its code and by how close they are."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.text import fold

# How much two titles share, from 0 to 1, so that they are one statement: with the same code less is enough, and more is
# asked of those that stand on levels of different kinds.
CLOSE, CLOSE_WITH_CODE, CLOSE_ELSEWHERE = 0.7, 0.45, 0.9
CODE_BONUS, KIND_BONUS = 0.3, 0.1
# Words are compared by their beginnings: „siguranța” and „siguranței” are one. Short ones say nothing.
STEM, SHORTEST = 6, 4


@dataclass(frozen=True)
class Statement:
    """An element or an indicator, by what tells it from others; `kind` is that of its level."""

    key: str
    code: str
    title: str
    kind: str = ""

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the beginnings of its words, without numbers: years change."""
        words = "".join(letter if letter.isalnum() else " " for letter in fold(self.title)).split()
        long = frozenset(word[:STEM] for word in words if len(word) >= SHORTEST and not word.isdigit())
        return long or frozenset(words)


def continuations(new: Sequence[Statement], old: Sequence[Statement]) -> dict[str, str]:
    """Return the key of the old statement that each new one most likely continues; each old one is continued once.

    >>> old = [Statement("a", "1", "Prevenirea violenței"), Statement("b", "2", "Iluminatul public")]
    >>> continuations([Statement("x", "2", "Iluminat public"), Statement("y", "3", "Câini fără stăpân")], old)
    {'x': 'b'}
    """
    pairs = sorted(_candidates(new, old), key=lambda one: -one[0])
    found: dict[str, str] = {}
    taken = set()
    for _score, one, other in pairs:
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return {one.key: found[one.key] for one in new if one.key in found}


def closeness(one: Statement, other: Statement) -> float:
    """Return which share of their words two statements have in common."""
    return _share(len(one.stems & other.stems), one, other)


def _candidates(new: Sequence[Statement], old: Sequence[Statement]):
    """Yield each pair that may be one statement, with how likely it is."""
    holders: Mapping[str, list[int]] = defaultdict(list)
    for place, other in enumerate(old):
        for stem in other.stems:
            holders[stem].append(place)
    for one in new:
        shared = Counter(place for stem in one.stems for place in holders.get(stem, ()))
        for place, number in shared.items():
            other = old[place]
            close, has_code = _share(number, one, other), bool(one.code) and one.code == other.code
            is_alike = one.kind == other.kind
            if close >= (CLOSE_ELSEWHERE if not is_alike else CLOSE_WITH_CODE if has_code else CLOSE):
                yield close + CODE_BONUS * has_code + KIND_BONUS * is_alike, one.key, other.key


def _share(number: int, one: Statement, other: Statement) -> float:
    return 2 * number / (len(one.stems) + len(other.stems) or 1)
