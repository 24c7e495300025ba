"""The indicators and targets of a working plan: written, copied, given baselines."""
