"""New codes for the elements of a plan, shown before they are given."""
