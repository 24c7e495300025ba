"""The second step of login."""
