"""What of a plan is not in its tree: its own data, levels, sections, acts, budget, signatories."""
