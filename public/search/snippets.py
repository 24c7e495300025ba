"""What stands around the words that were found, with the words marked."""

from dataclasses import dataclass

from public.search.words import words_in

AROUND = 110
LONGEST = 260


@dataclass(frozen=True)
class Run:
    """A stretch of text, marked or not."""

    text: str
    is_marked: bool = False


def mark_words(text: str, sought: frozenset[str]) -> list[Run]:
    """Return a text with the words marked that are looked for, in any of their forms.

    >>> [run.text for run in mark_words("Școli și școala", frozenset({"scol"})) if run.is_marked]
    ['Școli', 'școala']
    """
    runs, end = [], 0
    for word in words_in(text):
        if word.sought in sought:
            runs += [Run(text[end : word.start]), Run(text[word.start : word.end], is_marked=True)]
            end = word.end
    return [run for run in (*runs, Run(text[end:])) if run.text]


def snippet(text: str, sought: frozenset[str]) -> list[Run]:
    """Return the part of a text in which most of the words stand, marked; its beginning where none does."""
    places = [word for word in words_in(text) if word.sought in sought]
    start = max(_best_start(places) - AROUND, 0)
    if start + LONGEST > len(text):
        start = max(len(text) - LONGEST, 0)
    start = text.find(" ", start) + 1 if start else 0
    end = len(text) if start + LONGEST >= len(text) else text.rfind(" ", start, start + LONGEST)
    end = end if end > start else start + LONGEST
    shown = mark_words(text[start:end], sought)
    return [*([Run("… ")] if start else []), *shown, *([Run(" …")] if end < len(text) else [])]


def _best_start(places) -> int:
    """Return where the words begin that stand close to one another and are the most different ones."""
    best, start = 0, 0
    for word in places:
        near = {other.sought for other in places if word.start <= other.start < word.start + LONGEST - AROUND}
        if len(near) > best:
            best, start = len(near), word.start
    return start
