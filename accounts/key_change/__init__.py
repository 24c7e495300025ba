"""A new SECRET_KEY, while what the one of before made is still in use."""
