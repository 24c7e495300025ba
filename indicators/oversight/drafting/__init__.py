"""The first text of a quarterly briefing or a yearly report, composed from the data; people edit it afterwards."""

from indicators.oversight.drafting.chapters import briefing_title, draft_chapters, redraft_tables, sitting_sentence

__all__ = ["draft_chapters", "redraft_tables", "sitting_sentence", "briefing_title"]
