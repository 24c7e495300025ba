"""The short list at the foot of a page: what a reader can do with it."""
