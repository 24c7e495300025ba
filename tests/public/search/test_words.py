"""The words of a text as they are looked for."""

import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from portal.text import fold
from public.search.words import FoundWord, facet, sought_word, sought_words, stem, words_in

# The nouns and adjectives of both plans in all their forms, one a line, from the dictionary of hunspell (MPL 1.1).
INFLECTIONS = Path(__file__).with_name("inflections.txt")
SAFE = re.compile("[a-z][a-z0-9]*")


def test_forms_of_one_noun_have_one_stem_and_seldom_that_of_another():
    nouns = [sorted({fold(form) for form in line.split()}) for line in INFLECTIONS.read_text("utf-8").splitlines()]
    pairs = [stem(one) == stem(other) for forms in nouns for one, other in combinations(forms, 2)]
    by_stem = defaultdict(list)
    for number, forms in enumerate(nouns):
        for form in forms:
            by_stem[stem(form)].append(number)
    alike = [one == other for numbers in by_stem.values() for one, other in combinations(numbers, 2)]
    assert (sum(pairs) / len(pairs) > 0.95, 1 - sum(alike) / len(alike) < 0.05) == (True, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Siguranța, siguranţei – SIGURANTA", "sigurant sigurant sigurant"),
        ("s\u0326coala s\u0327coli școală", "scol scol scol"),
        ("Măsura 1.14. și 01.3", "masur n1p14 si n1p3"),
        ("într-un e-mail", "intr un e mail"),
        ("½ 10² ٣ 1e5", "n10 n1 e n5"),
        ("Ω киев \U0001f46e ﬁșă", None),
        ("9" * 5000 + "." * 50 + "x" * 5000, None),
        ("\x00 * NEAR( a:b ^c {d} \"e' \\ & | ! <->", None),
    ],
)
def test_words_are_cut_alike_for_every_database(text, words):
    found = sought_words(text)
    assert words in (None, found)
    assert all(SAFE.fullmatch(word) and len(word) <= 40 for word in found.split())


def test_what_is_filtered_by_is_no_word_of_a_text():
    for value in ("ipj-cluj", "2024", 7, "n1", "é"):
        one = facet("institutie", value)
        assert SAFE.fullmatch(one)
        assert sought_word(one) != one or next(words_in(one)) != FoundWord(0, len(one), one)


def test_texts_stand_apart():
    assert sought_words("un cod", "", "alt cod") == "un cod x0x alt cod"
