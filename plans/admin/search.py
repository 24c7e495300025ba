"""Search in lists as people type: without diacritics, with either spelling of ș and ț, in any case."""

from portal.text import fold, has_words


class FoldedSearchMixin:
    """Finds the rows that hold every word of the question in one of the search fields; one query for the texts."""

    def get_search_results(self, request, queryset, search_term):
        """Return the rows found, and that none is there twice."""
        words = fold(search_term).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.search_fields)
        return queryset.filter(pk__in=[pk for pk, *texts in rows if has_words(words, *texts)]), False
