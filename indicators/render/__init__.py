"""A briefing in, bytes out: nothing here imports a model or runs a query."""
