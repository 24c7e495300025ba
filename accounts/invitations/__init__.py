"""How people are invited."""
