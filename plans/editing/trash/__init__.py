"""Rows taken out of a plan with what hangs on them, kept whole, and put back."""
