"""What the public pages keep: stored pages, addresses, summaries, what happened and who follows it."""

from public.models.following import EventTold, EventTopic, Follower, Following, PublicEvent
from public.models.stored import PlanSummary, PublicAddress, StoredPage

__all__ = [
    "EventTold",
    "EventTopic",
    "Follower",
    "Following",
    "PlanSummary",
    "PublicAddress",
    "PublicEvent",
    "StoredPage",
]
