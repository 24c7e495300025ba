"""The forms of reporting and oversight."""
