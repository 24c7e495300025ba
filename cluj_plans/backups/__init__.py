"""Copies of all that the portal keeps, and the way back from one.

A backup is one archive: the database as it was at one moment, every file, the keys where they are closed in, and a
manifest with the SHA-256 of each.
"""
