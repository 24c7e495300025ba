"""A briefing or yearly report as values, and as PDF and text document."""
