"""What waits for a person, whoever asks it of them: a list by day, a calendar, a number in the navigation."""
