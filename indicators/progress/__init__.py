"""What is known of progress, as values: periods, reports, the published formula, statuses and their sentences."""
