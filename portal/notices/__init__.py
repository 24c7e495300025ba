"""What a person is told of: kept in a list, and mailed at once, in the day's digest or not at all, as they choose."""
