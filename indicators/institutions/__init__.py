"""Institutions that get another name, are merged or abolished: what passes on, and what stays."""
