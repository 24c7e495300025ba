"""The first text of a quarterly briefing or a yearly report, composed from the data; people edit it afterwards."""

from indicators.drafting.chapters import draft, redraft_tables, sitting_sentence, title_of

__all__ = ["draft", "redraft_tables", "sitting_sentence", "title_of"]
