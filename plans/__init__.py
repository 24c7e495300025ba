"""What the county promises: plans, with all that belongs to them, and their published editions."""
