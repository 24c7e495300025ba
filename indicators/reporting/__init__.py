"""What is owed and when, and how an institution reports it."""
