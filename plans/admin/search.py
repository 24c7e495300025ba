"""Search in lists as people type: without diacritics, with either spelling of ș and ț, in any case."""

import unicodedata

from plans.text import normalise


def fold(text: str) -> str:
    """Return the text without case and diacritics.

    >>> fold("Siguranţă ȘCOLARĂ")
    'siguranta scolara'
    """
    decomposed = unicodedata.normalize("NFKD", normalise(text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class FoldedSearchMixin:
    """Finds the rows that hold every word of the question in one of the search fields; one query for the texts."""

    def get_search_results(self, request, queryset, search_term):
        """Return the rows found, and that none is there twice."""
        words = fold(search_term).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        found = [pk for pk, *texts in rows if contains_all(words, fold(" ".join(texts)))]
        return queryset.filter(pk__in=found), False


def contains_all(words: list[str], text: str) -> bool:
    """Tell whether every word is somewhere in the text."""
    return all(word in text for word in words)
