"""What the rows that a history mentions are called, read for a whole page at once."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from plans.history.registry import tracked_model

REMOVED_NAME = "(șters între timp)"


class RowNames:
    """Names of rows by model and key: what is wanted is gathered first, then read with one query a model.

    With a moment, rows are called what they were called before it.
    """

    def __init__(self, until: datetime.datetime | None = None):
        self.until = until
        self.wanted: dict[type[Model], set[int]] = {}
        self.found: dict[tuple[type[Model], int], str] = {}
        self.rows: dict[tuple[type[Model], int], Any] = {}

    def want(self, model: type[Model], keys: Iterable[int | None]) -> None:
        """Remember rows whose names will be asked for."""
        self.wanted.setdefault(model, set()).update(key for key in keys if key is not None)

    def read(self) -> None:
        """Read the names of all that is wanted: of rows that are gone, the last ones they had."""
        for model, keys in self.wanted.items():
            kind = tracked_model(model)
            called = kind.row_name if kind else str
            is_past = self.until is not None and kind is not None
            rows: list[Any] = [] if is_past else list(model._base_manager.filter(pk__in=keys))
            missing = keys - {row.pk for row in rows}
            if missing and kind:
                known = model.history.filter(history_date__lt=self.until) if is_past else model.history
                rows += known.filter(id__in=missing).order_by("history_date", "history_id")
            self.found |= {(model, row.id): called(row) for row in rows}
            self.rows |= {(model, row.id): row for row in rows}

    def of(self, model: type[Model], key: int | None) -> str:
        """Return the name of a row; nothing for no row."""
        return "" if key is None else self.found.get((model, key), REMOVED_NAME)
