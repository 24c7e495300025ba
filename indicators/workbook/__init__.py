"""The sheets that a plan's workbook has of its indicators: they, their targets, what was reported."""
