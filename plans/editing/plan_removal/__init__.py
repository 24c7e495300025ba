"""A plan that was begun and never sent for approval is deleted."""
