"""The sittings of the oversight body."""
