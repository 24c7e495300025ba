"""What searching reads: an entry for each published thing, and the words in which they are written.

Both can always be made again from the editions, and from what other apps know, alone (`public.search.indexing`).
"""

from django.db import models
from django.db.models import Q

from plans.models import Plan
from portal.fields import LineField


class SearchEntryQuerySet(models.QuerySet):
    """Entries of one source."""

    def of(self, plan: Plan | None, *sources: str):
        """Keep the entries of a plan, or of none, that come from some sources."""
        return self.filter(plan=plan, source__in=sources)


class SearchEntry(models.Model):
    """Something published that can be found: its address and its words.

    The key is the place in the order of what is found (`public.search.order`). `source` is what it is made from and
    made again with. The last three hold the words as they are looked for (`public.search.words`): of the title, of the
    text, and what the entry is filtered by. Triggers keep the database's own index of them.
    """

    id = models.BigIntegerField("locul", primary_key=True)
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="search_entries", verbose_name="plan")
    source = models.CharField("sursa", max_length=60)
    kind = models.CharField("felul", max_length=20)
    path = LineField("adresa", max_length=300)
    # The edition that still says it, where the current one does not.
    edition = models.PositiveIntegerField("ediția de atunci", null=True)
    label = models.TextField("ce este")
    title = models.TextField("titlul")
    text = models.TextField("textul")
    status = models.CharField("stadiul", max_length=40)
    title_words = models.TextField("cuvintele titlului")
    text_words = models.TextField("cuvintele textului")
    facets = models.TextField("cu ce se filtrează")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "loc în care se caută"
        verbose_name_plural = "locuri în care se caută"
        indexes = [models.Index(fields=["plan", "source"], name="search_entry_by_source")]

    def __str__(self):
        return self.title


class SearchWord(models.Model):
    """A word of what is published and real, as people write it: proposed while one types, and for what nearly fits it.

    `word` is folded, `written` has its diacritics; words that differ by one letter, or by their vowels, have `key`s
    that differ by one letter at most.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="+", verbose_name="plan")
    source = models.CharField("sursa", max_length=60)
    word = LineField("cuvântul", max_length=40)
    written = LineField("cum se scrie", max_length=40)
    key = LineField("cheia", max_length=40, db_index=True)

    class Meta:
        verbose_name = "cuvânt publicat"
        verbose_name_plural = "cuvinte publicate"
        indexes = [models.Index(fields=["word", "written"], name="search_word_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["plan", "source", "word"], name="search_word_once_a_source"),
            models.UniqueConstraint(
                fields=["source", "word"], condition=Q(plan=None), name="search_word_once_outside_plans"
            ),
        ]

    def __str__(self):
        return self.written
