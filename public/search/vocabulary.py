"""The words that may be proposed: those of what is published and real, kept with what holds them."""

from collections.abc import Iterable

from plans.models import Plan
from portal.text import fold
from public.models import SearchEntry, SearchWord
from public.search.words import LONGEST_WORD, words_in

SHORTEST_WORD = 4
VOWELS = frozenset("aeiou")


def word_key(word: str) -> str:
    """Return what words have in common that differ in vowels, or in the order of their letters.

    >>> word_key("siguranta"), word_key("sigurnata"), word_key("sigurata")
    ('gnrst', 'gnrst', 'grst')
    """
    return "".join(sorted(letter for letter in word if letter not in VOWELS))


def vocabulary(plan: Plan | None, source: str, entries: Iterable[SearchEntry]) -> list[SearchWord]:
    """Return the words of some entries of one source, each as it is first written; no numbers and no short words."""
    written: dict[str, str] = {}
    for text in (text for entry in entries for text in (entry.title, entry.text)):
        for found in words_in(text):
            as_written = text[found.start : found.end].lower()
            word = fold(as_written)
            if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isascii() and word.isalpha():
                # The spelling with its diacritics, where both occur.
                written[word] = as_written if written.get(word, word) == word else written[word]
    return [
        SearchWord(plan=plan, source=source, word=word, written=text, key=word_key(word))
        for word, text in sorted(written.items())
    ]
