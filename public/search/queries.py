"""Asking the database what holds the words: how many entries, and a part of them in their order.

The order is by tiers (`Question.tiers`), then by the entries' keys. Both databases are asked for the same words, and
give the same entries.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from public.search.order import INVENTED
from public.search.questions import Question, fts5_expression, tsquery_expression
from public.search_models import SearchEntry

LAST_KEY = (1 << 63) - 1
FTS5 = "SELECT {} FROM public_searchindex WHERE public_searchindex MATCH %s AND rowid >= %s AND rowid < %s"
TSQUERY = "SELECT {} FROM public_searchentry WHERE words @@ to_tsquery('simple', %s) AND id >= %s AND id < %s"


@dataclass(frozen=True)
class Matches:
    """The entries that hold all the words, of what is real or of what is invented; read as they are asked for."""

    question: Question
    is_invented: bool = False

    def count(self) -> int:
        """Return how many there are."""
        return self._count

    @cached_property
    def _count(self) -> int:
        return self._tier_count(None) if self.question.phrases else 0

    def __getitem__(self, part: slice) -> list[SearchEntry]:
        keys = self.keys(part.start or 0, part.stop)
        found = SearchEntry.objects.select_related("plan__public_summary").in_bulk(keys)
        return [found[key] for key in keys]

    def keys(self, start: int, stop: int) -> list[int]:
        """Return the keys of the entries from one place in the order to another."""
        keys: list[int] = []
        skipped, stop = start, min(stop, self._count)
        for tier in range(len(self.question.tiers) + 1):
            if start + len(keys) >= stop:
                break
            # What is skipped is counted only where there is something to skip.
            if skipped and skipped >= (size := self._tier_count(tier)):
                skipped -= size
                continue
            keys += self._tier_keys(tier, limit=stop - start - len(keys), offset=skipped)
            skipped = 0
        return keys

    def _tier_count(self, tier: int | None) -> int:
        return self._read(tier, "count(*)", "")[0][0]

    def _tier_keys(self, tier: int, *, limit: int, offset: int) -> list[int]:
        key = "id" if connection.vendor == "postgresql" else "rowid"
        return [row[0] for row in self._read(tier, key, f" ORDER BY {key} LIMIT %s OFFSET %s", limit, offset)]

    def _read(self, tier: int | None, what: str, rest: str, *more: int) -> list[tuple]:
        """Ask the database in its own syntax; the words in it are letters and digits alone."""
        bounds = (INVENTED, LAST_KEY) if self.is_invented else (0, INVENTED)
        if connection.vendor == "postgresql":
            statement, expression = TSQUERY, tsquery_expression(self.question, tier)
        else:
            statement, expression = FTS5, fts5_expression(self.question, tier)
        with connection.cursor() as cursor:
            cursor.execute(statement.format(what) + rest, [expression, *bounds, *more])
            return cursor.fetchall()
