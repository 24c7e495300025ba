"""What the county promises: plans, their parts and their published editions."""
