"""How administrators look after people and their roles."""
