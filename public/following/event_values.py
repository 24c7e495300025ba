"""What happened in public, as values, before and after the database."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class EventValue:
    """One thing that happened to a plan, and the topics under which it is followed."""

    key: str
    kind: str
    title: str
    text: str
    path: str
    at: datetime.datetime
    topics: frozenset[str]

    @classmethod
    def of(cls, row) -> "EventValue":
        """Return what a stored event says."""
        values = {name: getattr(row, name) for name in ("key", "kind", "title", "text", "path", "at")}
        return cls(**values, topics=frozenset(one.topic for one in row.topics.all()))
