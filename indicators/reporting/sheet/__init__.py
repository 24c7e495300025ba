"""What is owed as a spreadsheet, out and in."""
