"""What was promised and dropped is retired: it stays, and says from when and why."""
