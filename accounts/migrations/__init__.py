"""The tables of the accounts app."""
