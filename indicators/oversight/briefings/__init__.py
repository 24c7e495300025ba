"""Quarterly briefings and yearly reports: drafted, edited, adopted."""
