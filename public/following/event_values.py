"""What happened in public, as values, before and after the database."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import override

from portal.languages import ENGLISH, ROMANIAN
from portal.own_words import strip_marks

# What an event tells, in its languages.
WORDS = ("title", "text", "title_in_english", "text_in_english")


@dataclass(frozen=True, kw_only=True)
class EventValue:
    """One thing that happened to a plan, and the topics under which it is followed."""

    key: str
    kind: str
    title: str
    text: str
    title_in_english: str
    text_in_english: str
    path: str
    at: datetime.datetime
    topics: frozenset[str]

    @classmethod
    def of(cls, row) -> "EventValue":
        """Return what a stored event says."""
        values = {name: getattr(row, name) for name in ("key", "kind", *WORDS, "path", "at")}
        return cls(**values, topics=frozenset(one.topic for one in row.topics.all()))


def event_words(write: Callable[[], tuple[str, str]]) -> dict[str, str]:
    """Return what an event is called and tells, by field; `write` gives both in the language that is active.

    A text is only ever mailed, so the plans' own words are marked in titles alone.
    """
    with override(ROMANIAN):
        title, text = write()
    with override(ENGLISH):
        title_in_english, text_in_english = write()
    words = (title, text, title_in_english, strip_marks(text_in_english))
    return dict(zip(WORDS, words, strict=True))
