"""A private address at which a calendar program reads what waits for a person."""
