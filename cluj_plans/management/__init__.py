"""The commands that run every room."""
