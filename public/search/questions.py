"""What a reader asks for, as words and phrases, and how each database is asked for them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.text import fold, normalise
from public.search.words import code_facets, words_in

QUOTES = re.compile('["„”“«»]')
# Said of everything: looked for only inside a phrase, or where nothing else is asked for.
LITTLE_WORDS = frozenset(
    [
        "a",
        "al",
        "ale",
        "ai",
        "ai",
        "am",
        "ar",
        "au",
        "ca",
        "care",
        "ce",
        "cea",
        "cei",
        "cel",
        "cele",
        "cu",
        "cum",
        "da",
        "de",
        "din",
        "dintre",
        "dupa",
        "este",
        "fi",
        "fie",
        "fara",
        "iar",
        "in",
        "intr",
        "intre",
        "la",
        "le",
        "lor",
        "lui",
        "mai",
        "ne",
        "ni",
        "nu",
        "o",
        "or",
        "pe",
        "pentru",
        "prin",
        "sa",
        "sau",
        "se",
        "si",
        "spre",
        "sub",
        "sunt",
        "un",
        "una",
        "unei",
        "unor",
        "unui",
        "va",
    ]
)

# Words that stand one after the other; a phrase of one word is that word.
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """What one kind of match asks for: all of some phrases anywhere, all of some in the title."""

    anywhere: tuple[Phrase, ...] = ()
    in_title: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Question:
    """What is looked for: words and phrases that must all be there, and what else a better match has."""

    phrases: tuple[Phrase, ...]
    codes: tuple[str, ...]
    whole: Phrase
    facets: tuple[str, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """The words that are marked where they are found."""
        return frozenset(word for phrase in self.phrases for word in phrase)

    @property
    def base(self) -> Sought:
        """What every match has."""
        return Sought(anywhere=(*self.phrases, *((one,) for one in self.facets)))

    @property
    def tiers(self) -> list[Sought]:
        """What the better matches have beside all the words, the best first: the code, the phrase, all in the title."""
        found = [Sought(anywhere=tuple((code,) for code in self.codes))] if self.codes else []
        long = len(self.whole) > 1
        found += [Sought(in_title=(self.whole,))] if long else []
        found += [Sought(in_title=self.phrases)]
        return found + ([Sought(anywhere=(self.whole,))] if long else [])


def read_question(text: str, facets: Iterable[str] = ()) -> Question:
    """Return what a text asks for; what stands in quotation marks is a phrase.

    >>> read_question('siguranța în „spațiul public”').phrases
    (('sigurant',), ('spat', 'public'))
    """
    text = normalise(text)
    parts = QUOTES.split(text)
    quoted = [tuple(word.sought for word in words_in(part)) for part in parts[1::2]]
    loose = [(word.sought,) for part in parts[::2] for word in words_in(part) if not _is_little(part, word)]
    # A quotation mark that nothing closes opens a phrase as well.
    phrases = dict.fromkeys(phrase for phrase in (*loose, *quoted) if phrase)
    whole = tuple(word.sought for word in words_in(text))
    phrases = phrases or dict.fromkeys((word,) for word in whole)
    return Question(tuple(phrases), tuple(dict.fromkeys(code_facets(text))), whole, tuple(facets))


def _is_little(part: str, word) -> bool:
    return fold(part[word.start : word.end]) in LITTLE_WORDS


def fts5_expression(question: Question, tier: int | None = None) -> str:
    """Return what FTS5 is asked: all matches, or those of one tier alone (the last one has what no other has)."""
    tiers = question.tiers
    wanted = _all_of([question.base, *(tiers[tier : tier + 1] if tier is not None else ())], _FTS5)
    better = [f"({_all_of([one], _FTS5)})" for one in tiers[:tier]] if tier is not None else []
    return f"({wanted}) NOT ({' OR '.join(better)})" if better else wanted


def tsquery_expression(question: Question) -> str:
    """Return what PostgreSQL is asked for all matches, in the same words."""
    return _all_of([question.base], _TSQUERY)


def tsquery_tiers(question: Question) -> list[str]:
    """Return what PostgreSQL is asked to know the tier of a match: the first of these that it fits."""
    return [_all_of([one], _TSQUERY) for one in question.tiers]


@dataclass(frozen=True)
class _Syntax:
    both: str
    phrase: str
    title_phrase: str
    next_word: str
    title_word: str = "{}"

    def phrase_of(self, phrase: Phrase) -> str:
        return self.phrase.format(self.next_word.join(phrase))

    def in_title(self, phrase: Phrase) -> str:
        return self.title_phrase.format(self.next_word.join(map(self.title_word.format, phrase)))


_FTS5 = _Syntax(" AND ", '"{}"', '{{title_words}} : "{}"', " ")
_TSQUERY = _Syntax(" & ", "({})", "({})", " <-> ", "{}:A")


def _all_of(sought: Iterable[Sought], syntax: _Syntax) -> str:
    return syntax.both.join(_terms(sought, syntax))


def _terms(sought: Iterable[Sought], syntax: _Syntax) -> Iterator[str]:
    for one in sought:
        yield from map(syntax.phrase_of, one.anywhere)
        yield from map(syntax.in_title, one.in_title)
