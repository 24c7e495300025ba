"""Searching 100,000 published elements, beside `icontains` and beside each database's own full-text query.

The bare query is what one would ask of the database itself: how many rows have the words, and the first page of them in
its own order of relevance. Ours counts, and gives the first page in the order of readers.
"""

import datetime
import random
import statistics

from django.db import connection

from bench.measure import BenchResult, wall_ratio
from public.models import SearchEntry
from public.search.entries import EntryKind, EntrySource, SearchFinding
from public.search.queries import Matches
from public.search.questions import fts5_expression, read_question, tsquery_expression

ELEMENTS, WORDS_OF_A_TEXT, VOCABULARY, PAGE = 100_000, 40, 8_000, 20
# How many elements have each: one of 25,000 to one of two.
SELECTIVE, COMMON = ("rarissim", "deosebit"), ("priveliștea", "munților")
SHARES = dict(zip((*SELECTIVE, *COMMON), (25_000, 5_000, 8, 2), strict=True))
BARE = {
    "sqlite": "SELECT rowid FROM public_searchindex WHERE public_searchindex MATCH %s ORDER BY rank LIMIT %s",
    "postgresql": "SELECT id FROM public_searchentry, to_tsquery('simple', %s) question WHERE words @@ question "
    "ORDER BY ts_rank(words, question) DESC LIMIT %s",
}
BARE_COUNT = {
    "sqlite": "SELECT count(*) FROM public_searchindex WHERE public_searchindex MATCH %s",
    "postgresql": "SELECT count(*) FROM public_searchentry WHERE words @@ to_tsquery('simple', %s)",
}


def add_elements() -> None:
    """Store entries of invented words, as those of plans are stored, and let the database tidy up after so many."""
    chance = random.Random(1)
    syllables = [first + vowel for first in "bcdfglmnprstv" for vowel in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _word in range(VOCABULARY)]
    source = EntrySource(name="bench", plan=None, since=datetime.date(2020, 1, 1), is_invented=False)
    for start in range(0, ELEMENTS, 1000):
        findings = []
        for number in range(start, start + 1000):
            text = chance.choices(words, k=WORDS_OF_A_TEXT)
            text += [word for word, share in SHARES.items() if number % share == 0]
            chance.shuffle(text)
            title, rest = " ".join(text[:8]), " ".join(text[8:])
            findings.append(
                SearchFinding(
                    kind=EntryKind.ELEMENT, path="/", label="Măsură", title=title, texts=(rest,), code=str(number)
                )
            )
        SearchEntry.objects.bulk_create(source.entries(findings, first=start), batch_size=500)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE public_searchentry")
        else:
            cursor.execute("INSERT INTO public_searchindex(public_searchindex) VALUES ('optimize')")


def first_page(text: str) -> tuple[int, list[int]]:
    """Return how many elements are found, and the keys of the first page."""
    found = Matches(read_question(text))
    return found.count(), found.keys(0, PAGE)


def bare_page(text: str) -> tuple[int, list[tuple]]:
    """Return the same of the database's own search, in its own order."""
    expression = (tsquery_expression if connection.vendor == "postgresql" else fts5_expression)(read_question(text))
    with connection.cursor() as cursor:
        cursor.execute(BARE_COUNT[connection.vendor], [expression])
        count = cursor.fetchone()[0]
        cursor.execute(BARE[connection.vendor], [expression, PAGE])
        return count, cursor.fetchall()


def containing(text: str) -> list:
    """Return the first page of what has the word as it is written, found by reading all."""
    rows = SearchEntry.objects.filter(text__icontains=text) | SearchEntry.objects.filter(title__icontains=text)
    return list(rows.order_by("pk").values_list("pk")[:PAGE])


def results():
    """Yield the ratios for selective words and for common ones."""
    add_elements()
    name = connection.vendor
    for text in (*SELECTIVE, *COMMON, " ".join(COMMON)):
        assert first_page(text)[0] == bare_page(text)[0] > 0
    slower = min(
        wall_ratio(lambda text=text: containing(text), lambda text=text: first_page(text), pairs=11)
        for text in SELECTIVE
    )
    yield BenchResult(f"{name}: icontains over 100,000 elements / search, selective words", slower, 100, at_least=True)
    questions = (*SELECTIVE, *COMMON, " ".join(COMMON), f'"{" ".join(COMMON)}"')
    ratios = {
        text: wall_ratio(lambda text=text: first_page(text), lambda text=text: bare_page(text), pairs=11)
        for text in questions
    }
    for kind, texts in (
        ("selective words", SELECTIVE),
        ("common words", COMMON),
        ("both, and a phrase", questions[4:]),
    ):
        ratio = statistics.mean(ratios[text] for text in texts)
        yield BenchResult(f"{name}: search / the database's own count and ranked page, {kind}", ratio, 1.5)
