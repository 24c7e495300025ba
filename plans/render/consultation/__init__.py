"""A consultation as its public pages and files show it; it imports no model and runs no query."""
