"""The read API: what was published, for programs; a request that it does not understand is refused, never guessed."""
