"""Which items of two ordered lists are the same ones, and which of them changed place."""

import bisect
import difflib
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
SIMILARITY_THRESHOLD = 0.5


def moved_items(old: Sequence[Hashable], new: Sequence[Hashable]) -> set:
    """Return the fewest items that moved, of those that both lists have: the others kept their order.

    >>> moved_items("abcdef", "fabcde"), sorted(moved_items("abcd", "xdcab"))
    ({'f'}, ['c', 'd'])
    """
    place = {item: number for number, item in enumerate(old)}
    shared = [item for item in new if item in place]
    tails: list[int] = []
    lengths = []
    for item in shared:
        length = bisect.bisect_left(tails, place[item])
        tails[length : length + 1] = [place[item]]
        lengths.append(length)
    moved, wanted = set(), len(tails) - 1
    for item, length in zip(reversed(shared), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            moved.add(item)
    return moved


def pair_items(
    old: Sequence[Item], new: Sequence[Item], key: Callable[[Item], str]
) -> list[tuple[Item | None, Item | None]]:
    """Return the pairs (old, new) of two lists in reading order, None where one list has nothing.

    Equal items are one; between them, items with the same key text; between those, items whose key texts are alike.
    """
    pairs: list[tuple[Item | None, Item | None]] = []
    for before, after, are_equal in _stretches(old, new, lambda item: item):
        if are_equal:
            pairs += zip(before, after, strict=True)
            continue
        for some, others, have_one_key in _stretches(before, after, key):
            pairs += zip(some, others, strict=True) if have_one_key else _pair_similar(list(some), list(others), key)
    return pairs


def join_moves(
    pairs: Sequence[tuple[Item | None, Item | None]], key: Callable[[Item], str]
) -> list[tuple[Item | None, Item | None, bool]]:
    """Return the pairs with what moved: what left one place and came to another, the same or with the same key text.

    >>> join_moves([("a", None), ("b", "b"), (None, "a")], str)
    [('b', 'b', False), ('a', 'a', True)]
    """
    moved: dict[int, int] = {}
    for mark in (lambda item: item, key):
        gone = {n: old for n, (old, new) in enumerate(pairs) if new is None and n not in moved.values()}
        for place, (old, new) in enumerate(pairs):
            if old is None and place not in moved:
                found = next((n for n, one in gone.items() if mark(one) == mark(new)), None)
                if found is not None:
                    moved[place] = found
                    del gone[found]
    return [
        (pairs[moved[place]][0] if place in moved else old, new, place in moved)
        for place, (old, new) in enumerate(pairs)
        if place not in moved.values()
    ]


def _stretches(old: Sequence[Item], new: Sequence[Item], mark: Callable[[Item], Hashable]) -> Iterator[tuple]:
    """Yield the stretches of two lists that stand beside each other, and whether their marks are the same."""
    matcher = difflib.SequenceMatcher(None, [mark(one) for one in old], [mark(one) for one in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        yield old[a:b], new[c:d], kind == "equal"


def _pair_similar(
    old: list[Item], new: list[Item], key: Callable[[Item], str]
) -> list[tuple[Item | None, Item | None]]:
    """Pair each old item with the first new one that is left and alike; both lists keep their order."""
    pairs: list[tuple[Item | None, Item | None]] = []
    for one in old:
        match = next((n for n, other in enumerate(new) if is_similar(key(one), key(other))), None)
        if match is None:
            pairs.append((one, None))
            continue
        pairs += [(None, other) for other in new[:match]]
        pairs.append((one, new[match]))
        del new[: match + 1]
    return [*pairs, *((None, other) for other in new)]


def is_similar(one: str, other: str) -> bool:
    """Tell whether two texts have at least half of their words in common, in order."""
    if one == other:
        return True
    matcher = difflib.SequenceMatcher(None, one.split(), other.split())
    return matcher.quick_ratio() >= SIMILARITY_THRESHOLD and matcher.ratio() >= SIMILARITY_THRESHOLD
