"""What may have been meant: how a word goes on while it is typed, which published word is nearest to a wrong one."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import product
from string import ascii_lowercase

from portal.text import fold, normalise
from public.models import SearchWord
from public.search.queries import Matches
from public.search.questions import LITTLE_WORDS, read_question
from public.search.vocabulary import SHORTEST_WORD, VOWELS, word_key
from public.search.words import LONGEST_WORD, words_in

PROPOSED = 8
SHORTEST_BEGINNING = 2
CONSONANTS = [letter for letter in ascii_lowercase if letter not in VOWELS]
# How near a word must be (as difflib measures it), how many of a question are mended, how many ways are tried.
NEARNESS = 0.75
MENDED_WORDS, WAYS, ANSWERS = 4, 6, 3


def completions(text: str) -> list[str]:
    """Return how a question may go on: what was typed, its last word as published words that begin so."""
    text = normalise(text)
    words = list(words_in(text))
    if not words or words[-1].end != len(text):
        return []
    before, beginning = text[: words[-1].start], fold(text[words[-1].start :])
    if len(beginning) < SHORTEST_BEGINNING or not (beginning.isascii() and beginning.isalpha()):
        return []
    return [before + word for word in _words_beginning(beginning)]


def _words_beginning(beginning: str) -> Iterator[str]:
    """Yield published words in order, each once: many plans have the same, so each is asked for after another."""
    after, end = beginning, beginning + "zzz"
    rows = SearchWord.objects.filter(word__lte=end).order_by("word", "-written").values_list("word", "written")
    found = rows.filter(word__gte=after).first()
    for _time in range(PROPOSED):
        if found is None or not found[0].startswith(beginning):
            return
        yield found[1]
        found = rows.filter(word__gt=found[0]).first()


def near_misses(text: str, *, facets: tuple[str, ...], is_invented: bool) -> list[str]:
    """Return other questions that find something, for one that finds nothing: its unknown words as known ones."""
    text = normalise(text)
    choices = [(word, _nearest(text[word.start : word.end])) for word in words_in(text)]
    unknown = [(word, near) for word, near in choices if near][:MENDED_WORDS]
    found: dict[tuple, str] = {}
    for chosen in list(product(*(near for _word, near in unknown)))[:WAYS] if unknown else []:
        mended = text
        for (word, _near), written in reversed(list(zip(unknown, chosen, strict=True))):
            mended = mended[: word.start] + written + mended[word.end :]
        question = replace(read_question(mended), facets=facets)
        # Two forms of one word ask for the same.
        if len(found) < ANSWERS and question.phrases not in found and Matches(question, is_invented).count():
            found[question.phrases] = mended
    return list(found.values())


def _nearest(written: str) -> list[str]:
    """Return the published words that are nearest to one that nothing has, the nearest first."""
    word = fold(written)
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or word in LITTLE_WORDS or Matches(read_question(word)).count():
        return []
    rows = SearchWord.objects.filter(key__in=_near_keys(word_key(word))).values_list("word", "written").distinct()
    known = dict(rows.order_by("word", "written"))
    return [known[one] for one in get_close_matches(word, known, n=ANSWERS, cutoff=NEARNESS)]


def _near_keys(key: str) -> set[str]:
    """Return the keys that differ from one by one consonant at most."""
    without = {key[:place] + key[place + 1 :] for place in range(len(key))}
    return {key, *without, *("".join(sorted(one + letter)) for one in (key, *without) for letter in CONSONANTS)}
