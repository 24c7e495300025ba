"""The pictures of a plan as files and as pages of their own, made to be shown elsewhere."""
