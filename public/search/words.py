"""The words of a text as they are looked for: folded, without endings, the same on every database.

A database is given nothing but these, so that none of them cuts a word in its own way: each begins with a letter and
holds nothing but small letters of the English alphabet and digits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import digits

from portal.text import fold, normalise

# A number keeps the points inside it: 1.14 is a code.
WORD = re.compile(r"[^\W\d_]+|[0-9]+(?:\.[0-9]+)*")
_ENDINGS = """
urilor urile uri ura urii urei iilor ilor elor elui iului ului iul lui lor iile ile ele iei ei ii ul ua ia ie iu ea a e
i u
"""
ENDINGS = sorted(_ENDINGS.split(), key=len, reverse=True)
SHORTEST = 3
# Words in which -ur- is no plural.
KEPT_UR = ("masur", "natur", "figur")
SINGULAR_UR = ("ura", "urii", "urei")
# Vowels that change with the ending: școală, școli; european, europeni.
CHANGED_VOWELS = (("oa", "o"), ("ea", "e"))
# Consonants that do, at the end: stradă, străzi; polițienesc, polițienești.
CHANGED_ENDS = (("est", "esc", 6), ("z", "d", 4))
LONGEST_WORD = 40
# Stands between two texts that are one entry's: no phrase reaches over it.
BREAK = "x0x"


@dataclass(frozen=True)
class FoundWord:
    """A word at its place in a text, and as it is looked for."""

    start: int
    end: int
    sought: str


def words_in(text: str) -> Iterator[FoundWord]:
    """Yield the words of a text that is normalised, in order."""
    for found in WORD.finditer(text):
        if sought := sought_word(found[0]):
            yield FoundWord(found.start(), found.end(), sought)


def sought_words(*texts: str) -> str:
    """Return the words of some texts as a database keeps them, with a break between two texts."""
    texts = [normalise(text) for text in texts if text]
    return f" {BREAK} ".join(" ".join(word.sought for word in words_in(text)) for text in texts)


@lru_cache(maxsize=50_000)
def sought_word(word: str) -> str:
    """Return one word or number as it is looked for; nothing of one that has no letter.

    >>> [sought_word(word) for word in ("Siguranța", "siguranţei", "SIGURANTA", "școală", "1.14", "2024", "Ω")]
    ['sigurant', 'sigurant', 'sigurant', 'scol', 'n1p14', 'n2024', 'x3c9x']
    """
    if word[0] in digits:
        return f"n{'p'.join(part.lstrip('0') or '0' for part in word.split('.'))}"[:LONGEST_WORD]
    folded = fold(word)
    letters = [letter if letter.isascii() else f"x{ord(letter):x}x" for letter in folded if letter.isalpha()]
    return stem("".join(letters)[:LONGEST_WORD])


def stem(word: str) -> str:
    """Return a folded word without its ending; forms of one noun have one stem, as a rule.

    >>> [stem(word) for word in ("masuri", "masura", "locuri", "locul", "responsabile", "responsabilii")]
    ['masur', 'masur', 'loc', 'loc', 'responsabil', 'responsabil']
    """
    word = _without_ending(word)
    for vowels, vowel in CHANGED_VOWELS:
        word = word.replace(vowels, vowel)
    for end, other, shortest in CHANGED_ENDS:
        if word.endswith(end) and len(word) >= shortest:
            return word.removesuffix(end) + other
    return word


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _shortest_before(ending, word):
            return word.removesuffix(ending)
    return word


def _shortest_before(ending: str, word: str) -> int:
    if ending in SINGULAR_UR or (ending.startswith("ur") and word.startswith(KEPT_UR)):
        return SHORTEST + 1
    # Civile, posibile: the l belongs to the word.
    return len(word) if ending == "ile" and word.endswith(("bile", "vile")) else SHORTEST


def facet(name: str, value) -> str:
    """Return what an entry is filtered by as a word that no text has: a letter, a zero, then the value.

    >>> facet("institutie", "ipj-cluj"), facet("an", 2024)
    ('i0ipjx2dxcluj', 'a02024')
    """
    letters = (letter if letter.isascii() and letter.isalnum() else f"x{ord(letter):x}x" for letter in str(value))
    return f"{name[0]}0{''.join(letters).lower()}"


def code_facets(code: str) -> Iterable[str]:
    """Return what an entry with a printed code is found by before all that only mentions it."""
    return (facet("cod", word.sought) for word in words_in(code) if word.sought[0] == "n")
