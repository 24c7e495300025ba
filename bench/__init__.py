"""Measurements, as ratios of two things timed in turn in one run: what a machine's mood cannot change."""
