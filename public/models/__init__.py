"""What readers get and write: stored pages and summaries, events and followers, reported mistakes, search."""

from public.models.following import EventTold, EventTopic, Follower, Following, PublicEvent
from public.models.mistakes import MistakeAnswer, MistakeReport
from public.models.search import SearchEntry, SearchWord
from public.models.stored import (
    AwaitedAnswer,
    InstitutionMention,
    PlanSummary,
    PublicAddress,
    PublicState,
    StaleMark,
    StoredPage,
)

__all__ = [
    "AwaitedAnswer",
    "EventTold",
    "EventTopic",
    "Follower",
    "Following",
    "InstitutionMention",
    "MistakeAnswer",
    "MistakeReport",
    "PlanSummary",
    "PublicAddress",
    "PublicEvent",
    "PublicState",
    "SearchEntry",
    "SearchWord",
    "StaleMark",
    "StoredPage",
]
