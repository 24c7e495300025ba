"""Asking the database what holds the words: how many entries, and a part of them in their order.

The order is by tiers (`Question.tiers`), then by the entries' keys. Both databases are asked for the same words, and
give the same entries.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from public.models import SearchEntry
from public.search.order import INVENTED
from public.search.questions import Question, fts5_expression, tsquery_expression, tsquery_tiers

LAST_KEY = (1 << 63) - 1
# Up to how many entries are read whole; more are counted, and read a page at a time.
FEW = 200
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

    def __getitem__(self, part: slice) -> list[SearchEntry]:
        keys = self.keys(part.start or 0, part.stop)
        found = SearchEntry.objects.select_related("plan__public_summary").in_bulk(keys)
        return [found[key] for key in keys]

    def keys(self, start: int, stop: int) -> list[int]:
        """Return the keys of the entries from one place in the order to another."""
        stop = min(stop, self._count)
        if start >= stop:
            return []
        if connection.vendor != "postgresql":
            return self._tier_keys(start, stop)
        return self._sorted_keys(start, stop) if self._few is None else self._few[start:stop]

    def _tier_keys(self, start: int, stop: int) -> list[int]:
        """Ask FTS5 for one tier after the other: it gives each in the order of the keys, and stops where it may."""
        keys: list[int] = []
        skipped = start
        for tier in range(len(self.question.tiers) + 1):
            if start + len(keys) >= stop:
                break
            expression = fts5_expression(self.question, tier)
            # What is skipped is counted only where there is something to skip.
            if skipped and skipped >= (size := self._read(FTS5.format("count(*)"), expression)[0]):
                skipped -= size
                continue
            statement = FTS5.format("rowid") + " ORDER BY rowid LIMIT %s OFFSET %s"
            keys += self._read(statement, expression, stop - start - len(keys), skipped)
            skipped = 0
        return keys

    def _sorted_keys(self, start: int, stop: int) -> list[int]:
        """Ask PostgreSQL at once: it reads all matches in any case, and sorts them by tier and key."""
        place, tiers = _tier_place(self.question)
        statement = f"{TSQUERY.format('id')} ORDER BY {place}, id LIMIT %s OFFSET %s"
        return self._read(statement, tsquery_expression(self.question), *tiers, stop - start, start)

    @cached_property
    def _few(self) -> list[int] | None:
        """The keys of all matches in their order, where PostgreSQL has no more than a few: counted and read at once."""
        place, tiers = _tier_place(self.question)
        statement = f"{TSQUERY.format(f'ARRAY[{place}, id]')} LIMIT {FEW + 1}"
        rows = self._read(statement, tsquery_expression(self.question), before=tiers)
        return [key for _place, key in sorted(rows)] if len(rows) <= FEW else None

    @cached_property
    def _count(self) -> int:
        if not self.question.phrases:
            return 0
        if connection.vendor == "postgresql":
            if self._few is not None:
                return len(self._few)
            return self._read(TSQUERY.format("count(*)"), tsquery_expression(self.question))[0]
        return self._read(FTS5.format("count(*)"), fts5_expression(self.question))[0]

    def _read(self, statement: str, expression: str, *more, before=()) -> list:
        """Return the first column of what a statement gives, of what is real or of what is invented.

        What is asked for stands in it after what comes `before`.
        """
        bounds = (INVENTED, LAST_KEY) if self.is_invented else (0, INVENTED)
        with connection.cursor() as cursor:
            cursor.execute(statement, [*before, expression, *bounds, *more])
            return [row[0] for row in cursor.fetchall()]


def _tier_place(question: Question) -> tuple[str, list[str]]:
    """Return what PostgreSQL sorts by before the key: the place of a row's tier, and the expressions in it."""
    tiers = tsquery_tiers(question)
    places = " ".join(f"WHEN words @@ to_tsquery('simple', %s) THEN {place}" for place in range(len(tiers)))
    return f"CASE {places} ELSE {len(tiers)} END", tiers
