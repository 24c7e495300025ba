"""Who changed what in a working plan, and when, read from the history that every save leaves; and going back to it."""
