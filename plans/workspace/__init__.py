"""What every page of one plan's workspace shares: its frame, how rows are found, who else is there."""
