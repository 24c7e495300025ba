"""The portal's words by their code, each said in the language of who asks, and sentences that wait for it."""

from collections.abc import Callable, Iterator, Mapping

from django.utils.functional import lazy
from django.utils.translation import gettext

from portal.own_words import is_translated


def current_words(words: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Return words of the portal, or each of several forms, in the language that is written now."""
    if not is_translated():
        return words
    return gettext(words) if isinstance(words, str) else tuple(gettext(form) for form in words)


def lazy_words(write: Callable[..., str]) -> Callable[..., str]:
    """Make what a function writes be written when it is read, in the language of then: one result serves all pages."""
    return lazy(write, str)


class WordsByCode(Mapping):
    """Words by code, declared in Romanian; asking for one gives it in the language that is written now.

    >>> WordsByCode({"yearly": "anual"})["yearly"]
    'anual'
    """

    def __init__(self, words: Mapping):
        self._words = dict(words)

    def first_forms(self) -> "WordsByCode":
        """Return the first form of each, where the words have several."""
        return WordsByCode({code: forms[0] for code, forms in self._words.items()})

    def __getitem__(self, code) -> str | tuple[str, ...]:
        """Return what a code is called in the language that is active."""
        return current_words(self._words[code])

    def __iter__(self) -> Iterator:
        """Yield the codes in their order."""
        return iter(self._words)

    def __len__(self) -> int:
        """Return how many codes there are."""
        return len(self._words)
