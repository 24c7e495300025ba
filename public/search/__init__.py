"""Searching all that is published."""
