"""Entering and leaving, passwords, the identity provider."""
