"""From the rows of a sheet to the rows of a plan: previewed whole, then all or nothing."""
