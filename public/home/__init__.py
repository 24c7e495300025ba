"""The list of published plans."""
