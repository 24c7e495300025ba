"""The outline editor: elements added, written, moved, copied."""
