"""In and out of a working plan."""
