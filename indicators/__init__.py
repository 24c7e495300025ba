"""How progress is known: indicators and their targets."""
