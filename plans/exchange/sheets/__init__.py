"""Spreadsheet files: read within bounds, written without live formulas."""
