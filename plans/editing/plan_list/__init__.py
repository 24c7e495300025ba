"""The plans that a person works on, and how each stands."""
